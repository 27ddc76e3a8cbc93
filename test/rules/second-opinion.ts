import type { Models } from 'typed-ocpp/dist/common/models.js';
import { ChargingManager } from 'typed-ocpp/dist/ocpp16/chargingmanager.js';
import type { ChargingSituation } from '../../machines/rules/charging-limit.ts';
import type { ChargingProfile, InstalledProfile } from '../../machines/vocabulary/records.ts';

const RECURRENCE_ms = { Daily: 86_400_000, Weekly: 7 * 86_400_000 } as const;

/** Nothing is converted: everything is in A. */
const AMPERES: Models.ChargingSession = {
  ampsToWatts: (value) => value,
  wattsToAmps: (value) => value,
  convert: (value) => value,
};

/**
 * The library's composition of one stack. Its own clearing forgets every profile of the purpose, whatever the
 * level (the callback of its filter never returns true), so that there would be no stack: here nothing is
 * cleared, and nobody installs two profiles of one level.
 */
class Stack extends ChargingManager {
  protected override _clearChargingProfiles(): void {}

  constructor(profiles: readonly InstalledProfile[]) {
    super();
    for (const { connectorId, profile } of profiles) {
      // It refuses every ChargePointMaxProfile (an && without its brackets), but a stack is a stack.
      const max = profile.chargingProfilePurpose === 'ChargePointMaxProfile';
      const chargingProfilePurpose = max ? 'TxDefaultProfile' : profile.chargingProfilePurpose;
      this.setChargingProfile({
        connectorId,
        csChargingProfiles: structuredClone({ ...profile, chargingProfilePurpose }) as never,
      });
    }
    const none = { min: 0, max: Number.POSITIVE_INFINITY, phases: { qty: 1 as const } };
    this.getDefaultLimits = () => ({
      unit: 'A',
      charging: none,
      discharging: none,
      shouldDischarge: false,
    });
  }

  /** A as a function of time, where charging began at `since_ms`; infinite where no profile speaks. */
  limits(connectorId: number, since_ms: number, end_ms: number): (t_ms: number) => number {
    const [from, to] = [new Date(since_ms), new Date(end_ms)];
    const schedule = this.getConnectorSchedule(from, to, connectorId, 'A', AMPERES, 1, false);
    return (t_ms) => {
      const period = schedule.find(({ start, end }) => start.getTime() <= t_ms && t_ms < end.getTime());
      return period?.data.charging.max ?? Number.NaN;
    };
  }
}

const startOfLocal = (recurrence: 'Daily' | 'Weekly', t_ms: number): number => {
  const day = new Date(t_ms);
  day.setHours(0, 0, 0, 0);
  if (recurrence === 'Weekly') day.setDate(day.getDate() - day.getDay());
  return day.getTime();
};

/** When the profile is asked for, and since when the vehicle charges. */
export type Span = { readonly since_ms: number; readonly now_ms: number; readonly end_ms: number };

/**
 * Why the library's word on a profile is not that of OCPP 1.6 ed.2; null: it is. Each reason is one of the
 * profile and the span, found by reading library and norm, and never by what comes out.
 */
