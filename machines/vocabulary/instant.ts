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

const DAY_S = 86_400;

/** What four digits of a year can write in UTC. */
const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** A leap second is the last of a day in UTC (RFC 3339 5.7). */
const isLeapSecond = (utc_s: number): boolean => (utc_s + DAY_S) % DAY_S === 0;

/**
 * Reads a time sent by a central system: any fraction, any offset, none meaning UTC (errata 3.10); 24:00:00
 * is the end of a day (ISO 8601). A leap second, 23:59:60 UTC, counts as the second after it, as Unix time
 * has it. An offset that leads out of the years 0000 to 9999 leads to their end: isoTime can write it.
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
  const leap = second === '60' && isLeapSecond(time_s - offset_min * 60);
  if (Number(minute) > 59 || Number(hour) > 24 || (Number(second) > 59 && !leap)) return null;
  if (hour === '24' && (time_s > DAY_S || Number(fraction) > 0)) return null;
  const wall_ms = midnight_ms + time_s * 1000 + millis - offset_min * 60_000;
  return Math.min(Math.max(wall_ms, FIRST_MS), LAST_MS);
}

/** A clock set near the end of the years would soon say what no OCPP message can carry. */
const CLOCK_FROM_MS = Date.parse('0001-01-01T00:00:00.000Z');
const CLOCK_TO_MS = Date.parse('9900-01-01T00:00:00.000Z');

/** A time to set a clock to, or null: no time, or one at the ends of what isoTime can write. */
export function parseClockTime(text: string): number | null {
  const wall_ms = parseIsoTime(text);
  return wall_ms !== null && wall_ms >= CLOCK_FROM_MS && wall_ms < CLOCK_TO_MS ? wall_ms : null;
}
