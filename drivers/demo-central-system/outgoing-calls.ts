import type { StationClock } from '../clock/clock.ts';

/** What became of a CALL to the station. */
export type CallOutcome =
  | { readonly kind: 'answered'; readonly conf: object }
  /** The station answered with a CALLERROR. */
  | { readonly kind: 'refused'; readonly code: string; readonly description: string }
  /** The answer does not fit the schema of the action. */
  | { readonly kind: 'invalid-answer'; readonly code: string; readonly description: string }
  /** The request does not fit the schema of the action, or there is no such action; nothing was sent. */
  | { readonly kind: 'invalid-request'; readonly description: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'disconnected' };

/** Sends one CALL and settles with its outcome, at the latest when `signal` gives it up. */
export type SendCall = (action: string, payload: object, signal: AbortSignal) => Promise<CallOutcome>;

/** Limits a CALL from the moment it is asked for, its waiting included. */
export const CALL_TIMEOUT_MS = 30_000;

/** One CALL at a time (OCPP-J 1.6 4.1.1): the next is sent when the one before is answered or given up. */
export function outgoingCalls(
  clock: Pick<StationClock, 'setTimeout' | 'clearTimeout'>,
  send: SendCall,
): (action: string, payload: object) => Promise<CallOutcome> {
  let last: Promise<unknown> = Promise.resolve();
  return (action, payload) => {
    const patience = new AbortController();
    const timeout = Promise.withResolvers<CallOutcome>();
    const timer = clock.setTimeout(() => {
      patience.abort();
      timeout.resolve({ kind: 'timeout' });
    }, CALL_TIMEOUT_MS);
    const turn = last.then((): CallOutcome | Promise<CallOutcome> =>
      patience.signal.aborted ? { kind: 'timeout' } : send(action, payload, patience.signal),
    );
    const outcome = Promise.race([turn, timeout.promise]).finally(() => clock.clearTimeout(timer));
    last = Promise.allSettled([outcome]);
    return outcome;
  };
}
