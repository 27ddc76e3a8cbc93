import { type Frame, isFrame, isTrigger, overAll, said, type WatchWire, type WireEvent } from './wire.ts';

type Registration = {
  readonly status: 'unknown' | 'Pending' | 'Rejected' | 'Accepted';
  /** While Rejected, the end of the silence (ms). */
  readonly until_ms: number;
  /** Messages that the central system triggered and that have not come yet. */
  readonly triggered: readonly string[];
};

/** MessageTimeout of the station. */
const TIMEOUT_MS = 30_000;
const STATUSES = ['Pending', 'Rejected', 'Accepted'];
const isInTime = (answer: Frame, call: Frame): boolean =>
  answer.at_ms - call.at_ms < TIMEOUT_MS && STATUSES.includes(String(answer.payload.status));

const UNKNOWN: Registration = { status: 'unknown', until_ms: 0, triggered: [] };

function answered({ at_ms, payload }: Frame, before: Registration): Registration {
  const status = payload.status as Registration['status'];
  const until_ms = status === 'Rejected' ? at_ms + Number(payload.interval) * 1000 : 0;
  return { status, until_ms, triggered: status === 'Pending' ? before.triggered : [] };
}

/** What is wrong with this frame of the station before it is accepted, or null. */
function wrong(frame: Frame, { status, until_ms, triggered }: Registration): string | null {
  if (status === 'Rejected' && frame.at_ms < until_ms) return `within the interval of Rejected`;
  if (frame.kind !== 'call') return null;
  if (frame.action === 'BootNotification') {
    const again = status === 'Accepted' && !triggered.includes('BootNotification');
    return again ? 'a BootNotification again, although accepted' : null;
  }
  if (status === 'Accepted' || triggered.includes(frame.action)) return null;
  return `sent while ${status}`;
}

/**
 * S6: before BootNotification is accepted the station sends nothing but BootNotification and what the norm
 * allows (OCPP 1.6 ed.2 4.2.1): while Pending, answers and triggered messages; while Rejected, nothing until
 * the interval ends. Accepted, it sends no BootNotification on a mere reconnect (OCPP-J 1.6 5.4).
 */
export const watchRegistration: WatchWire = (violated) => {
  let registration = UNKNOWN;
  const triggers = new Map<string, string>();
  /** The BootNotification that was sent last: a later answer to another one is nobody's. */
  let boot: Frame | null = null;
  const heard = (event: WireEvent): void => {
    if (event.kind === 'started') registration = UNKNOWN;
    if (!isFrame(event)) return;
    if (event.from === 'station') {
      if (event.kind === 'call' && event.action === 'BootNotification') boot = event;
      const problem = wrong(event, registration);
      if (problem) violated(`${said(event)}: ${problem}`);
      const triggered = event.kind === 'result' && event.payload.status === 'Accepted';
      const asked = triggers.get(event.messageId);
      if (triggered && asked)
        registration = { ...registration, triggered: [...registration.triggered, asked] };
    } else if (isTrigger(event)) triggers.set(event.messageId, String(event.payload.requestedMessage));
    else if (event.kind === 'result' && boot?.messageId === event.messageId && isInTime(event, boot))
      registration = answered(event, registration);
  };
  return { heard };
};
export const silentBeforeAccepted = overAll(watchRegistration);
