/**
 * A moment as an edge of the station saw it: `monotonic_ms` counts from the start of the process and never
 * steps; `wall_ms` is Unix time in milliseconds as the station believes it (the central system sets it, so it
 * may jump).
 */
export type Instant = { readonly monotonic_ms: number; readonly wall_ms: number };

/** A date and time as OCPP writes it: ISO 8601, UTC, milliseconds (`2026-11-22T16:40:50.000Z`). */
export type IsoTime = string;

/** @param wall_ms Unix time in milliseconds. */
export const isoTime = (wall_ms: number): IsoTime => new Date(wall_ms).toISOString();

const ISO_8601 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(Z|z|[+-]\d{2}(?::?\d{2})?)?$/;

/** @returns minutes east of UTC, or null where hours or minutes exceed those of a day. */
function offsetOf(zone: string): number | null {
  if (/^z$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
  if (hours > 23 || minutes > 59) return null;
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes);
}

/** The day's midnight in UTC, or null if the calendar has no such day. */
function midnightOf(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

/**
 * Reads a time sent by a central system: any fraction, any offset, none meaning UTC (errata 3.10); 24:00:00
 * is the end of a day (ISO 8601). A leap second is no time here.
 * @returns Unix time in milliseconds, or null if there is no text, or it is no ISO 8601 date and time.
 */
export function parseIsoTime(text: string | undefined): number | null {
  const m = text === undefined ? null : ISO_8601.exec(text);
  if (!m) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = m;
  const midnight_ms = midnightOf(Number(year), Number(month), Number(day));
  const offset_min = offsetOf(zone);
  if (midnight_ms === null || offset_min === null) return null;
  const time_s = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  const millis = Number(fraction.slice(0, 3).padEnd(3, '0'));
  if (Number(minute) > 59 || Number(second) > 59 || time_s > 86_400) return null;
  if (time_s === 86_400 && Number(fraction) > 0) return null;
  return midnight_ms + time_s * 1000 + millis - offset_min * 60_000;
}
