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

/** A list passes for an object with numbers for keys. */
const isList = (value: object): value is readonly string[] => Array.isArray(value);

const FileSchema = v.strictObject({
  csms: v.exactOptional(text),
  identity: v.exactOptional(text),
  data: v.exactOptional(text),
  board: v.exactOptional(text),
  'board-description': v.exactOptional(text),
  profile: v.exactOptional(text),
  connectors: v.exactOptional(v.pipe(v.number(), v.safeInteger())),
  http: v.exactOptional(text),
  log: v.exactOptional(text),
  'edge-log': v.exactOptional(text),
  inspect: v.exactOptional(text),
  'inspect-events': v.exactOptional(v.boolean()),
  'inspect-origin': v.exactOptional(text),
  set: v.exactOptional(
    v.union(
      [
        v.array(v.pipe(v.string(), v.regex(/^[^=]+=/))),
        v.pipe(
          v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
          v.check((it) => !isList(it)),
        ),
      ],
      'object or list of Key=Value',
    ),
  ),
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

type Setting = readonly [key: string, value: string];

const settingsOf = (written: readonly string[] | Readonly<Record<string, unknown>>): readonly Setting[] =>
  isList(written)
    ? written.map((it) => [it.slice(0, it.indexOf('=')), it.slice(it.indexOf('=') + 1)])
    : Object.entries(written).map(([key, value]) => [key, String(value)]);

/** The one secret among the keys; what is given for it is wrapped, and no setting like the others. */
const isSecret = ([key]: Setting): boolean => key.toLowerCase() === 'authorizationkey';

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
 * as an object or a list of `Key=Value`, and `station`, `authorizationKey`, `benchToken` and `certificates`.
 * The AuthorizationKey may stand in `set` as well. Secrets are wrapped here and quoted nowhere.
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
  const written = settingsOf(file.set ?? {});
  const secrets = written.filter(isSecret).map(([, value]) => new Secret(value));
  const keys = file.authorizationKey ? [file.authorizationKey, ...secrets] : secrets;
  if (keys.length > 1) return refused([`The configuration file ${path} gives the AuthorizationKey twice.`]);
  return {
    values,
    settings: written.filter((setting) => !isSecret(setting)),
    mistakes: [],
    station: file.station ?? {},
    authorizationKey: keys[0] ?? null,
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
    // Some editors begin a file with the mark of its encoding.
    const value: unknown = JSON.parse(content.replace(/^\uFEFF/, ''));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { value } : { problem: 'must hold a JSON object' };
  } catch (error) {
    const position = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const line = position && content.slice(0, Number(position)).split('\n').length;
    return { problem: `is not JSON${line ? ` (line ${line})` : ''}` };
  }
}
