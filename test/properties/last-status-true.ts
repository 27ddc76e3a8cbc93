import type { StatusReport } from '../../machines/vocabulary/status.ts';
import { isCallOfStation, type Violations, type WireEvent } from './wire.ts';

/** S7: once nothing waits, the last StatusNotification of a connector says what is true of it. */
export function lastStatusTrue(events: readonly WireEvent[], reports: readonly StatusReport[]): Violations {
  return reports.flatMap(({ connectorId, status, errorCode }) => {
    const last = events
      .filter(isCallOfStation)
      .findLast((it) => it.action === 'StatusNotification' && it.payload.connectorId === connectorId);
    const told = `${last?.payload.status} ${last?.payload.errorCode}`;
    return told === `${status} ${errorCode}`
      ? []
      : [`connector ${connectorId} is ${status} ${errorCode}, and the last word was ${told}`];
  });
}
