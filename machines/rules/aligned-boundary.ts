const DAY_MS = 86_400_000;

/**
 * The first clock-aligned boundary after `after_ms`: intervals count from 00:00:00 UTC of each day (OCPP 1.6
 * ed.2 9.1.4), so an interval that does not divide the day is cut short at midnight.
 */
export function nextBoundary(after_ms: number, every_s: number): number {
  const midnight_ms = Math.floor(after_ms / DAY_MS) * DAY_MS;
  const every_ms = every_s * 1000;
  const next_ms = midnight_ms + (Math.floor((after_ms - midnight_ms) / every_ms) + 1) * every_ms;
  return Math.min(next_ms, midnight_ms + DAY_MS);
}
