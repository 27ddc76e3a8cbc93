import { parseIsoTime } from '../vocabulary/instant.ts';
import type { InstalledProfile } from '../vocabulary/records.ts';

const RECURRENCE_ms = { Daily: 86_400_000, Weekly: 7 * 86_400_000 } as const;

/** One charging profile laid on the wall clock. All times are Unix time in ms; absent ends are infinite. */
export type ChargingTimeline = {
  readonly chargingProfileId: number;
  readonly validFrom_ms: number;
  readonly validTo_ms: number;
  /** Where period 0 begins, for the first time if the profile recurs. */
  readonly start_ms: number;
  readonly recurrence_ms: number;
  readonly duration_ms: number;
  /** Ascending; the first begins at 0. */
  readonly periods: readonly { readonly offset_ms: number; readonly limit_A: number }[];
};

/**
 * What a profile says at a moment, until when it says so. `limit_A` null: nothing, another profile decides.
 */
export type TimelineValue = { readonly limit_A: number | null; readonly until_ms: number };

/** `startedAt_ms`: of the transaction, or of the one that might start now. Unix time in ms. */
export type Moments = { readonly now_ms: number; readonly startedAt_ms: number };

const timeOr = (text: string | undefined, otherwise: number): number => parseIsoTime(text) ?? otherwise;

/**
 * The start of a schedule, in this order:
 * - Absolute and Recurring have a startSchedule.
 * - ChargePointMaxProfile belongs to no transaction, so without one it starts when it is installed.
 * - Relative starts with the transaction (OCPP 1.6 ed.2 7.9), also when it is installed later.
 * - Absolute without startSchedule is "relative to start of charging" (7.13); installed during a transaction
 * it   starts when it is installed, since its first periods would else be lost (what TC_066 and TC_082
 * expect).
 * What has happened has happened: a clock that was set back since gives it a time to come, and it counts as
 * now, or a limit would be lifted until the clock is there again.
 */
function scheduleStart(
  { profile, installedAt }: InstalledProfile,
  { now_ms, startedAt_ms }: Moments,
): number {
  const charging_ms = Math.min(startedAt_ms, now_ms);
  const installed_ms = Math.min(timeOr(installedAt, charging_ms), now_ms);
  const relative = profile.chargingProfileKind === 'Relative';
  const start_ms = relative ? undefined : profile.chargingSchedule.startSchedule;
  if (start_ms !== undefined) return timeOr(start_ms, installed_ms);
  if (profile.chargingProfilePurpose === 'ChargePointMaxProfile') return installed_ms;
  return relative ? charging_ms : Math.max(installed_ms, charging_ms);
}

/**
 * @param supplyVoltage_V turns limits in W into A. `numberPhases` and `minChargingRate` do not enter (errata
 * 3.34).
 */
export function chargingTimeline(
  installed: InstalledProfile,
  moments: Moments,
  supplyVoltage_V: number,
): ChargingTimeline {
  const { profile } = installed;
  const { chargingSchedule: schedule, recurrencyKind } = profile;
  const perLimit_A = schedule.chargingRateUnit === 'W' ? 1 / supplyVoltage_V : 1;
  return {
    chargingProfileId: profile.chargingProfileId,
    validFrom_ms: timeOr(profile.validFrom, Number.NEGATIVE_INFINITY),
    validTo_ms: timeOr(profile.validTo, Number.POSITIVE_INFINITY),
    start_ms: scheduleStart(installed, moments),
    // Only a Recurring profile has one (errata 3.79).
    recurrence_ms: recurrencyKind === undefined ? Number.POSITIVE_INFINITY : RECURRENCE_ms[recurrencyKind],
    duration_ms: schedule.duration === undefined ? Number.POSITIVE_INFINITY : schedule.duration * 1000,
    periods: schedule.chargingSchedulePeriod.map(({ startPeriod, limit }) => ({
      offset_ms: startPeriod * 1000,
      limit_A: limit * perLimit_A,
    })),
  };
}

/** The value of one profile at `t_ms`, and the next moment it may be another. Linear in its periods. */
export function timelineAt(timeline: ChargingTimeline, t_ms: number): TimelineValue {
  const { validFrom_ms, validTo_ms, start_ms, recurrence_ms, duration_ms, periods } = timeline;
  const nothingUntil = (until_ms: number): TimelineValue => ({ limit_A: null, until_ms });
  if (t_ms >= validTo_ms) return nothingUntil(Number.POSITIVE_INFINITY);
  const begins_ms = Math.max(validFrom_ms, start_ms);
  if (t_ms < begins_ms) return nothingUntil(begins_ms);

  const recurs = Number.isFinite(recurrence_ms);
  const round_ms = recurs
    ? start_ms + Math.floor((t_ms - start_ms) / recurrence_ms) * recurrence_ms
    : start_ms;
  // OCPP 1.6 ed.2 5.16.4: what lies beyond the recurrence is not executed; after its duration a schedule is
  // silent.
  const nextRound_ms = round_ms + recurrence_ms;
  const end_ms = Math.min(round_ms + duration_ms, nextRound_ms);
  if (t_ms >= end_ms) return nothingUntil(nextRound_ms);

  const { limit_A } = periods.findLast(({ offset_ms }) => round_ms + offset_ms <= t_ms)!;
  const next = periods.find(({ offset_ms }) => round_ms + offset_ms > t_ms);
  const nextPeriod_ms = next ? round_ms + next.offset_ms : Number.POSITIVE_INFINITY;
  return { limit_A, until_ms: Math.min(nextPeriod_ms, end_ms, validTo_ms) };
}
