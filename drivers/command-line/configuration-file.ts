import * as v from 'valibot';
import { Secret } from '../../machines/vocabulary/secret.ts';
import type { StationProfile } from '../../machines/vocabulary/station-profile.ts';
import { validationWords } from '../../machines/vocabulary/validation-words.ts';
import {
  type CertificateFiles,
  type Given,
  type GivenOptions,
  OPTION_NAMES,
  type OptionName,
} from './station-options.ts';

/** What only the file can give: the name plate, certificates, secrets. */
export type ConfigurationFile = GivenOptions & {
  readonly station: { readonly [Part in keyof StationProfile['identity']]?: string };
  readonly authorizationKey: Secret<string> | null;
  readonly benchToken: Secret<string> | null;
  readonly certificates: CertificateFiles;
};

const text = v.pipe(v.string(), v.minLength(1));
const plate = (maxLength: number) => v.exactOptional(v.pipe(text, v.maxLength(maxLength)));
const paths = v.exactOptional(v.union([text, v.array(text)], 'text or list of texts'));

const FileSchema = v.strictObject({
  csms: v.exactOptional(text),
  identity: v.exactOptional(text),
  data: v.exactOptional(text),
  board: v.exactOptional(text),
  profile: v.exactOptional(text),
  connectors: v.exactOptional(v.pipe(v.number(), v.safeInteger())),
  http: v.exactOptional(text),
  log: v.exactOptional(text),
  'edge-log': v.exactOptional(text),
  inspect: v.exactOptional(text),
  'inspect-events': v.exactOptional(v.boolean()),
  'inspect-origin': v.exactOptional(text),
  set: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))),
  /** The lengths are those of BootNotification.req (OCPP 1.6 ed.2 6.3). */
  station: v.exactOptional(
    v.strictObject({
      vendor: plate(20),
      model: plate(20),
      serialNumber: plate(25),
      firmwareVersion: plate(50),
      meterType: plate(25),
      meterSerialNumber: plate(25),
    }),
  ),
  authorizationKey: v.exactOptional(
    v.pipe(
      text,
      v.transform((key) => new Secret(key)),
    ),
  ),
  benchToken: v.exactOptional(
    v.pipe(
      text,
      v.transform((token) => new Secret(token)),
    ),
  ),
  certificates: v.exactOptional(
    v.strictObject({
      centralSystemRoot: paths,
      manufacturerRoot: paths,
      chargePoint: v.exactOptional(v.strictObject({ certificate: text, key: text })),
    }),
  ),
});

const listed = (path: string | readonly string[] | undefined): readonly string[] =>
  path === undefined ? [] : typeof path === 'string' ? [path] : path;

export const NO_CONFIGURATION_FILE: ConfigurationFile = {
  values: {},
  settings: [],
  mistakes: [],
  station: {},
  authorizationKey: null,
  benchToken: null,
  certificates: { centralSystemRoot: [], manufacturerRoot: [], chargePoint: null },
};

/**
 * Reads the text of a configuration file: a JSON object with a key for each option of the command line, `set`
 * as an object, and `station`, `authorizationKey`, `benchToken` and `certificates`. Secrets are wrapped here
 * and quoted nowhere.
 */
export function readConfigurationFile(path: string, content: string): ConfigurationFile {
  const refused = (mistakes: readonly string[]) => ({ ...NO_CONFIGURATION_FILE, mistakes });
  const json = parseJson(content);
  if ('problem' in json) return refused([`The configuration file ${path} ${json.problem}.`]);
  const parsed = v.safeParse(FileSchema, json.value);
  if (!parsed.success) return refused(validationWords(`The configuration file ${path}`, parsed.issues));

  const file = parsed.output;
  const values: { [Name in OptionName]?: Given } = {};
  for (const name of OPTION_NAMES) {
    if (name === 'config') continue;
    const value = file[name];
    if (value !== undefined) values[name] = { text: String(value), from: `"${name}" in ${path}` };
  }
  const settings = Object.entries(file.set ?? {}).map(([key, value]) => [key, String(value)] as const);
  return {
    values,
    settings,
    mistakes: [],
    station: file.station ?? {},
    authorizationKey: file.authorizationKey ?? null,
    benchToken: file.benchToken ?? null,
    certificates: {
      centralSystemRoot: listed(file.certificates?.centralSystemRoot),
      manufacturerRoot: listed(file.certificates?.manufacturerRoot),
      chargePoint: file.certificates?.chargePoint ?? null,
    },
  };
}

/** JSON.parse quotes the text around a mistake; here only its line is told. */
export function parseJson(content: string): { readonly value: unknown } | { readonly problem: string } {
  try {
    const value: unknown = JSON.parse(content);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { value } : { problem: 'must hold a JSON object' };
  } catch (error) {
    const position = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const line = position && content.slice(0, Number(position)).split('\n').length;
    return { problem: `is not JSON${line ? ` (line ${line})` : ''}` };
  }
}
