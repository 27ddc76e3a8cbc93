import { describe, expect, it } from 'vitest';
import { type Command, type OptionSources, parseOptions } from '../../../drivers/command-line/options.ts';
import type { StationOptions } from '../../../drivers/command-line/station-options.ts';
import { REFERENCE_DESCRIPTION } from '../../../drivers/reference-board/reference-description.ts';
import { initialConfiguration, startConfiguration } from '../../../machines/rules/configuration.ts';
import { mx007sc } from '../../../machines/vocabulary/profiles/mx007sc.ts';
import { open } from '../../../machines/vocabulary/profiles/open.ts';
import { profileWith } from '../../../machines/vocabulary/profiles/profile-with.ts';

const KEY = '0123456789ABCDEF0123456789ABCDEF';
const OTHER_KEY = 'FEDCBA9876543210FEDCBA9876543210';

type Given = { files?: Record<string, unknown>; env?: OptionSources['env'] };

function parse(argv: readonly string[], { files = {}, env = {} }: Given = {}): Command {
  const readFile = (path: string): string => {
    const content = files[path];
    if (content === undefined) throw new Error('ENOENT');
    return typeof content === 'string' ? content : JSON.stringify(content);
  };
  return parseOptions({ argv, env, readFile, boards: ['bench', 'mx007sc-1'], startConfiguration });
}

function options(argv: readonly string[], given?: Given): StationOptions {
  const command = parse(argv, given);
  if (command.kind !== 'run') throw new Error(JSON.stringify(command));
  return command.options;
}

function mistakes(argv: readonly string[], given?: Given): readonly string[] {
  const command = parse(argv, given);
  return command.kind === 'mistakes' ? command.mistakes : [];
}

const inFile = (file: unknown): Given => ({ files: { 'station.json': file } });
const CONFIG = ['--config', 'station.json'];

describe('without options', () => {
  it('starts the certified station on the bench with the demo central system', () => {
    expect(options([])).toEqual({
      csms: null,
      identity: 'MX007SC-0001',
      data: './data',
      board: 'bench',
      profile: mx007sc,
      configuration: initialConfiguration(mx007sc),
      authorizationKey: null,
      http: { host: '127.0.0.1', port: 8016 },
      boardDescription: null,
      benchToken: null,
      certificates: { centralSystemRoot: [], manufacturerRoot: [], chargePoint: null },
      log: 'info',
      edgeLog: null,
      inspect: null,
    });
  });

  it.each([
    [['--help'], 'help'],
    [['-h'], 'help'],
    [['--nonsense', '--help'], 'help'],
    [['--version'], 'version'],
  ])('%j asks for %s', (argv, kind) => {
    expect(parse(argv).kind).toBe(kind);
  });
});

/** Option, its text on the command line, its value in the file, and what comes of both. */
const EVERY: [string, string, unknown, Partial<StationOptions>][] = [
  ['csms', 'ws://csms.example/ocpp', 'ws://csms.example/ocpp', { csms: 'ws://csms.example/ocpp' }],
  ['csms', 'ws://[::1]:9000', 'ws://[::1]:9000', { csms: 'ws://[::1]:9000' }],
  ['identity', 'CP 1/a', 'CP 1/a', { identity: 'CP 1/a' }],
  ['data', '/var/lib/station', '/var/lib/station', { data: '/var/lib/station' }],
  ['edge-log', '/tmp/edge.jsonl', '/tmp/edge.jsonl', { edgeLog: '/tmp/edge.jsonl' }],
  ['board', 'mx007sc-1', 'mx007sc-1', { board: 'mx007sc-1' }],
  ['profile', 'open', 'open', { profile: open }],
  ['connectors', '2', 2, { profile: mx007sc }],
  ['http', 'off', 'off', { http: null }],
  ['http', '0.0.0.0:0', '0.0.0.0:0', { http: { host: '0.0.0.0', port: 0 } }],
  ['http', '[::1]:80', '[::1]:80', { http: { host: '::1', port: 80 } }],
  ['http', 'localhost:65535', 'localhost:65535', { http: { host: 'localhost', port: 65_535 } }],
  ['log', 'silent', 'silent', { log: 'silent' }],
  ['inspect', '[::1]:0', '[::1]:0', { inspect: { host: '::1', port: 0, events: false, origin: null } }],
  ['inspect', 'off', 'off', { inspect: null }],
];

