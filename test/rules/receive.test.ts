import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer, receive as receiveWith } from '../../machines/rules/receive.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import { chainOf } from './calls/root-certificate.ts';

fc.configureGlobal({ seed: 20260304 });

const receive = (text: string) => receiveWith(text, () => null);
const call = (action: string, payload: unknown) => JSON.stringify([2, 'm-1', action, payload]);

describe('a received frame', () => {
  it('that is a CALL of ours to answer comes with its payload', () => {
    expect(receive(call('Reset', { type: 'Soft' }))).toEqual({
      kind: 'call',
      messageId: 'm-1',
      action: 'Reset',
      payload: { type: 'Soft' },
    });
  });

  it.each([
    ['an unknown action', call('Fly', {}), 'NotImplemented'],
    ['a missing field', call('Reset', {}), 'OccurenceConstraintViolation'],
    ['a wrong type', call('Reset', { type: 1 }), 'TypeConstraintViolation'],
    ['a value outside its enumeration', call('Reset', { type: 'Warm' }), 'PropertyConstraintViolation'],
    ['a field nobody knows', call('Reset', { type: 'Soft', when: 1 }), 'FormationViolation'],
  ])('with %s is refused with a CALLERROR', (_, text, code) => {
    expect(receive(text)).toMatchObject({ kind: 'refused', reply: { messageId: 'm-1', error: { code } } });
  });

  it.each([
    ['too few elements', '[2,"m-1","Reset"]', 'ProtocolError'],
    ['too many elements', '[2,"m-1","Reset",{},{}]', 'FormationViolation'],
    ['an action that is no text', '[2,"m-1",7,{}]', 'FormationViolation'],
  ])('that is a CALL with %s is refused under its id', (_, text, code) => {
    const error = { code, description: expect.any(String) };
    expect(receive(text)).toEqual({ kind: 'refused', reply: { messageId: 'm-1', error } });
  });

  it.each([
    'hello',
    '{}',
    '[9,"m-1"]',
    '[2,7,"Reset",{"type":"Soft"}]',
    '[3,"m-1"]',
  ])('that nobody can answer is only told of: %s', (text) => {
    expect(receive(text)).toEqual({ kind: 'unreadable', reason: expect.any(String) });
  });

  it('that is an answer is one, whatever is in it', () => {
    expect(receive('[3,"x-1",{"a":1}]')).toEqual({ kind: 'result', messageId: 'x-1', payload: { a: 1 } });
    expect(receive('[4,"x-1","GenericError","why",{}]')).toEqual({
      kind: 'error',
      messageId: 'x-1',
      code: 'GenericError',
      description: 'why',
      details: {},
    });
  });

  it('never throws, and is answered at most once, whatever it is (S14)', () => {
    const json = fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().map((it) => `[2,"m-1","Reset",${it}]`),
    );
    fc.assert(
      fc.property(json, (text) => {
        const { kind } = receive(text);
        expect(['call', 'refused', 'result', 'error', 'unreadable']).toContain(kind);
      }),
      { numRuns: 1_000 },
    );
  });

  it('hides an AuthorizationKey once it is parsed, in any letter case and with blanks (whitepaper 7)', () => {
    const mistyped = [' AuthorizationKey', 'Authorization Key', 'authorization_key\n'];
    for (const key of ['AuthorizationKey', 'authorizationkey', 'AUTHORIZATIONKEY', ...mistyped]) {
      const frame = receive(call('ChangeConfiguration', { key, value: '0001020304050607' }));
      const payload = frame.kind === 'call' ? frame.payload : {};
      expect('value' in payload && payload.value).toBeInstanceOf(Secret);
      expect(`${JSON.stringify(frame)} ${inspect(frame, { depth: 9 })}`).not.toContain('00010203');
    }
    const other = receive(call('ChangeConfiguration', { key: 'ConnectionTimeOut', value: '30' }));
    expect(other).toMatchObject({ payload: { value: '30' } });
  });
});

