import type { ReservationRecord, StationRecords } from '../../../machines/vocabulary/records.ts';

const records = new Map<string, StationRecords>();
const reservations = new Map<string, ReservationRecord>();

function shared<T>(known: Map<string, T>, it: T): T {
  const key = JSON.stringify(it);
  const one = known.get(key) ?? it;
  known.set(key, one);
  return one;
}

/**
 * The one object that stands for all records that say the same, and so do their reservations: the charge
 * point tells a reservation that was replaced by its identity.
 */
export function sharedRecords(it: StationRecords): StationRecords {
  const entries = Object.entries(it.reservations);
  const { profile: _profile, ...rest } = {
    ...it,
    reservations: Object.fromEntries(entries.map(([id, one]) => [id, shared(reservations, one)])),
  };
  const key = JSON.stringify(rest);
  const known = records.get(key);
  if (known) return known;
  const one = { ...rest, profile: it.profile };
  records.set(key, one);
  return one;
}
