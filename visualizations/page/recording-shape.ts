import type { RecordedItem, Scene, StationAbout, StatusFrame } from '../live/frames.ts';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Check = (value) => typeof value === 'string';
const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const isAnything: Check = () => true;
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const recordOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);
const shape =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) && Object.entries(checks).every(([name, check]) => check(value[name]));

const isStateValue: Check = (value) => isText(value) || recordOf(isStateValue)(value);
const isActor = shape({
  parent: orNull(isText),
  machine: orNull(isText),
  value: orNull(isStateValue),
  status: isText,
});
const isTimer = shape({
  id: isText,
  actor: isText,
  name: isText,
  state: orNull(isText),
  deadline_ms: isNumber,
});
const moment = { n: isNumber, monotonic_ms: isNumber, wall: isText };
const isWire = shape({ ...moment, kind: oneOf('wire'), direction: oneOf('sent', 'received'), text: isText });
const isCascade = shape({
  ...moment,
  kind: oneOf('cascade'),
  seq: orNull(isNumber),
  cause: oneOf('event', 'timer', 'start'),
  to: isText,
  event: shape({ type: isText }),
  taken: listOf(shape({ actor: isText, edge: isText })),
  told: listOf(shape({ from: isText, to: isText, type: isText })),
  changed: recordOf(isActor),
  gone: listOf(isText),
  armed: listOf(isTimer),
  ended: listOf(isText),
  ports: listOf(shape({ port: isText, actor: orNull(isText), request: isAnything })),
});

const isConnector = shape({ id: isNumber, transaction: orNull(isObject) });
const isStatusFrame = shape({
  kind: oneOf('status'),
  monotonic_ms: isNumber,
  status: orNull(
    shape({ link: isObject, queue: isObject, registration: isText, connectors: listOf(isConnector) }),
  ),
  bench: orNull(shape({ connectors: listOf(shape({ id: isNumber, faults: listOf(isObject) })) })),
});

/** An item of a recording, as far as the page takes it apart. */
export const isItem = (value: unknown): value is RecordedItem => isWire(value) || isCascade(value);
export const isStatus = (value: unknown): value is StatusFrame => isStatusFrame(value);
export const isScene = (value: unknown): value is Scene =>
  shape({ actors: recordOf(isActor), timers: listOf(isTimer) })(value);
export const isAbout = (value: unknown): value is StationAbout =>
  shape({
    identity: isText,
    software: isText,
    bench: oneOf(true, false),
    demo: oneOf(true, false),
  })(value);