describe.each(EVERY)('option %s = %s', (name, text, value, expected) => {
  it('is read from the command line, in both spellings', () => {
    expect(options([`--${name}`, text])).toMatchObject(expected);
    expect(options([`--${name}=${text}`])).toMatchObject(expected);
  });

  it('is read from the configuration file', () => {
    expect(options(CONFIG, inFile({ [name]: value }))).toMatchObject(expected);
  });
});

describe('a board description', () => {
  const BOARD = ['--board', 'mx007sc-1', '--board-description', 'board.json'];
  const files = (text: string): Given => ({ files: { 'board.json': text } });

  it('is read from its file, by the command line or the configuration file', () => {
    const board = JSON.stringify({ ...REFERENCE_DESCRIPTION, name: 'mine' });
    expect(options(BOARD, files(board)).boardDescription?.name).toBe('mine');
    const configuration = JSON.stringify({ board: 'mx007sc-1', 'board-description': 'board.json' });
    const both = { files: { 'board.json': board, 'station.json': configuration } };
    expect(options(CONFIG, both).boardDescription?.name).toBe('mine');
  });

  it('that cannot be used is told in sentences', () => {
    const twice = JSON.stringify({ ...REFERENCE_DESCRIPTION, buses: { safety: -1 } });
    expect(mistakes(BOARD, files(twice))).toEqual([
      'The board description board.json has a wrong buses.safety: it must be at least 0.',
      'The board description board.json has no buses.front.',
    ]);
    expect(mistakes(BOARD, files('['))).toEqual([
      expect.stringMatching(/^The board description board\.json is not JSON/),
    ]);
    expect(mistakes(BOARD, {})).toEqual(['The board description board.json cannot be read.']);
  });

  it('is not for the bench, which has no chips', () => {
    expect(mistakes(['--board-description', 'board.json'], files('{}'))).toEqual([
      '--board-description is for hardware boards; the bench has no description.',
    ]);
  });
});

describe('precedence', () => {
  it('lets the command line win over the configuration file, and the last of an option', () => {
    const file = inFile({ identity: 'FILE', log: 'warn', http: 'off' });
    const given = options([...CONFIG, '--identity', 'FIRST', '--identity', 'LAST', '--http', 'h:1'], file);
    expect(given).toMatchObject({ identity: 'LAST', log: 'warn', http: { host: 'h', port: 1 } });
  });

  it('lays --set over the settings of the file, and those over the profile', () => {
    const file = inFile({ set: { HeartbeatInterval: 20, ConnectionTimeOut: '30', LocalPreAuthorize: true } });
    const { configuration } = options([...CONFIG, '--set', 'HeartbeatInterval=15'], file);
    expect(configuration).toEqual({
      ...initialConfiguration(mx007sc),
      HeartbeatInterval: '15',
      ConnectionTimeOut: '30',
      LocalPreAuthorize: 'true',
    });
  });

  it('takes the settings of the file as a list, too', () => {
    const file = inFile({ set: ['HeartbeatInterval=20', 'CpoName=a=b'] });
    expect(options(CONFIG, file).configuration).toMatchObject({ HeartbeatInterval: '20', CpoName: 'a=b' });
  });

  it.each([
    [{ set: { AuthorizationKey: KEY } }],
    [{ set: [`authorizationkey=${KEY}`, 'HeartbeatInterval=20'] }],
  ])('takes the secret of the file among its settings, and it is no setting (%#)', (file) => {
    const given = options(CONFIG, inFile(file));
    expect(given.authorizationKey?.reveal()).toBe(KEY);
    expect(JSON.stringify(given).toUpperCase()).not.toContain(KEY);
  });

  it('lets the environment win over the secret of the file', () => {
    const file = inFile({ authorizationKey: KEY });
    expect(options(CONFIG, file).authorizationKey?.reveal()).toBe(KEY);
    const env = { WALLCHART_AUTHORIZATION_KEY: OTHER_KEY.toLowerCase() };
    expect(options(CONFIG, { ...file, env }).authorizationKey?.reveal()).toBe(OTHER_KEY);
    expect(options([], { env: { WALLCHART_AUTHORIZATION_KEY: '' } }).authorizationKey).toBeNull();
  });
});

