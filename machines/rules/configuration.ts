import { checkValue, keyNamed, MAX_VALUE_LENGTH } from '../vocabulary/key-value.ts';
import type { KeyDefinition, StationProfile } from '../vocabulary/station-profile.ts';

/** `reason` is the end of a sentence that begins with the key's name; it never quotes the value. */
export type ChangeCheck =
  | { readonly status: 'Accepted'; readonly key: string; readonly value: string }
  | { readonly status: 'Rejected' | 'NotSupported'; readonly reason: string };

/** Values by the name the profile gives the key; W-only keys are never among them. */
export type Configuration = Readonly<Record<string, string>>;

/**
 * What the profile says to a change of a key (OCPP 1.6 ed.2 5.3): NotSupported without the key, Rejected when
 * it is read-only, malformed or out of range. What SecurityProfile needs besides its range is in
 * `security-profile.ts`.
 */
export function checkChange(profile: StationProfile, key: string, value: string): ChangeCheck {
  const definition = keyNamed(profile, key);
  if (!definition) return { status: 'NotSupported', reason: 'is not a configuration key of this station' };
  if (definition.access === 'R') return { status: 'Rejected', reason: 'is read-only' };
  return valueFor(profile, definition, value);
}

function valueFor(profile: StationProfile, definition: KeyDefinition, value: string): ChangeCheck {
  if (value.length > MAX_VALUE_LENGTH)
    return { status: 'Rejected', reason: `must have at most ${MAX_VALUE_LENGTH} characters` };
  const check = checkValue(definition, value, profile.connectors.count);
  return 'problem' in check
    ? { status: 'Rejected', reason: check.problem }
    : { status: 'Accepted', key: definition.name, value: check.value };
}

/** Every key the station can show, with the value the profile starts it with. */
export const initialConfiguration = (profile: StationProfile): Configuration =>
  Object.fromEntries(
    profile.keys.filter(({ access }) => access !== 'W').map(({ name, initial }) => [name, initial]),
  );

export type StartConfiguration =
  | { readonly configuration: Configuration }
  | { readonly mistakes: readonly string[] };

/**
 * The configuration a station starts with where nothing is stored: the profile's values and `settings` over
 * them, each checked like a ChangeConfiguration. SecurityProfile is free here: this is the non-OCPP way to
 * lower it (whitepaper A00.FR.005). Secrets are not settings.
 * @returns every key but the secrets, or a sentence for each mistake.
 */
export function startConfiguration(
  profile: StationProfile,
  settings: readonly (readonly [key: string, value: string])[],
): StartConfiguration {
  const configuration: Record<string, string> = { ...initialConfiguration(profile) };
  const mistakes: string[] = [];
  for (const [key, value] of settings) {
    const definition = keyNamed(profile, key);
    if (definition?.access === 'W') {
      mistakes.push(`${definition.name} is a secret: give it in the configuration file or the environment.`);
      continue;
    }
    const check = checkChange(profile, key, value);
    if (check.status === 'Accepted') configuration[check.key] = check.value;
    else mistakes.push(`${definition?.name ?? key} ${check.reason}.`);
  }
  return mistakes.length > 0 ? { mistakes } : { configuration };
}

/**
 * The number nearest to `wanted` that an integer key accepts (BootNotification.conf's interval may be outside
 * the range of HeartbeatInterval).
 * @returns null if the station has no such integer key.
 */
export function nearestAllowed(profile: StationProfile, key: string, wanted: number): number | null {
  const value = keyNamed(profile, key)?.value;
  if (value?.kind !== 'integer') return null;
  return Math.min(value.max, Math.max(value.min, Math.round(wanted)));
}

/**
 * Whether a stored value may be in force (S13): the data directory may come from another profile. What nobody
 * may read is no configuration value, and what is stored was stored as this station writes it.
 */
export function isInForce(profile: StationProfile, key: string, value: string): boolean {
  const check = checkChange(profile, key, value);
  const readable = keyNamed(profile, key)?.access !== 'W';
  return check.status === 'Accepted' && readable && check.key === key && check.value === value;
}
