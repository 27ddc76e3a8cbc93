import { closeSync, openSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLog, type Log, linesTo } from '../../../drivers/log/log.ts';
import { oncePerMinute } from '../../../drivers/log/once-per-minute.ts';
import { redact } from '../../../drivers/log/redaction.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';

const KEY = '4F43415F4F4354545F61646D696E5F74657374';

function logged(write: (log: Log) => void, level = 'trace'): string {
  const lines: string[] = [];
  const clock = { now: () => ({ monotonic_ms: 0, wall_ms: Date.UTC(2026, 10, 22, 12, 3, 4, 123) }) };
  write(createLog({ level, clock, destination: { write: (line) => lines.push(line) } }));
  return lines.join('');
}

const frame = (value: string): string =>
  JSON.stringify([2, 'id', 'ChangeConfiguration', { key: 'AuthorizationKey', value }]);

describe('locations in the log', () => {
  it.each([
    ['ftp://operator:hunter2@logs.test/in', 'ftp://[secret]@logs.test/in'],
    ['ftp://operator:hun@ter2@logs.test/in', 'ftp://[secret]@logs.test/in'],
    [String.raw`https:\/\/operator:hunter2@logs.test\/in`, String.raw`https:\/\/[secret]@logs.test\/in`],
    ['https://logs.test/in?sig=hunter2&x=1 failed', 'https://logs.test/in?[secret] failed'],
    ['https://logs.test/in', 'https://logs.test/in'],
    ['someone@logs.test?', 'someone@logs.test?'],
  ])('%s hides what lets in', (text, shown) => {
    expect(redact(text)).toBe(shown);
    const inFrame = (location: string) => `[2,"id","GetDiagnostics",{"location":"${location}"}]`;
    expect(redact(inFrame(text))).toBe(inFrame(shown));
  });
});

describe('the log', () => {
  it('goes on where its lines cannot be written', () => {
    const unwritable = openSync(import.meta.filename, 'r');
    const clock = { now: () => ({ monotonic_ms: 0, wall_ms: 0 }) };
    const log = createLog({ level: 'info', clock, destination: linesTo(unwritable) });
    log.info('lost');
    log.info('lost as well');
    closeSync(unwritable);
  });

  it('writes JSON lines with the level in words and the time of the station', () => {
    const line = logged((log) =>
      log.child({ actor: 'connector-1' }).info({ limit_A: 16 }, 'limit %s', 'set'),
    );
    expect(line.endsWith('\n')).toBe(true);
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      time: '2026-11-22T12:03:04.123Z',
      actor: 'connector-1',
      limit_A: 16,
      msg: 'limit set',
    });
  });

  it('keeps silent below its level', () => {
    expect(logged((log) => log.info('x'), 'warn')).toBe('');
    expect(logged((log) => log.fatal('x'), 'silent')).toBe('');
  });

  it('keeps what an error says', () => {
    const cause = new Error('disk full');
    const line = JSON.parse(
      logged((log) => log.error({ err: new TypeError('no commit', { cause }) }, 'stored')),
    );
    expect(line).toMatchObject({
      err: { type: 'TypeError', message: 'no commit', cause: { message: 'disk full' } },
    });
    expect(logged((log) => log.error(new RangeError('bare')))).toContain('bare');
  });

  it('ends at cycles and says only the size of bytes', () => {
    const cycle: Record<string, unknown> = { bytes: Buffer.from('secret bytes') };
    cycle.self = cycle;
    expect(logged((log) => log.info(cycle))).toContain('[12 bytes]');
  });
});

/** Ways in which the key could come to the log. */
const WAYS: Readonly<Record<string, (log: Log, key: string) => void>> = {
  'a Secret': (log, key) => log.info({ held: new Secret(key) }),
  'a Secret in a message': (log, key) => log.info('key %s', new Secret(key)),
  'an object in a message': (log, key) => log.info('payload %j', { key: 'AuthorizationKey', value: key }),
  'a payload': (log, key) => log.info({ payload: { key: 'AuthorizationKey', value: key } }),
  'a payload in another case': (log, key) => log.info({ payload: { key: 'authorizationkey', value: key } }),
  'a payload with a blank in the key': (log, key) =>
    log.info({ payload: { key: ' Authorization Key', value: key } }),
  'a frame with a blank in the key': (log, key) =>
    log.info({ frame: frame(key).replace('AuthorizationKey', 'Authorization Key ') }),
  'a parsed frame': (log, key) => log.info({ frame: JSON.parse(frame(key)) }),
  'an answer': (log, key) =>
    log.info({ conf: { configurationKey: [{ key: 'AuthorizationKey', readonly: false, value: key }] } }),
  'a frame as text': (log, key) => log.info({ frame: frame(key) }),
  'a frame as text in a text': (log, key) =>
    log.info({ envelope: JSON.stringify({ event: { text: frame(key) } }) }),
  'a frame cut off': (log, key) => log.info({ frame: frame(key).slice(0, -6) }),
  'a frame in a message': (log, key) => log.warn(`bad frame ${frame(key)}`),
  'a frame in a binding': (log, key) => log.child({ frame: frame(key) }).info('x'),
  'a frame in an error': (log, key) => log.error({ err: new Error(`bad ${frame(key)}`) }),
  'a frame in a bare error': (log, key) => log.error(new Error(`bad ${frame(key)}`)),
  'an option': (log, key) => log.info({ options: { authorizationKey: key } }),
  'the environment': (log, key) => log.info({ env: `WALLCHART_AUTHORIZATION_KEY=${key}` }),
  'a header': (log, key) =>
    log.info({ headers: { authorization: `Basic ${Buffer.from(key).toString('base64')}` } }),
};

