import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateConfirmation, validateRequest } from '../../machines/messages/validate.ts';
import { officiallyValid } from './official-schemas.ts';

const heartbeatAt = (currentTime: string) => ({ currentTime });
const isOurTime = (time: string): boolean => validateConfirmation('Heartbeat', heartbeatAt(time)).ok;
const isOfficialTime = (time: string): boolean =>
  officiallyValid('Heartbeat', 'confirmation', heartbeatAt(time));

describe('where the shapes differ from the official schemas on purpose: dates and times', () => {
  it.each([
    ['no seconds', '2026-11-22T16:40Z'],
    ['a decimal comma', '2026-11-22T16:40:50,123Z'],
    ['the midnight that ends a day', '2026-11-22T24:00:00Z'],
  ])('takes %s, which ISO 8601 has and RFC 3339 has not (errata 3.10)', (_, time) => {
    expect([isOurTime(time), isOfficialTime(time)]).toEqual([true, false]);
  });

  it('refuses a tab between date and time, which the official schemas take', () => {
    const time = '2026-11-22\t16:40:50Z';
    expect([isOurTime(time), isOfficialTime(time)]).toEqual([false, true]);
  });

  it.each([
    '2026-11-22T16:40:50',
    '2026-11-22T16:40:50.123456',
    '2026-11-22T16:40:50+00:00',
    '2026-11-22T16:40:50+02',
    '2026-11-22 16:40:50Z',
    '2016-12-31T23:59:60Z',
  ])('takes %s, as the official schemas do', (time) => {
    expect([isOurTime(time), isOfficialTime(time)]).toEqual([true, true]);
  });
});

describe('a URI', () => {
  const characters = fc.constantFrom(
    ...'abc019:/?#@%20~!$&\'()*+,;= <>"{}|\\^`é'.split(''),
    '//',
    '%4f',
    ':/',
  );
  const texts = fc.array(characters, { maxLength: 12 }).map((parts) => parts.join(''));

  it('is what the format "uri" of the official schemas is, IP literals aside', () => {
    const verdicts = new Set<boolean>();
    fc.assert(
      fc.property(fc.constantFrom('', 'a', 'ftp:', 'http://', 'h:/', 'z2+y-x.w:'), texts, (start, rest) => {
        const payload = { location: start + rest };
        const official = officiallyValid('GetDiagnostics', 'request', payload);
        expect(validateRequest('GetDiagnostics', payload).ok).toBe(official);
        verdicts.add(official);
      }),
      { seed: 16, numRuns: 20_000 },
    );
    expect(verdicts.size).toBe(2);
  });

  it('has at most 8000 characters, where the official schemas know no bound', () => {
    const verdicts = (length: number) => {
      const payload = { location: 'ftp://host/'.padEnd(length, 'a') };
      return [
        validateRequest('GetDiagnostics', payload).ok,
        officiallyValid('GetDiagnostics', 'request', payload),
      ];
    };
    expect(verdicts(8000)).toEqual([true, true]);
    expect(verdicts(8001)).toEqual([false, true]);
  });
});

describe('limits in A or W', () => {
  const schedule = (limit: number) => ({
    connectorId: 1,
    csChargingProfiles: {
      chargingProfileId: 1,
      stackLevel: 0,
      chargingProfilePurpose: 'TxDefaultProfile',
      chargingProfileKind: 'Absolute',
      chargingSchedule: { chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
    },
  });
  const accepts = (json: string): boolean =>
    validateRequest('SetChargingProfile', schedule(JSON.parse(json))).ok;

  it('may be any of 0.0, 0.1, ... 100.0, although 0.1 is no binary fraction', () => {
    const limits = Array.from({ length: 1001 }, (_, tenths) => `${Math.floor(tenths / 10)}.${tenths % 10}`);
    expect(limits.filter((limit) => !accepts(limit))).toEqual([]);
  });

  it('may have no second decimal', () => {
    const limits = Array.from({ length: 1000 }, (_, i) => `${Math.floor(i / 10)}.${i % 10}5`);
    expect(limits.filter(accepts)).toEqual([]);
    expect(accepts('1e999')).toBe(false);
  });
});

describe('the description of a violation', () => {
  it.each([
    ['a root that is no object', [], 'FormationViolation', 'payload must be an object'],
    [
      'an unknown property',
      { key: 'k', value: 'v', Key: 'k' },
      'FormationViolation',
      'Key is not a property',
    ],
    ['a missing property', { key: 'k' }, 'OccurenceConstraintViolation', 'value is required'],
    ['a wrong type', { key: 'k', value: 7 }, 'TypeConstraintViolation', 'value must be a string'],
    [
      'a long text',
      { key: 'k'.repeat(51), value: '' },
      'PropertyConstraintViolation',
      'key must have at most 50',
    ],
  ])('names the place and the rule: %s', (_, payload, code, words) => {
    const verdict = validateRequest('ChangeConfiguration', payload);
    expect(verdict).toMatchObject({ ok: false, code, description: expect.stringContaining(words) });
  });

  it('says where in a list, and what an enumeration allows', () => {
    const meterValue = [{ timestamp: '2026-11-22T16:40:50Z', sampledValue: [{ value: '1', phase: 'L4' }] }];
    expect(validateRequest('MeterValues', { connectorId: 1, meterValue })).toEqual({
      ok: false,
      code: 'PropertyConstraintViolation',
      description:
        'meterValue[0].sampledValue[0].phase must be one of ' +
        'L1, L2, L3, N, L1-N, L2-N, L3-N, L1-L2, L2-L3, L3-L1',
    });
  });

  it('never quotes a value, whatever is wrong with it', () => {
    const secret = 'c0ffee'.repeat(7);
    const payloads: readonly (readonly ['ChangeConfiguration' | 'GetDiagnostics' | 'GetLog', object])[] = [
      ['ChangeConfiguration', { key: 'AuthorizationKey', value: secret.repeat(12) }],
      ['ChangeConfiguration', { key: 'AuthorizationKey', value: [secret] }],
      ['ChangeConfiguration', { key: 'AuthorizationKey', value: { secret } }],
      ['ChangeConfiguration', { key: 'AuthorizationKey', Value: secret }],
      ['ChangeConfiguration', { key: 'AuthorizationKey', value: 'x', password: secret }],
      ['GetDiagnostics', { location: `ftp://user:${secret}@host/ here` }],
      ['GetLog', { logType: secret, requestId: secret, log: secret }],
      ['GetLog', { logType: 'SecurityLog', requestId: secret, log: secret }],
    ];
    for (const [action, payload] of payloads) {
      const verdict = validateRequest(action, payload);
      expect(verdict.ok).toBe(false);
      expect(JSON.stringify(verdict)).not.toContain('c0ffee');
    }
  });

  it('stays short when the sender makes up a long name', () => {
    const verdict = validateRequest('Heartbeat', { ['n'.repeat(10_000)]: 1 });
    expect(verdict.ok || verdict.description.length).toBeLessThan(100);
  });
});
