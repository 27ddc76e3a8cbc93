import type { EventEmitter } from 'node:events';
import { conversation, type Utterance } from './conversation.ts';
import type { CallOutcome } from './outgoing-calls.ts';

/** The part of an `ocpp-rpc` client, as its server gives it, that is used here. */
export type RpcClient = EventEmitter & {
  handle(
    handler: (call: {
      method?: string;
      params?: Record<string, unknown>;
    }) => Promise<Record<string, unknown>>,
  ): void;
  call(action: string, payload: object, options: { signal: AbortSignal }): Promise<unknown>;
  close(how: { code: number; reason: string }): Promise<unknown>;
};

/** One connection of a station. */
export type Session = {
  call(action: string, payload: object, signal: AbortSignal): Promise<CallOutcome>;
  drop(): void;
};

/**
 * Answers the station on this connection, and sends it commands.
 * @param on.heard each message, in the order of the wire.
 * @param on.answer the payload of a CALLRESULT, or null for NotImplemented.
 */
export function openSession(
  client: RpcClient,
  on: {
    readonly now: () => string;
    readonly heard: (message: Utterance) => void;
    readonly answer: (action: string, request: object) => object | null;
    readonly closed: () => void;
  },
): Session {
  const read = conversation();
  client.on('message', ({ message, outbound }: { message: string; outbound: boolean }) =>
    on.heard(read(message, outbound, on.now())),
  );
  client.on('close', on.closed);
  client.handle(async ({ method = '', params = {} }) => {
    const conf = on.answer(method, params);
    if (conf === null) throw rpcError('NotImplemented', `A central system does not answer ${method}`);
    return { ...conf };
  });
  const misfits = new WeakMap<object, 'invalid-request' | 'invalid-answer'>();
  client.on('strictValidationFailure', ({ error, outbound }: { error: object; outbound: boolean }) =>
    misfits.set(error, outbound ? 'invalid-request' : 'invalid-answer'),
  );
  return {
    call: async (action, payload, signal) => {
      try {
        return { kind: 'answered', conf: (await client.call(action, payload, { signal })) as object };
      } catch (error) {
        return signal.aborted ? { kind: 'timeout' } : failure(error, misfits);
      }
    },
    drop: () => void client.close({ code: 1000, reason: 'replaced by a newer connection' }),
  };
}

/** `ocpp-rpc` sends the code of an error that carries one. */
const rpcError = (rpcErrorCode: string, message: string): Error =>
  Object.assign(new Error(message), { rpcErrorCode });

function failure(
  error: unknown,
  misfits: WeakMap<object, 'invalid-request' | 'invalid-answer'>,
): CallOutcome {
  if (!(error instanceof Error)) throw error;
  if (!('rpcErrorCode' in error)) return { kind: 'disconnected' };
  const code = String(error.rpcErrorCode);
  const description = error.message;
  const misfit = misfits.get(error) ?? 'refused';
  return misfit === 'invalid-request' ? { kind: misfit, description } : { kind: misfit, code, description };
}
