import { type Frame, isCallOfStation, isFrame, said, type Violations, type WireEvent } from './wire.ts';

/** MessageTimeout of the station: after it a CALL counts as lost and the next may go. */
const TIMEOUT_MS = 30_000;

/** S5: the station has at most one CALL in flight on a connection (OCPP-J 1.6 4.1.1). */
export function oneCallInFlight(events: readonly WireEvent[]): Violations {
  const violations: string[] = [];
  let inFlight: Frame | null = null;
  for (const event of events) {
    if (event.kind === 'opened' || event.kind === 'closed') inFlight = null;
    else if (isCallOfStation(event)) {
      if (inFlight && event.at_ms - inFlight.at_ms < TIMEOUT_MS)
        violations.push(`${said(event)} before the answer to ${said(inFlight)}`);
      inFlight = event;
    } else if (isFrame(event) && event.kind !== 'call') {
      if (event.from === 'central system' && event.messageId === inFlight?.messageId) inFlight = null;
    }
  }
  return violations;
}
