import type { ChargingSituation } from '../../machines/rules/charging-limit.ts';
import type { InstalledProfile } from '../../machines/vocabulary/records.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** First moment of every round of a schedule up to `t`. */
function rounds(first: number, { profile }: InstalledProfile, t: number): number[] {
  if (profile.chargingProfileKind !== 'Recurring') return [first];
  const step = profile.recurrencyKind === 'Weekly' ? 7 * 24 * HOUR : 24 * HOUR;
  const all: number[] = [];
  for (let begin = first; begin <= t; begin += step) all.push(begin);
  return all.slice(-1);
}

/**
 * The rules of OCPP 1.6 ed.2 3.13 and 7.8-7.14 read out one after another, for one profile and one moment.
 */
function limitOf(
  installed: InstalledProfile,
  chargingSince: number,
  now: number,
  t: number,
): number | undefined {
  const { profile } = installed;
  const schedule = profile.chargingSchedule;
  if (profile.validFrom && t < Date.parse(profile.validFrom)) return undefined;
  if (profile.validTo && t >= Date.parse(profile.validTo)) return undefined;
  // Nothing has been installed tomorrow: the clock has been set back.
  const installedAt = Math.min(now, Date.parse(installed.installedAt));
  let first: number;
  if (profile.chargingProfileKind !== 'Relative' && schedule.startSchedule)
    first = Date.parse(schedule.startSchedule);
  else if (profile.chargingProfilePurpose === 'ChargePointMaxProfile') first = installedAt;
  else if (profile.chargingProfileKind === 'Relative') first = chargingSince;
  else first = Math.max(chargingSince, installedAt);
  for (const begin of rounds(first, installed, t)) {
    if (t < begin) continue;
    if (schedule.duration !== undefined && t >= begin + schedule.duration * SECOND) continue;
    const begun = schedule.chargingSchedulePeriod.filter((p) => begin + p.startPeriod * SECOND <= t);
    return begun[begun.length - 1]?.limit;
  }
  return undefined;
}

/** The limit of a real connector at one moment, by asking every profile. */
function connectorLimit(situation: ChargingSituation, connectorId: number, now: number, t: number): number {
  const transaction = situation.connectors.find((c) => c.connectorId === connectorId)?.transaction;
  const since = Math.min(now, transaction?.startedAt_ms ?? now);
  const ask = (candidates: InstalledProfile[]): number | undefined => {
    for (let level = 9; level >= 0; level -= 1)
      for (const at of [connectorId, 0])
        for (const p of candidates) {
          if (p.profile.stackLevel !== level || p.connectorId !== at) continue;
          const limit = limitOf(p, since, now, t);
          if (limit !== undefined) return limit;
        }
    return undefined;
  };
  const by = (purpose: string) =>
    situation.profiles.filter((p) => p.profile.chargingProfilePurpose === purpose);
  const tx = transaction ? ask(by('TxProfile').filter((p) => p.transaction === transaction.id)) : undefined;
  return Math.min(situation.rating_A, tx ?? ask(by('TxDefaultProfile')) ?? situation.rating_A);
}

/** The limit of every second of a window: slow, obvious, and written without looking for boundaries. */
export function secondBySecond(
  situation: ChargingSituation,
  connectorId: number,
  now: number,
  duration_s: number,
): number[] {
  const stationProfiles = situation.profiles
    .filter((p) => p.profile.chargingProfilePurpose === 'ChargePointMaxProfile')
    .sort((a, b) => b.profile.stackLevel - a.profile.stackLevel);
  return Array.from({ length: duration_s }, (_, second) => {
    const t = now + second * SECOND;
    const ids = connectorId === 0 ? situation.connectors.map((c) => c.connectorId) : [connectorId];
    const together = ids.reduce((total, id) => total + connectorLimit(situation, id, now, t), 0);
    const station = stationProfiles.map((p) => limitOf(p, now, now, t)).find((limit) => limit !== undefined);
    return Math.min(together, station ?? situation.supply_A, situation.supply_A);
  });
}
