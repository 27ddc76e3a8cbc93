import type { StationClock } from '../drivers/clock/clock.ts';
import type { Log } from '../drivers/log/log.ts';
import { oncePerMinute } from '../drivers/log/once-per-minute.ts';
import type { StationDrivers } from './station-drivers.ts';

/** What is wrong outside goes to the log, each kind once a minute. */
export function complaints(log: Log, clock: StationClock): StationDrivers['complain'] {
  const seldom = oncePerMinute(clock);
  return (kind, detail) => {
    const suppressed = seldom(kind);
    if (suppressed !== null) log.warn({ detail, suppressed }, kind);
  };
}
