import { redact } from '../log/redaction.ts';

/** One message between station and central system. Secrets are masked. */
export type Utterance = {
  /** ISO 8601. */
  readonly at: string;
  readonly direction: 'CS -> CP' | 'CS <- CP';
  readonly kind: 'call' | 'result' | 'error' | 'unusable';
  /** Null for an answer to nothing that was asked, and for what is no message. */
  readonly action: string | null;
  readonly payload: unknown;
};

/** How many CALLs are remembered for their answers. */
const MAX_OPEN_CALLS = 100;

/**
 * Reads frames of one connection in order, and gives answers the action of their CALL.
 * @returns a function of a frame as text, sent (`outbound`) by the central system or received.
 */
export function conversation(): (frame: string, outbound: boolean, at: string) => Utterance {
  const calls = new Map<string, string>();

  const remember = (call: string, action: string): void => {
    calls.set(call, action);
    const [oldest] = calls.keys();
    if (calls.size > MAX_OPEN_CALLS && oldest !== undefined) calls.delete(oldest);
  };
  const recall = (call: string): string | null => {
    const action = calls.get(call) ?? null;
    calls.delete(call);
    return action;
  };

  return (frame, outbound, at) => {
    const direction = outbound ? 'CS -> CP' : 'CS <- CP';
    const [type, id, ...rest] = messageOf(frame);
    const caller = (isCall: boolean): string => `${outbound === isCall ? 'CS' : 'CP'} ${String(id)}`;
    if (type === 2 && typeof rest[0] === 'string') {
      remember(caller(true), rest[0]);
      return { at, direction, kind: 'call', action: rest[0], payload: redact(rest[1]) };
    }
    if (type === 3)
      return { at, direction, kind: 'result', action: recall(caller(false)), payload: redact(rest[0]) };
    if (type === 4) {
      const payload = redact({ code: rest[0], description: rest[1] });
      return { at, direction, kind: 'error', action: recall(caller(false)), payload };
    }
    return { at, direction, kind: 'unusable', action: null, payload: redact(frame) };
  };
}

function messageOf(frame: string): readonly unknown[] {
  try {
    const message: unknown = JSON.parse(frame);
    return Array.isArray(message) ? message : [];
  } catch {
    return [];
  }
}

const SUFFIX = { call: '', result: '.conf', error: ' error', unusable: '' };

/** `12:03:04.123  CS <- CP  BootNotification {"chargePointVendor":…}`; the time of day is UTC. */
export function lineOf({ at, direction, kind, action, payload }: Utterance): string {
  const name = kind === 'unusable' ? 'no OCPP-J message' : `${action ?? '(unknown)'}${SUFFIX[kind]}`;
  return `${at.slice(11, 23)}  ${direction}  ${name} ${JSON.stringify(payload)}`;
}
