import type { Violations } from './wire.ts';

/** An attempt to connect, or that one succeeded, and with which security profile. */
export type ConnectionEvent = {
  readonly kind: 'attempt' | 'opened';
  readonly at_ms: number;
  readonly securityProfile: number;
};

/**
 * S12: after one connection with a security profile has succeeded, a lower one is not even tried, across all
 * restarts (whitepaper A05.FR.09).
 */
export function securityProfileNeverLower(events: readonly ConnectionEvent[]): Violations {
  let proven = 0;
  return events.flatMap(({ kind, at_ms, securityProfile }) => {
    if (kind === 'opened') proven = Math.max(proven, securityProfile);
    return securityProfile < proven
      ? [`${at_ms} ms: ${kind} with security profile ${securityProfile} after a connection with ${proven}`]
      : [];
  });
}