export function beyondTheLibrary({ profile, installedAt }: InstalledProfile, span: Span): string | null {
  const { since_ms, now_ms, end_ms } = span;
  const { chargingSchedule: schedule, recurrencyKind, validFrom, validTo } = profile;
  const inside = (date: string | undefined) =>
    date !== undefined && Date.parse(date) > since_ms && Date.parse(date) < end_ms;
  // 7.8: valid from validFrom until validTo. The library looks once, at the beginning.
  if (inside(validFrom) || inside(validTo)) return 'validity changes on the way';

  const { startSchedule } = profile.chargingProfileKind === 'Relative' ? {} : schedule;
  const max = profile.chargingProfilePurpose === 'ChargePointMaxProfile';
  // 3.13.1: it belongs to no transaction. The library knows no other beginning than that of charging.
  if (startSchedule === undefined && max) return 'a ChargePointMaxProfile from its installation';
  // What came in the middle of a transaction begins then; the library does not know when that was.
  const late = Date.parse(installedAt) > since_ms;
  if (startSchedule === undefined && profile.chargingProfileKind === 'Absolute' && late)
    return 'an Absolute profile that came later, from its installation';

  const recurrence_ms =
    recurrencyKind === undefined ? Number.POSITIVE_INFINITY : RECURRENCE_ms[recurrencyKind];
  if (recurrencyKind !== undefined && startSchedule !== undefined) {
    const first_ms = Date.parse(startSchedule);
    // 7.13: its starting point. The library begins a recurrence on the day, or in the week, that it is asked.
    if (first_ms > now_ms) return 'a recurrence that is still to begin';
    const round_ms = now_ms - ((now_ms - first_ms) % recurrence_ms);
    if (round_ms < startOfLocal(recurrencyKind, since_ms)) return 'the round of the day or week before';
  }
  // 5.16.4, errata 3.43: not executed. The library ends its last period there, and no other.
  const runs_ms = Math.min((schedule.duration ?? Number.POSITIVE_INFINITY) * 1000, recurrence_ms);
  if (schedule.chargingSchedulePeriod.some(({ startPeriod }) => startPeriod * 1000 >= runs_ms))
    return 'a period that begins after the end of its schedule';
  return null;
}

/** A profile that lies on another of its level, for which the library has no order. */
const isRivalled = ({ connectorId, profile }: InstalledProfile, all: readonly InstalledProfile[]) =>
  connectorId === 0 &&
  profile.chargingProfilePurpose === 'TxDefaultProfile' &&
  all.some(
    ({ connectorId: other, profile: { chargingProfilePurpose, stackLevel } }) =>
      other !== 0 && chargingProfilePurpose === 'TxDefaultProfile' && stackLevel === profile.stackLevel,
  );

const purposeIs =
  (purpose: ChargingProfile['chargingProfilePurpose']) =>
  ({ profile }: InstalledProfile): boolean =>
    profile.chargingProfilePurpose === purpose;

/** The situation without what the library is no judge of. Connector 0 is asked as two, from one beginning. */
export function judgedByTheLibrary(situation: ChargingSituation, now_ms: number, end_ms: number) {
  const spans = new Map(
    situation.connectors.map(({ connectorId, transaction }) => [
      connectorId,
      { since_ms: transaction?.startedAt_ms ?? now_ms, now_ms, end_ms },
    ]),
  );
  const judged = (installed: InstalledProfile): boolean => {
    if (isRivalled(installed, situation.profiles)) return false;
    const { connectorId, profile } = installed;
    const station = profile.chargingProfilePurpose === 'ChargePointMaxProfile';
    const own = spans.get(connectorId);
    const asked = station ? [{ since_ms: now_ms, now_ms, end_ms }] : own ? [own] : [...spans.values()];
    return asked.every((span) => beyondTheLibrary(installed, span) === null);
  };
  return { ...situation, profiles: situation.profiles.filter(judged) };
}

/**
 * The limit of every second, each stack composed by the library, and the stacks combined as 3.13.3 says: the
 * lowest of station and connector, where TxProfile goes before TxDefaultProfile. Profiles of transactions
 * that do not run are left out (3.13.1): the library knows no transactions.
 */
export function secondOpinion(
  situation: ChargingSituation,
  connectorId: number,
  now_ms: number,
  duration_s: number,
): number[] {
  const { profiles, rating_A, supply_A } = situation;
  const end_ms = now_ms + duration_s * 1000;
  const station = new Stack(profiles.filter(purposeIs('ChargePointMaxProfile'))).limits(1, now_ms, end_ms);
  const connectors = situation.connectors
    .filter((it) => connectorId === 0 || it.connectorId === connectorId)
    .map(({ connectorId: id, transaction }) => {
      const mine = profiles.filter(
        (it) =>
          purposeIs('TxDefaultProfile')(it) ||
          (purposeIs('TxProfile')(it) && it.transaction === transaction?.id),
      );
      return new Stack(mine).limits(id, transaction?.startedAt_ms ?? now_ms, end_ms);
    });
  return Array.from({ length: duration_s }, (_, second) => {
    const t_ms = now_ms + second * 1000;
    const sum = connectors.reduce((total, limit) => total + Math.min(rating_A, limit(t_ms)), 0);
    return Math.min(sum, supply_A, station(t_ms));
  });
}
