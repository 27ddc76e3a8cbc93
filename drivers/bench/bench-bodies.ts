import * as v from 'valibot';
import { ORDERED } from '../firmware-installer/bench-installer.ts';
import { HttpRefusal } from '../http-server/http-error.ts';
import {
  errorCodeSchema,
  FORCED_PILOTS,
  MAX_REACTION_MS,
  MAX_REGISTER_WH,
  MAX_VEHICLE_A,
} from './world-state.ts';

const MAX_CLOCK_OFFSET_MS = 100 * 365 * 86_400_000;

const boolean = v.boolean('must be true or false');
const oneOf = <const Options extends readonly string[]>(options: Options) =>
  v.picklist(options, `must be one of ${options.join(', ')}`);
const text = (min: number, max: number) => {
  const words = `must be a text of ${min} to ${max} characters`;
  return v.pipe(v.string(words), v.minLength(min, words), v.maxLength(max, words));
};
const numberFrom = (min: number, max: number) => {
  const words = `must be a number from ${min} to ${max}`;
  return v.pipe(v.number(words), v.minValue(min, words), v.maxValue(max, words));
};
const integerFrom = (min: number, max: number) => {
  const words = `must be a whole number from ${min} to ${max}`;
  return v.pipe(v.number(words), v.integer(words), v.minValue(min, words), v.maxValue(max, words));
};

const vehicleEntries = {
  wantsEnergy: v.optional(boolean),
  maxAmps: v.optional(numberFrom(0, MAX_VEHICLE_A)),
  reactionMs: v.optional(numberFrom(0, MAX_REACTION_MS)),
  ignoresLimit: v.optional(boolean),
};

/** The body of each call of the bench. */
export const BODIES = {
  plug: v.strictObject(vehicleEntries),
  unplug: v.strictObject({}),
  vehicle: v.strictObject(vehicleEntries),
  fault: v.strictObject({
    errorCode: v.picklist(errorCodeSchema.options, 'must be an OCPP 1.6 error code other than NoError'),
    info: v.optional(text(0, 50)),
    vendorErrorCode: v.optional(text(0, 50)),
    cleared: v.optional(boolean, false),
  }),
  contactor: v.strictObject({
    stuck: v.nullable(v.picklist(['open', 'closed'], 'must be "open", "closed" or null')),
  }),
  meter: v.strictObject({ wh: v.optional(integerFrom(0, MAX_REGISTER_WH)), failing: v.optional(boolean) }),
  temperature: v.strictObject({ celsius: numberFrom(-60, 200) }),
  leakage: v.strictObject({ leaking: boolean }),
  pilot: v.strictObject({
    forced: v.nullable(v.picklist(FORCED_PILOTS, `must be one of ${FORCED_PILOTS.join(', ')} or null`)),
  }),
  rfid: v.strictObject({ idTag: v.optional(text(1, 20)), dead: v.optional(boolean) }),
  emergencyStop: v.strictObject({ pressed: boolean }),
  link: v.strictObject({ state: oneOf(['up', 'down', 'black-hole']) }),
  clock: v.strictObject({ offsetMs: integerFrom(-MAX_CLOCK_OFFSET_MS, MAX_CLOCK_OFFSET_MS) }),
  configuration: v.strictObject({ key: text(1, 50), value: text(0, 500) }),
  firmware: v.strictObject({ installation: oneOf(ORDERED) }),
  power: v.strictObject({ cut: v.literal(true, 'must be true') }),
  speed: v.strictObject({
    contactorMs: v.optional(numberFrom(0, 10_000)),
    meterHz: v.optional(numberFrom(0.01, 1000)),
  }),
} as const;

/**
 * @param body the parsed JSON; a missing one counts as `{}`.
 * @throws HttpRefusal 400 that names every field which is wrong.
 */
export function parseBody<const Schema extends v.GenericSchema>(
  schema: Schema,
  body: unknown,
): v.InferOutput<Schema> {
  const given = body === undefined ? {} : body;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new HttpRefusal(400, 'the body must be a JSON object');
  }
  const result = v.safeParse(schema, given);
  if (result.success) return result.output;
  throw new HttpRefusal(400, result.issues.map(issueWords).join('; '));
}

function issueWords(issue: v.BaseIssue<unknown>): string {
  const field = issue.path?.map((item) => String(item.key)).join('.') ?? 'the body';
  if (issue.type !== 'strict_object') return `${field} ${issue.message}`;
  return issue.expected === 'never' ? `unknown field ${field}` : `${field} is missing`;
}
