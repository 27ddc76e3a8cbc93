import { parseIsoTime } from '../vocabulary/instant.ts';
import type { ChargingProfile, ChargingSchedule } from '../vocabulary/records.ts';
import type { StationProfile } from '../vocabulary/station-profile.ts';

/** Why a charging profile is refused, in words for a log; null: it is fine. */
export type ProfileRefusal = string | null;

function scheduleRefusal(
  { duration, chargingRateUnit, chargingSchedulePeriod: periods }: ChargingSchedule,
  { limits, features }: StationProfile,
): ProfileRefusal {
  if (!features.chargingRateUnits.includes(chargingRateUnit))
    return `chargingRateUnit ${chargingRateUnit} is not supported`;
  if (periods.length > limits.chargingScheduleMaxPeriods)
    return `${periods.length} periods, at most ${limits.chargingScheduleMaxPeriods} are supported`;
  // OCPP 1.6 ed.2 7.14, errata 3.45.
  if (periods[0]?.startPeriod !== 0) return 'the first startPeriod is not 0';
  if (periods.some((period, index) => index > 0 && period.startPeriod <= periods[index - 1]!.startPeriod))
    return 'startPeriods do not ascend';
  if (periods.some(({ limit }) => limit < 0)) return 'a limit is negative';
  if ((duration ?? 1) <= 0) return 'the duration is not positive';
  return null;
}

/**
 * errata 3.56, 3.79: a recurrence needs its kind and the moment it counts from, and nothing else may have a
 * kind.
 */
function recurrenceRefusal(profile: ChargingProfile): ProfileRefusal {
  const recurring = profile.chargingProfileKind === 'Recurring';
  if (recurring !== (profile.recurrencyKind !== undefined))
    return recurring ? 'Recurring without recurrencyKind' : 'recurrencyKind without Recurring';
  if (recurring && profile.chargingSchedule.startSchedule === undefined)
    return 'Recurring without startSchedule';
  return null;
}

/**
 * What does not depend on the state of the station: units, levels, periods, recurrence, dates.
 * OCPP 1.6 ed.2 7.8-7.14; the limits are those of the station profile.
 */
export function contentRefusal(profile: ChargingProfile, station: StationProfile): ProfileRefusal {
  const { stackLevel, validFrom, validTo, chargingSchedule } = profile;
  const highest = station.limits.chargeProfileMaxStackLevel;
  if (stackLevel < 0 || stackLevel > highest) return `stackLevel ${stackLevel} is not within 0..${highest}`;
  const dates = [validFrom, validTo, chargingSchedule.startSchedule];
  const unreadable = dates.find((date) => date !== undefined && parseIsoTime(date) === null);
  if (unreadable !== undefined) return `${unreadable} is no date and time`;
  return recurrenceRefusal(profile) ?? scheduleRefusal(chargingSchedule, station);
}
