import type { Log } from '../drivers/log/log.ts';
import type { StationDrivers } from './station-drivers.ts';

/**
 * Security events (whitepaper section 8) in the log, by the field `security`: the security log that GetLog
 * asks for is made of these lines. Refused frames and credentials are noted by `complaints`.
 */
export const securityLog =
  (log: Pick<Log, 'info'>): Required<StationDrivers>['noteSecurity'] =>
  ({ type, techInfo, timestamp }) =>
    log.info({ security: type, detail: techInfo, timestamp }, 'security event');
