import * as v from 'valibot';
import { validationWords } from '../../machines/vocabulary/validation-words.ts';
import type { CallOutcome } from './outgoing-calls.ts';

/** One call of the HTTP interface; `body` is parsed JSON, undefined where there was none. */
export type Route = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  handle(
    params: Readonly<Record<string, string>>,
    body: unknown,
  ): Promise<{ readonly status: number; readonly json: object }>;
};

const CallBody = v.strictObject({
  action: v.pipe(v.string(), v.minLength(1)),
  payload: v.optional(v.record(v.string(), v.unknown()), {}),
});

/**
 * `GET /csms`: what the central system knows of the station. `POST /csms/call {action, payload}`: sends a
 * CALL and answers {conf}, {error: {code, description}} of the station's CALLERROR, 400 for what no central
 * system may send, 502 for an answer against the schema, 503 without a station, 504 after 30 s without
 * answer.
 */
export function demoRoutes(system: {
  view(): object;
  call(action: string, payload: object): Promise<CallOutcome>;
}): readonly Route[] {
  return [
    { method: 'GET', path: '/csms', handle: async () => ({ status: 200, json: system.view() }) },
    {
      method: 'POST',
      path: '/csms/call',
      handle: async (_params, body) => {
        const parsed = v.safeParse(CallBody, body);
        if (!parsed.success)
          return { status: 400, json: { error: validationWords('The call', parsed.issues).join(' ') } };
        return reply(await system.call(parsed.output.action, parsed.output.payload));
      },
    },
  ];
}

function reply(outcome: CallOutcome): { readonly status: number; readonly json: object } {
  switch (outcome.kind) {
    case 'answered':
      return { status: 200, json: { conf: outcome.conf } };
    case 'refused':
      return { status: 200, json: { error: { code: outcome.code, description: outcome.description } } };
    case 'invalid-answer':
      return { status: 502, json: { error: { code: outcome.code, description: outcome.description } } };
    case 'invalid-request':
      return { status: 400, json: { error: outcome.description } };
    case 'timeout':
      return { status: 504, json: { error: 'The station did not answer within 30 s.' } };
    case 'disconnected':
      return { status: 503, json: { error: 'No station is connected.' } };
  }
}
