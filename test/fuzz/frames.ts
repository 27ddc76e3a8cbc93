import fc, { type Arbitrary } from 'fast-check';
import {
  type Action,
  CATALOGUE,
  type InboundAction,
  isAction,
  isInbound,
} from '../../machines/messages/catalogue.ts';
import { OCPP_ERROR_CODES } from '../../machines/vocabulary/ocpp-error.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { completeInstances, instances } from '../messages/instances.ts';
import { mutated, mutationsOf } from '../messages/mutations.ts';
import { officialSchema } from '../messages/official-schemas.ts';

/** One thing that reaches the socket, and what the fuzzer knows of it. */
export type FuzzedFrame =
  | { readonly kind: FrameKind; readonly text: string }
  | { readonly kind: 'unusable'; readonly reason: 'binary' | 'not-utf8' | 'too-large' };
export type FrameKind =
  | 'valid call'
  | 'likely call'
  | 'bad payload'
  | 'unknown action'
  | 'answer to nothing'
  | 'bad frame'
  | 'no JSON';

const ACTIONS: readonly Action[] = Object.keys(CATALOGUE).filter(isAction);
export const INBOUND: readonly InboundAction[] = ACTIONS.filter(isInbound);

const requestOf = (action: Action) => officialSchema(action, 'request');
const VALID = new Map(INBOUND.map((action) => [action, instances(requestOf(action))]));
const COMPLETE = new Map(INBOUND.map((action) => [action, completeInstances(requestOf(action))]));
const MUTATIONS = new Map(INBOUND.map((action) => [action, mutationsOf(requestOf(action))]));

const messageIds = fc.oneof(
  { weight: 8, arbitrary: fc.uuid() },
  fc.string({ maxLength: 36 }),
  fc.constantFrom('', '__proto__', 'x'.repeat(36)),
);
const inbound = fc.constantFrom(...INBOUND);
const call = (id: string, action: unknown, payload: unknown): string =>
  JSON.stringify([2, id, action, payload]);

/** Values that mean something to this station, for the properties of those names. */
const likelyValues = fc.record({
  connectorId: fc.integer({ min: -1, max: 3 }),
  transactionId: fc.integer({ min: 99, max: 104 }),
  reservationId: fc.integer({ min: 1, max: 3 }),
  idTag: fc.constantFrom('TAG1', 'TAG2', 'tag1'),
  key: fc.constantFrom(...mx007sc.keys.map(({ name }) => name), 'Nonsense'),
  value: fc.constantFrom('true', 'false', '0', '1', '10', '60', '-1', '', 'Energy.Active.Import.Register'),
  chargingProfileId: fc.integer({ min: 1, max: 3 }),
  stackLevel: fc.integer({ min: 0, max: 4 }),
  duration: fc.integer({ min: 0, max: 100_000 }),
  startPeriod: fc.constantFrom(0, 0, 60),
  limit: fc.constantFrom(0, 6, 16, 32),
  listVersion: fc.integer({ min: -1, max: 3 }),
  expiryDate: fc.constantFrom('2026-01-01T00:10:00Z', '2027-01-01T00:00:00Z'),
});
type LikelyValues = Readonly<Record<string, unknown>>;

/** The payload with every property that `values` names set to that value, at any depth. */
function likely(payload: unknown, values: LikelyValues): unknown {
  if (Array.isArray(payload)) return payload.map((it) => likely(it, values));
  if (typeof payload !== 'object' || payload === null) return payload;
  return Object.fromEntries(
    Object.entries(payload).map(([name, value]) => {
      const list = Array.isArray(value);
      return [name, Object.hasOwn(values, name) && !list ? values[name] : likely(value, values)];
    }),
  );
}

const validCalls = fc
  .tuple(messageIds, inbound)
  .chain(([id, action]) => VALID.get(action)!.map((payload) => call(id, action, payload)));
const likelyCalls = fc
  .tuple(messageIds, inbound, likelyValues)
  .chain(([id, action, values]) =>
    VALID.get(action)!.map((payload) => call(id, action, likely(payload, values))),
  );
