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

/**
 * Reads a time sent by a central system: any fraction, any offset, none meaning UTC (errata 3.10).
 * @returns Unix time in milliseconds, or null if the text is no ISO 8601 date and time.
 */
export function parseIsoTime(text: string): number | null {
  const m = ISO_8601.exec(text);
  if (!m) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '', zone = 'Z'] = m;
  const millis = Number(fraction.padEnd(3, '0').slice(0, 3));
  const utc = Date.UTC(+year!, +month! - 1, +day!, +hour!, +minute!, +second, millis);
  const date = new Date(utc);
  const exists =
    date.getUTCMonth() === +month! - 1 && date.getUTCDate() === +day! && +hour! <= 24 && +minute! < 60;
  if (!exists && +hour! < 24) return null;
  if (/^z$/i.test(zone)) return utc;
  const digits = zone.slice(1).replace(':', '');
  const offset_min = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  return utc - (zone[0] === '-' ? -1 : 1) * offset_min * 60_000;
}