describe('the station', () => {
  it('takes connectors where the profile allows, and every key follows', () => {
    const given = options([
      '--profile',
      'open',
      '--connectors',
      '4',
      '--set',
      'ConnectorPhaseRotation=4.RST',
    ]);
    expect(given.profile).toEqual(profileWith(open, { connectors: 4 }));
    expect(given.configuration).toMatchObject({ NumberOfConnectors: '4', ConnectorPhaseRotation: '4.RST' });
  });

  it('takes a profile from a JSON file', () => {
    const files = { 'mine.json': { ...open, name: 'mine' } };
    expect(options(['--profile', 'mine.json'], { files }).profile.name).toBe('mine');
  });

  it('takes its name plate from the configuration file', () => {
    const station = { vendor: 'ACME', serialNumber: 'SN-1', meterType: 'MT' };
    const { identity } = options(CONFIG, inFile({ station })).profile;
    expect(identity).toEqual({ ...mx007sc.identity, ...station });
  });

  it('takes certificates and the token of the bench from the configuration file', () => {
    const certificates = {
      centralSystemRoot: 'root.pem',
      chargePoint: { certificate: 'c.pem', key: 'k.pem' },
    };
    const given = options(CONFIG, inFile({ certificates, benchToken: 'open sesame' }));
    expect(given.certificates).toEqual({
      centralSystemRoot: ['root.pem'],
      manufacturerRoot: [],
      chargePoint: { certificate: 'c.pem', key: 'k.pem' },
    });
    expect(given.benchToken?.reveal()).toBe('open sesame');
  });
});

describe('the inspector', () => {
  it('is off; alone it takes its usual port, and no option after it for its address', () => {
    const usual = { host: '127.0.0.1', port: 8017, events: false, origin: null };
    expect(options(['--inspect']).inspect).toEqual(usual);
    expect(options(['--inspect', '--log', 'warn'])).toMatchObject({ inspect: usual, log: 'warn' });
  });

  it('takes events and a page elsewhere only if it is told to', () => {
    const argv = [
      '--inspect',
      'localhost:0',
      '--inspect-events',
      '--inspect-origin',
      'https://viewer.example',
    ];
    const expected = { host: 'localhost', port: 0, events: true, origin: 'https://viewer.example' };
    expect(options(argv).inspect).toEqual(expected);
    const file = {
      inspect: 'localhost:0',
      'inspect-events': true,
      'inspect-origin': 'https://viewer.example',
    };
    expect(options(CONFIG, inFile(file)).inspect).toEqual(expected);
    expect(options([...CONFIG, '--inspect-events', 'false'], inFile(file)).inspect?.events).toBe(false);
  });
});