/** What leads to stored changes, and with a full disk to an InternalError. */
const PROFILE = {
  chargingProfileId: 1,
  stackLevel: 0,
  chargingProfilePurpose: 'TxDefaultProfile',
  chargingProfileKind: 'Relative',
  chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }] },
};
const telling = fc
  .tuple(
    messageIds,
    fc.constantFrom(
      ['SetChargingProfile', { connectorId: 0, csChargingProfiles: PROFILE }] as const,
      ['ClearChargingProfile', {}] as const,
    ),
  )
  .map(([id, [action, payload]]) => call(id, action, payload));
const badPayloads = fc.tuple(messageIds, inbound, fc.nat()).chain(([id, action, place]) =>
  COMPLETE.get(action)!.map((instance) => {
    const mutations = MUTATIONS.get(action)!;
    const mutation = mutations[place % mutations.length];
    return call(id, action, mutation ? mutated(instance, mutation.path, mutation.replacement) : null);
  }),
);
const unknownActions = fc
  .tuple(
    messageIds,
    fc.oneof(fc.constantFrom(...ACTIONS, 'constructor', 'reset', ''), fc.string()),
    fc.object(),
  )
  .map(([id, action, payload]) => call(id, action, payload));
const answersToNothing = fc
  .tuple(messageIds, fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, ...OCPP_ERROR_CODES))
  .map(([id, payload, code]) => JSON.stringify(code === null ? [3, id, payload] : [4, id, code, '', {}]));

const elements = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(2, 3, 4, '2', 2.5, 'Reset', 'x'.repeat(37)),
);
const badFrames = fc.oneof(
  fc.array(elements, { maxLength: 6 }).map((frame) => JSON.stringify(frame)),
  fc
    .tuple(messageIds, inbound, fc.array(elements, { maxLength: 3 }))
    .map(([id, action, rest]) => JSON.stringify([2, id, action, ...rest])),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc
    .constantFrom(20, 31, 32, 33, 300, 20_000)
    .map((depth) => `[2,"deep","Reset",${'['.repeat(depth)}${']'.repeat(depth)}]`),
);
const notJson = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.tuple(validCalls, fc.nat()).map(([text, at]) => text.slice(0, at % text.length)),
  fc.tuple(validCalls, fc.nat(), fc.string()).map(([text, at, noise]) => {
    const place = at % text.length;
    return text.slice(0, place) + noise + text.slice(place + 1);
  }),
);

const kind = (name: FrameKind, texts: Arbitrary<string>): Arbitrary<FuzzedFrame> =>
  texts.map((text) => ({ kind: name, text }));

/** Anything that may come over the wire; no more than a part of it is OCPP. */
export const frames: Arbitrary<FuzzedFrame> = fc.oneof(
  { weight: 15, arbitrary: kind('valid call', validCalls) },
  { weight: 28, arbitrary: kind('likely call', likelyCalls) },
  { weight: 2, arbitrary: kind('likely call', telling) },
  { weight: 20, arbitrary: kind('bad payload', badPayloads) },
  { weight: 8, arbitrary: kind('unknown action', unknownActions) },
  { weight: 7, arbitrary: kind('answer to nothing', answersToNothing) },
  { weight: 12, arbitrary: kind('bad frame', badFrames) },
  { weight: 6, arbitrary: kind('no JSON', notJson) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('unusable' as const),
      reason: fc.constantFrom('binary' as const, 'not-utf8' as const, 'too-large' as const),
    }),
  },
);

/** What the central system answers to a CALL of the station: properly, an error, nonsense, or nothing. */
export type FuzzedAnswer = 'proper' | { readonly conf: unknown } | { readonly error: string } | null;
export const answers: Arbitrary<FuzzedAnswer> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('proper' as const) },
  fc.constantFrom(...OCPP_ERROR_CODES, 'NoSuchError').map((error) => ({ error })),
  fc.jsonValue({ maxDepth: 2 }).map((conf) => ({ conf })),
  fc.constant(null),
);

/** What happens at the station meanwhile, so that its machines are not always idle. */
export const happenings = fc.constantFrom(
  'plug 1',
  'plug 2',
  'unplug 1',
  'unplug 2',
  'card TAG1',
  'card TAG2',
  'minute',
  'disk full',
  'disk free',
  'emergency',
  'release',
);
