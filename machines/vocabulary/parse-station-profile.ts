import * as v from 'valibot';
import { checkValue } from './key-value.ts';
import { mx007sc } from './profiles/mx007sc.ts';
import { derivedValues } from './profiles/profile-with.ts';
import { type KeyDefinition, type StationProfile, StationProfileError } from './station-profile.ts';
import { validationWords } from './validation-words.ts';

const text = (maxLength: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(maxLength));
const count = (min: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(min));
const list = <T>(item: v.GenericSchema<T>) => v.array(item);

const KeyValueSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('boolean') }),
  v.strictObject({
    kind: v.literal('integer'),
    min: v.pipe(v.number(), v.safeInteger()),
    max: v.pipe(v.number(), v.safeInteger()),
    also: v.exactOptional(list(v.pipe(v.number(), v.safeInteger()))),
  }),
  v.strictObject({ kind: v.literal('list'), items: list(text(500)), maxItems: count(0) }),
  v.strictObject({ kind: v.literal('text'), maxLength: v.pipe(count(1), v.maxValue(500)) }),
  v.strictObject({ kind: v.literal('hex'), minBytes: count(1), maxBytes: count(1) }),
  v.strictObject({ kind: v.literal('phase-rotation') }),
]);

/** The lengths are those of BootNotification.req (OCPP 1.6 ed.2 6.3). */
const IdentitySchema = v.strictObject({
  vendor: text(20),
  model: text(20),
  serialNumber: text(25),
  firmwareVersion: text(50),
  meterType: text(25),
  meterSerialNumber: text(25),
});

const StationProfileSchema = v.strictObject({
  name: text(50),
  connectors: v.strictObject({ count: count(1), configurable: v.boolean() }),
  identity: IdentitySchema,
  featureProfiles: list(text(50)),
  rating_A: v.pipe(v.number(), v.minValue(6), v.maxValue(80)),
  supplyVoltage_V: v.pipe(v.number(), v.minValue(1)),
  fixedCable: v.boolean(),
  keys: list(
    v.strictObject({
      name: text(50),
      access: v.picklist(['R', 'RW', 'W']),
      initial: v.string(),
      value: KeyValueSchema,
    }),
  ),
  limits: v.strictObject({
    getConfigurationMaxKeys: count(1),
    localAuthListMaxLength: count(0),
    sendLocalListMaxLength: count(0),
    chargeProfileMaxStackLevel: count(0),
    chargingScheduleMaxPeriods: count(1),
    maxChargingProfilesInstalled: count(0),
    stopTransactionMaxMeterValues: count(0),
    outboxBudget: count(1),
  }),
  features: v.strictObject({
    signedFirmwareOnly: v.boolean(),
    reserveConnectorZero: v.boolean(),
    chargingRateUnits: list(v.picklist(['A', 'W'])),
    authorizationCache: v.boolean(),
  }),
  security: v.strictObject({
    profiles: list(v.picklist([1, 2, 3])),
    cipherSuites: list(text(100)),
  }),
});

/**
 * Reads a station profile from parsed JSON of the shape of `StationProfile`.
 * @throws StationProfileError with a sentence for each mistake: a wrong or unknown field, a key defined twice
 * or missing though the software reads it, an initial value its own key refuses, or a key that contradicts
 * the part of the profile it repeats.
 */
export function parseStationProfile(json: unknown): StationProfile {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw new StationProfileError(['The station profile must be an object.']);
  const parsed = v.safeParse(StationProfileSchema, json);
  if (!parsed.success) throw new StationProfileError(validationWords('The station profile', parsed.issues));
  const mistakes = [
    ...badKeys(parsed.output),
    ...missingKeys(parsed.output),
    ...contradictions(parsed.output),
  ];
  if (mistakes.length > 0) throw new StationProfileError(mistakes);
  return parsed.output;
}

/** Keys that cannot be: named twice, or with an initial value out of their own range. */
function badKeys(profile: StationProfile): readonly string[] {
  const seen = new Set<string>();
  return profile.keys.flatMap((key) => {
    const lower = key.name.toLowerCase();
    if (seen.has(lower)) return [`The station profile defines the key ${key.name} twice.`];
    seen.add(lower);
    if (key.access === 'W') return badSecret(key);
    const check = checkValue(key, key.initial, profile.connectors.count);
    return 'problem' in check ? [`The initial value of the key ${key.name} ${check.problem}.`] : [];
  });
}

/**
 * The one secret among the keys is AuthorizationKey; it comes from the central system or the configuration
 * file.
 */
function badSecret({ name, initial }: KeyDefinition): readonly string[] {
  if (name !== 'AuthorizationKey')
    return [`The key ${name} cannot be write-only; only AuthorizationKey can.`];
  return initial === '' ? [] : [`The key ${name} is a secret and cannot have an initial value.`];
}

/**
 * What the software reads must be there, and be of the kind it reads; `R` with a fixed value takes a choice
 * away.
 */
function missingKeys(profile: StationProfile): readonly string[] {
  return mx007sc.keys.flatMap(({ name, access, value }) => {
    const key = profile.keys.find((definition) => definition.name === name);
    if (!key)
      return access === 'R' ? [] : [`The station profile lacks the key ${name}, which the software reads.`];
    return key.value.kind === value.kind ? [] : [`The key ${name} must be of the kind ${value.kind}.`];
  });
}

function contradictions(profile: StationProfile): readonly string[] {
  return Object.entries(derivedValues(profile)).flatMap(([name, value]) => {
    const key = profile.keys.find((definition) => definition.name === name);
    return !key || key.initial === value
      ? []
      : [`The key ${name} is ${key.initial} where the rest of the station profile says ${value}.`];
  });
}
