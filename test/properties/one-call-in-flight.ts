import {
  type Frame,
  isCallOfStation,
  isFrame,
  overAll,
  said,
  type WatchWire,
  type WireEvent,
} from './wire.ts';

/** MessageTimeout of the station: after it a CALL counts as lost and the next may go. */
const TIMEOUT_MS = 30_000;

/** S5: the station has at most one CALL in flight on a connection (OCPP-J 1.6 4.1.1). */
export const watchCallsInFlight: WatchWire = (violated) => {
  let inFlight: Frame | null = null;
  const heard = (event: WireEvent): void => {
    if (event.kind === 'opened' || event.kind === 'closed') inFlight = null;
    else if (isCallOfStation(event)) {
      if (inFlight && event.at_ms - inFlight.at_ms < TIMEOUT_MS)
        violated(`${said(event)} before the answer to ${said(inFlight)}`);
      inFlight = event;
    } else if (isFrame(event) && event.kind !== 'call') {
      if (event.from === 'central system' && event.messageId === inFlight?.messageId) inFlight = null;
    }
  };
  return { heard };
};
export const oneCallInFlight = overAll(watchCallsInFlight);