describe('a secret', () => {
  it.each(Object.entries(WAYS))('does not reach the log as %s', (_way, write) => {
    const line = logged((log) => write(log, KEY));
    expect(line).not.toContain(KEY);
    expect(line).not.toContain(KEY.slice(0, 16));
    expect(line).not.toContain(Buffer.from(KEY).toString('base64'));
    expect(line).toContain('[secret]');
  });

  it('does not reach the log as any value of AuthorizationKey, valid or not', () => {
    const value = fc.string({ minLength: 6, maxLength: 60 }).filter((text) => /^[\w ":\\,{}]+$/.test(text));
    const ways = Object.entries(WAYS).filter(([way]) =>
      /^(a payload|a parsed frame|a frame as text)$/.test(way),
    );
    fc.assert(
      fc.property(value, fc.constantFrom(...ways), (key, [, write]) => {
        const [bare] = [logged((log) => write(log, ''))];
        const line = logged((log) => write(log, `${key}sEcReT`));
        expect(bare).not.toContain('sEcReT');
        expect(line).not.toContain('sEcReT');
      }),
      { seed: 16 },
    );
  });

  it('is masked alone: the rest of the frame stays readable', () => {
    const line = JSON.parse(logged((log) => log.info({ frame: frame(KEY) })));
    expect(line.frame).toBe('[2,"id","ChangeConfiguration",{"key":"AuthorizationKey","value":"[secret]"}]');
  });

  it('is no reason to mask other keys', () => {
    const other = JSON.stringify([2, 'id', 'ChangeConfiguration', { key: 'HeartbeatInterval', value: '30' }]);
    expect(JSON.parse(logged((log) => log.info({ frame: other }))).frame).toBe(other);
  });

  it('is masked beside an answer of GetConfiguration that names the key without it', () => {
    const named = { key: 'AuthorizationKey', readonly: false };
    const text = JSON.stringify([3, 'id', { configurationKey: [named, { ...named, value: KEY }] }]);
    const line = JSON.parse(logged((log) => log.info({ frame: text })));
    expect(line.frame).not.toContain(KEY);
    const harmless = JSON.stringify([3, 'id', { configurationKey: [named] }]);
    expect(JSON.parse(logged((log) => log.info({ frame: harmless }))).frame).toBe(harmless);
  });

  it('in a PEM file is masked as a whole', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\nMIIEvQ\n-----END PRIVATE KEY-----';
    expect(logged((log) => log.info({ pem }))).not.toContain('MIIEvQ');
  });
});

describe('oncePerMinute', () => {
  it('lets one of each kind through in a minute and counts the others', () => {
    let monotonic_ms = 0;
    const allowed = oncePerMinute({ now: () => ({ monotonic_ms, wall_ms: 0 }) });
    expect([allowed('binary'), allowed('binary'), allowed('not-utf8'), allowed('binary')]).toEqual([
      0,
      null,
      0,
      null,
    ]);
    monotonic_ms = 59_999;
    expect(allowed('binary')).toBeNull();
    monotonic_ms = 60_000;
    expect([allowed('binary'), allowed('binary'), allowed('not-utf8')]).toEqual([3, null, 0]);
    monotonic_ms = 120_000;
    expect(allowed('binary')).toBe(1);
  });

  it('does not follow the wall clock', () => {
    let wall_ms = 0;
    const allowed = oncePerMinute({ now: () => ({ monotonic_ms: 0, wall_ms }) });
    allowed('binary');
    wall_ms = 10 * 60_000;
    expect(allowed('binary')).toBeNull();
  });
});