describe('the address and SecurityProfile', () => {
  const given = (csms: string, securityProfile: number): string[] => [
    ...['--csms', csms],
    ...['--set', `SecurityProfile=${securityProfile}`],
  ];

  it.each([
    ['ws://csms.example', 0],
    ['ws://csms.example', 1],
    ['wss://csms.example', 2],
    ['WSS://csms.example', 3],
  ])('agree: %s and %i', (csms, securityProfile) => {
    expect(options(given(csms, securityProfile)).csms).toBe(csms);
  });

  it.each([
    ['ws://csms.example', 2, /^--csms begins with ws:.*SecurityProfile 2 needs TLS: write wss:/],
    ['ws://csms.example', 3, /SecurityProfile 3 needs TLS/],
    ['wss://csms.example', 1, /^--csms begins with wss:.*SecurityProfile 1 has no TLS: write ws:/],
    ['wss://csms.example', 0, /SecurityProfile 0 has no TLS/],
  ])('contradict each other: %s and %i', (csms, securityProfile, words) => {
    expect(mistakes(given(csms, securityProfile))).toEqual([expect.stringMatching(words)]);
  });

  it('agree with the demo central system: it has TLS where it is wanted', () => {
    expect(options(['--set', 'SecurityProfile=2']).csms).toBeNull();
  });
});

describe('mistakes', () => {
  it.each([
    [['--csms', 'http://x'], /^--csms must be a URL that begins with ws:/],
    [['--csms', 'nonsense'], /^--csms must be a URL/],
    [['--csms', 'ws://h/?a=b'], /^--csms must not have a query/],
    [['--identity', 'a:b'], /^--identity .* colon/],
    [['--identity', 'x'.repeat(129)], /^--identity must be 1 to 128/],
    [['--identity', 'a\u0000'], /^--identity/],
    [['--board', 'teapot'], /^--board must be one of bench, mx007sc-1/],
    [
      ['--profile', 'closed'],
      /^--profile must be mx007sc, open or a JSON file; the file closed cannot be read/,
    ],
    [['--connectors', '3'], /^The profile mx007sc has 2 connectors, no other number/],
    [['--connectors', '0'], /^--connectors must be a whole number/],
    [['--connectors', '2.5'], /^--connectors must be a whole number/],
    [['--profile', 'open', '--connectors', '99'], /99 connectors/],
    [['--http', '8016'], /^--http must be HOST:PORT/],
    [['--http', 'h:70000'], /^--http must be HOST:PORT/],
    [['--http', '[h]:80'], /^--http must be HOST:PORT/],
    [['--log', 'loud'], /^--log must be one of fatal, error/],
    [['--inspect', '0.0.0.0:8017'], /^--inspect must be a loopback address/],
    [['--inspect', 'station.example:8017'], /^--inspect must be a loopback address/],
    [['--inspect', '127.0.0.1'], /^--inspect must be HOST:PORT/],
    [['--inspect='], /^--inspect must be followed by a value/],
    [['--inspect-events'], /^--inspect-events is of no use without --inspect/],
    [['--inspect', '--inspect-events', 'some'], /^--inspect-events must be true or false/],
    [['--inspect', '--inspect-origin', 'https://h/path'], /^--inspect-origin must be the origin of a page/],
    [['--inspect', '--inspect-origin', 'null'], /^--inspect-origin must be the origin of a page/],
    [['--inspect', '--inspect-origin', '*'], /^--inspect-origin must be the origin of a page/],
    [['--set', 'HeartbeatInterval'], /^--set must be followed by Key=Value/],
    [['--set', 'HeartbeatInterval=5'], /^HeartbeatInterval must be from 10 to 60/],
    [['--set', 'Nonsense=5'], /^Nonsense is not a configuration key/],
    [['--config'], /^--config must be followed by a value/],
    [['--csms', '--log', 'info'], /^--csms must be followed by a value/],
    [['--log='], /^--log must be followed by a value/],
    [['--nonsense', 'x'], /^There is no option --nonsense/],
    [['stray'], /^Every argument must belong to an option/],
    [['--config', 'absent.json'], /^The configuration file absent.json cannot be read/],
  ])('%j is told in one sentence', (argv, sentence) => {
    const told = mistakes(argv);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(sentence);
    expect(told[0]).toMatch(/^[^\n]*[.]$/);
  });

  it('takes a file that begins with a byte order mark', () => {
    expect(options(CONFIG, inFile('\uFEFF{"identity": "CP-1"}')).identity).toBe('CP-1');
  });

  it.each([
    ['{', /is not JSON/],
    ['[]', /must hold a JSON object/],
    [{ conectors: 2 }, /unknown field conectors/],
    [{ connectors: 'two' }, /wrong connectors: it must be a number/],
    [{ http: 8016 }, /wrong http: it must be a text/],
    [{ log: 'loud' }, /^"log" in station.json must be one of/],
    [{ set: { HeartbeatInterval: 5 } }, /^HeartbeatInterval must be from 10 to 60/],
    [{ set: { NumberOfConnectors: 5 } }, /^NumberOfConnectors is read-only/],
    [{ station: { vendor: 'V'.repeat(21) } }, /station.vendor: it must have at most 20 characters/],
    [{ certificates: { chargePoint: { certificate: 'c.pem' } } }, /no certificates.chargePoint.key/],
    [{ config: 'other.json' }, /unknown field config/],
  ])('in the file %j are told in one sentence', (file, sentence) => {
    const told = mistakes(CONFIG, inFile(file));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(sentence);
  });

  it('tells a broken profile file by all of its mistakes', () => {
    const files = { 'mine.json': { ...open, rating_A: 1, fixedCable: 0 } };
    expect(mistakes(['--profile', 'mine.json'], { files })).toHaveLength(2);
    expect(mistakes(['--profile', 'x'], { files: { x: 'no' } })).toEqual([
      'The station profile x is not JSON.',
    ]);
  });

  it('that are the same are told once', () => {
    expect(mistakes(['one', 'two', '--set', 'AuthorizationKey=1', '--password', '2'])).toHaveLength(2);
  });

  it('are all told at once', () => {
    expect(mistakes(['--log', 'x', '--http', 'x', '--csms', 'x', '--set', 'A=1'])).toHaveLength(4);
  });
});

