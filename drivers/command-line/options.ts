import { checkValue, keyNamed } from '../../machines/vocabulary/key-value.ts';
import { parseStationProfile } from '../../machines/vocabulary/parse-station-profile.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { open } from '../../machines/vocabulary/profiles/open.ts';
import { profileWith } from '../../machines/vocabulary/profiles/profile-with.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import { type StationProfile, StationProfileError } from '../../machines/vocabulary/station-profile.ts';
import {
  type BoardDescription,
  BoardDescriptionError,
  parseBoardDescription,
} from '../reference-board/board-description.ts';
import { schemeMistake } from './address-scheme.ts';
import { readArguments } from './arguments.ts';
import {
  type ConfigurationFile,
  NO_CONFIGURATION_FILE,
  parseJson,
  readConfigurationFile,
} from './configuration-file.ts';
import {
  type Checked,
  checkBoard,
  checkConnectors,
  checkCsms,
  checkHttp,
  checkIdentity,
  checkInspect,
  checkLog,
} from './option-values.ts';
import type { Given, OptionName, StationOptions } from './station-options.ts';

/** What reading the options needs from outside. */
export type OptionSources = {
  /** Without the interpreter and the program. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** @throws if the file cannot be read. */
  readonly readFile: (path: string) => string;
  /** Boards that can be chosen, the simulated one first. */
  readonly boards: readonly string[];
  /** `startConfiguration` of the rules: checks the settings and lays them over the profile's start values. */
  readonly startConfiguration: (
    profile: StationProfile,
    settings: readonly (readonly [key: string, value: string])[],
  ) =>
    | { readonly configuration: Readonly<Record<string, string>> }
    | { readonly mistakes: readonly string[] };
};

/** What the command line asks for. For `mistakes` the caller prints each sentence and exits with status 2. */
export type Command =
  | { readonly kind: 'run'; readonly options: StationOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] };

const PROFILES = [mx007sc, open];

const DEFAULTS: { readonly [Name in OptionName]?: Given } = {
  identity: { text: 'MX007SC-0001', from: 'The default' },
  data: { text: './data', from: 'The default' },
  board: { text: 'bench', from: 'The default' },
  profile: { text: 'mx007sc', from: 'The default' },
  http: { text: '127.0.0.1:8016', from: 'The default' },
  log: { text: 'info', from: 'The default' },
};

/**
 * Reads what a station is started with: the command line wins over the configuration file, the environment
 * over the file's secret, all of them over the defaults. Every mistake is told, each in one sentence without
 * secrets.
 */
export function parseOptions(sources: OptionSources): Command {
  const given = readArguments(sources.argv);
  if (given.help) return { kind: 'help' };
  if (given.version) return { kind: 'version' };

  const mistakes = [...given.mistakes];
  const checked = <T>(result: Checked<T>): T | undefined => {
    if ('value' in result) return result.value;
    mistakes.push(...result.mistakes);
    return undefined;
  };

  const file = configurationFile(given.values.config, sources);
  mistakes.push(...file.mistakes);
  const {
    csms,
    identity,
    data,
    board,
    'board-description': boardDescription,
    profile,
    connectors,
    http,
    log,
    'edge-log': edgeLog,
    inspect,
    'inspect-events': inspectEvents,
    'inspect-origin': inspectOrigin,
  } = {
    ...DEFAULTS,
    ...file.values,
    ...given.values,
  };
  const station = checked(stationProfile(profile!, sources));
  const count = checked(checkConnectors(connectors));
  const built = station && checked(builtProfile(station, count, file.station));
  const start = built && sources.startConfiguration(built, [...file.settings, ...given.settings]);
  if (start && 'mistakes' in start) mistakes.push(...start.mistakes);

  const securityProfile = start && 'configuration' in start ? start.configuration.SecurityProfile : '0';
  const scheme = csms ? schemeMistake(csms.text, Number(securityProfile ?? 0)) : null;
  if (csms && scheme) mistakes.push(`${csms.from} ${scheme}`);

  const options = {
    csms: csms ? checked(checkCsms(csms)) : null,
    identity: checked(checkIdentity(identity!)),
    data: data!.text,
    board: checked(checkBoard(board!, sources.boards)),
    boardDescription: checked(describedBoard(boardDescription, board!, sources)),
    profile: built,
    configuration: start && 'configuration' in start ? start.configuration : undefined,
    authorizationKey: checked(authorizationKey(file, sources, built ?? mx007sc)),
    http: checked(checkHttp(http!)),
    benchToken: file.benchToken,
    certificates: file.certificates,
    log: checked(checkLog(log!)),
    edgeLog: edgeLog?.text ?? null,
    inspect: checked(checkInspect(inspect, inspectEvents, inspectOrigin)),
  };
  return mistakes.length === 0 && isComplete(options)
    ? { kind: 'run', options }
    : { kind: 'mistakes', mistakes };
}

