import { keyNamed } from '../../vocabulary/key-value.ts';
import type { StationRecords } from '../../vocabulary/records.ts';
import type { KeyDefinition } from '../../vocabulary/station-profile.ts';
import type { CallRule } from './call.ts';

type GetConfigurationRequest = { readonly key?: readonly string[] };
type ConfigurationKey = { readonly key: string; readonly readonly: boolean; readonly value?: string };

/**
 * OCPP 1.6 ed.2 5.8: the keys asked for, all of them when none is named. A key asked for twice is answered
 * once. More keys than GetConfigurationMaxKeys, which limits requests only, are a CALLERROR: none is dropped
 * in silence.
 */
export const getConfiguration: CallRule<GetConfigurationRequest> = ({ key: asked = [] }, { records }) => {
  const { profile } = records;
  const most = profile.limits.getConfigurationMaxKeys;
  if (asked.length > most) {
    const description = `${asked.length} keys were requested, at most ${most} are possible`;
    return { error: { code: 'OccurenceConstraintViolation', description } };
  }
  if (asked.length === 0)
    return { conf: { configurationKey: profile.keys.map((key) => shown(key, records)) } };

  const known = new Set<KeyDefinition>();
  const unknown = new Map<string, string>();
  for (const name of asked) {
    const definition = keyNamed(profile, name);
    if (definition) known.add(definition);
    else if (!unknown.has(name.toLowerCase())) unknown.set(name.toLowerCase(), name);
  }
  const conf = {
    ...(known.size > 0 && { configurationKey: [...known].map((key) => shown(key, records)) }),
    ...(unknown.size > 0 && { unknownKey: [...unknown.values()] }),
  };
  return { conf };
};

/** A W-only key is known and never readable (OCPP-J 1.6 6.2.2): it has no value here. */
function shown(
  { name, access, initial }: KeyDefinition,
  { configuration }: StationRecords,
): ConfigurationKey {
  const value = access === 'W' ? {} : { value: configuration[name] ?? initial };
  return { key: name, readonly: access === 'R', ...value };
}