describe('secrets', () => {
  it.each([
    [['--authorization-key', KEY]],
    [['--authorizationKey', KEY]],
    [[`--authorization-key=${KEY}`]],
    [['--set', `AuthorizationKey=${KEY}`]],
    [['--set', `authorizationkey=${KEY}`]],
    [['--set', `AuthorizationKey:${KEY}`]],
    [['--nonsense', KEY]],
    [[KEY]],
    [['--csms', `ws://u:${KEY}@host/`]],
  ])('on the command line are refused without an echo (%#)', (argv) => {
    const told = mistakes(argv);
    expect(told).toHaveLength(1);
    expect(told.join().toUpperCase()).not.toContain(KEY);
  });

  it.each([
    [inFile({ authorizationKey: `${KEY}XYZ` })],
    [inFile({ authorizationKey: [KEY] })],
    [inFile({ set: { AuthorizationKey: `${KEY}XYZ` } })],
    [inFile({ set: { AuthorizationKey: [KEY] } })],
    [inFile({ set: [`AuthorizationKey:${KEY}`] })],
    [inFile({ set: { authorizationkey: KEY }, authorizationKey: KEY })],
    [inFile(`{"authorizationKey": ${KEY}}`)],
    [{ ...inFile({}), env: { WALLCHART_AUTHORIZATION_KEY: `${KEY}Q` } }],
  ])('that are wrong are never quoted (%#)', (given) => {
    const told = mistakes(CONFIG, given);
    expect(told).toHaveLength(1);
    expect(told.join().toUpperCase()).not.toContain(KEY.slice(0, 12));
  });

  it('do not show when the options are printed', () => {
    const file = inFile({ authorizationKey: KEY, benchToken: 'open sesame' });
    const printed = JSON.stringify(options(CONFIG, file));
    expect(printed).not.toContain(KEY);
    expect(printed).not.toContain('sesame');
  });
});