describe('what a CALL has that no rule may see, or could read', () => {
  const READ = chainOf('A');
  /** The payload as rules get it, and which text was read as what kind of certificate. */
  const prepared = (action: string, payload: object) => {
    const read: string[] = [];
    const frame = receiveWith(call(action, payload), (pem, use) => {
      read.push(`${pem} for ${use}`);
      return READ;
    });
    expect(`${JSON.stringify(frame)} ${inspect(frame, { depth: 9 })}`).not.toContain(PASSWORD);
    return { payload: frame.kind === 'call' ? frame.payload : frame, read };
  };
  const PASSWORD = 'p4ssw0rd';
  const URL = `ftp://user:${PASSWORD}@files.test/`;
  const hidden = expect.toSatisfy((it) => it instanceof Secret && it.reveal() === URL);
  const early = '2026-01-01T00:00:00Z';

  it('is the location of GetDiagnostics', () => {
    expect(prepared('GetDiagnostics', { location: URL, retries: 3, startTime: early })).toEqual({
      payload: { location: hidden, retries: 3, startTime: early },
      read: [],
    });
  });

  it('is the location of GetLog', () => {
    const request = { logType: 'SecurityLog', requestId: 7 };
    const log = { remoteLocation: URL, oldestTimestamp: early };
    expect(prepared('GetLog', { ...request, log })).toEqual({
      payload: { ...request, log: { ...log, remoteLocation: hidden } },
      read: [],
    });
  });

  it('is the location of SignedUpdateFirmware, and who signed it, to a root of the manufacturer', () => {
    const firmware = { location: URL, retrieveDateTime: early, signature: 'c2ln', signingCertificate: 'PEM' };
    expect(prepared('SignedUpdateFirmware', { requestId: 9, retries: 1, firmware })).toEqual({
      payload: {
        requestId: 9,
        retries: 1,
        firmware: { ...firmware, location: hidden, signingCertificate: READ },
      },
      read: ['PEM for ManufacturerRootCertificate'],
    });
  });

  it.each([
    'CentralSystemRootCertificate',
    'ManufacturerRootCertificate',
  ])('is the certificate of InstallCertificate, as a %s', (certificateType) => {
    expect(prepared('InstallCertificate', { certificateType, certificate: 'PEM' })).toEqual({
      payload: { certificateType, certificate: READ },
      read: [`PEM for ${certificateType}`],
    });
  });

  it('is the chain of CertificateSigned, to a root of the central system, with its length', () => {
    expect(prepared('CertificateSigned', { certificateChain: 'PEM of a chain' })).toEqual({
      payload: { certificateChain: READ, length: 14 },
      read: ['PEM of a chain for CentralSystemRootCertificate'],
    });
  });
});

describe('an answer', () => {
  const result = (payload: unknown) => ({ kind: 'result' as const, messageId: 'x-1', payload });

  it('that is valid is a RESULT', () => {
    const conf = { currentTime: '2026-11-22T12:00:00Z' };
    expect(readAnswer(result(conf), 'Heartbeat')).toEqual({
      event: { type: 'RESULT', messageId: 'x-1', conf },
      complaint: null,
    });
  });

  it('with a field nobody knows is taken all the same, and complained of', () => {
    const conf = { currentTime: '2026-11-22T12:00:00Z', mood: 'fine' };
    const { event, complaint } = readAnswer(result(conf), 'Heartbeat');
    expect(event).toEqual({ type: 'RESULT', messageId: 'x-1', conf });
    expect(complaint).toContain('Heartbeat');
  });

  it.each([
    ['without what is required', { mood: 'fine' }],
    ['of a wrong type', { currentTime: 5 }],
    ['that is no object', 'yes'],
    ['that is null', null],
    ['that is a list', []],
  ])('%s counts as an error', (_, payload) => {
    expect(readAnswer(result(payload), 'Heartbeat').event).toEqual({
      type: 'ERROR',
      messageId: 'x-1',
      code: 'InvalidAnswer',
    });
  });

  it('with an unknown field beside something worse is no answer', () => {
    const { event } = readAnswer(result({ mood: 'fine', currentTime: 5 }), 'Heartbeat');
    expect(event?.type).toBe('ERROR');
  });

  it('that lacks what is required is none, whatever it has instead', () => {
    const conf = { idTagInfo: { status: 'Accepted', mood: 'fine' } };
    expect(readAnswer(result(conf), 'StartTransaction').event?.type).toBe('ERROR');
    expect(readAnswer(result({ ...conf, transactionId: 7 }), 'StartTransaction').event?.type).toBe('RESULT');
  });

  it('to nothing is nobody’s', () => {
    expect(readAnswer(result({}), undefined).event).toBeNull();
    expect(readAnswer(result({}), 'Fly').event).toBeNull();
  });

  it('that is a CALLERROR carries its code', () => {
    const frame = { kind: 'error', messageId: 'x-1', code: 'GenericError', description: '' } as const;
    expect(readAnswer({ ...frame, details: {} } as never, 'Heartbeat').event).toEqual({
      type: 'ERROR',
      messageId: 'x-1',
      code: 'GenericError',
    });
  });
});