/** An option without a value has left a mistake. */
const isComplete = (
  options: { [Name in keyof StationOptions]: StationOptions[Name] | undefined },
): options is StationOptions => Object.values(options).every((value) => value !== undefined);

function readText(path: string, what: string, { readFile }: OptionSources): Checked<string> {
  try {
    return { value: readFile(path) };
  } catch {
    return { mistakes: [`${what} ${path} cannot be read.`] };
  }
}

function configurationFile(given: Given | undefined, sources: OptionSources): ConfigurationFile {
  if (!given) return NO_CONFIGURATION_FILE;
  const content = readText(given.text, 'The configuration file', sources);
  return 'value' in content
    ? readConfigurationFile(given.text, content.value)
    : { ...NO_CONFIGURATION_FILE, mistakes: content.mistakes };
}

/** A profile by its name, else from the JSON file of that name. */
function stationProfile({ text, from }: Given, sources: OptionSources): Checked<StationProfile> {
  const named = PROFILES.find(({ name }) => name === text);
  if (named) return { value: named };
  const names = PROFILES.map(({ name }) => name).join(', ');
  const content = readText(text, `${from} must be ${names} or a JSON file; the file`, sources);
  if ('mistakes' in content) return content;
  const json = parseJson(content.value);
  if ('problem' in json) return { mistakes: [`The station profile ${text} ${json.problem}.`] };
  return catching(() => parseStationProfile(json.value));
}

/** What differs from the reference board; the bench has no chips that could be described. */
function describedBoard(
  given: Given | undefined,
  board: Given,
  sources: OptionSources,
): Checked<BoardDescription | null> {
  if (!given) return { value: null };
  if (board.text === 'bench')
    return { mistakes: [`${given.from} is for hardware boards; the bench has no description.`] };
  const content = readText(given.text, 'The board description', sources);
  if ('mistakes' in content) return content;
  const json = parseJson(content.value);
  if ('problem' in json) return { mistakes: [`The board description ${given.text} ${json.problem}.`] };
  try {
    return { value: parseBoardDescription(json.value, `The board description ${given.text}`) };
  } catch (error) {
    if (error instanceof BoardDescriptionError) return { mistakes: error.mistakes };
    throw error;
  }
}

const builtProfile = (
  profile: StationProfile,
  connectors: number | undefined,
  identity: ConfigurationFile['station'],
): Checked<StationProfile> => catching(() => profileWith(profile, { connectors, identity }));

function catching(make: () => StationProfile): Checked<StationProfile> {
  try {
    return { value: make() };
  } catch (error) {
    if (error instanceof StationProfileError) return { mistakes: error.mistakes };
    throw error;
  }
}

/** Checked as a ChangeConfiguration of AuthorizationKey would be, and never quoted. */
function authorizationKey(
  file: ConfigurationFile,
  { env }: OptionSources,
  profile: StationProfile,
): Checked<Secret<string> | null> {
  const text = env.WALLCHART_AUTHORIZATION_KEY;
  const secret = text ? new Secret(text) : file.authorizationKey;
  if (!secret) return { value: null };
  const definition = keyNamed(profile, 'AuthorizationKey');
  if (!definition) return { mistakes: [`The station profile ${profile.name} has no AuthorizationKey.`] };
  const check = checkValue(definition, secret.reveal(), profile.connectors.count);
  return 'value' in check
    ? { value: new Secret(check.value) }
    : { mistakes: [`The AuthorizationKey ${check.problem}.`] };
}
