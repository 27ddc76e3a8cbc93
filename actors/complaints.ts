import type { StationClock } from '../drivers/clock/clock.ts';
import type { Log } from '../drivers/log/log.ts';
import { oncePerMinute } from '../drivers/log/once-per-minute.ts';
import type { StationDrivers } from './station-drivers.ts';

/** Complaints that are security events, with the event's name (whitepaper section 8). */
const securityOf = (kind: string, detail: string): { readonly security?: string } => {
  if (kind === 'connection refused')
    return detail.startsWith('401') ? { security: 'FailedToAuthenticateAtCentralSystem' } : {};
  const isFrame = kind === 'a frame that is no OCPP-J message' || kind === 'a CALL was refused';
  return isFrame ? { security: 'InvalidMessages' } : {};
};

/** What is wrong outside goes to the log, each kind once a minute. */
export function complaints(log: Log, clock: StationClock): StationDrivers['complain'] {
  const seldom = oncePerMinute(clock);
  return (kind, detail) => {
    const suppressed = seldom(kind);
    if (suppressed !== null) log.warn({ ...securityOf(kind, detail), detail, suppressed }, kind);
  };
}
