import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeCall, encodeError, encodeResult } from '../../machines/rules/ocpp-j-codec.ts';
import { OCPP_ERROR_CODES } from '../../machines/vocabulary/ocpp-error.ts';

const runs = { seed: 16, numRuns: 1000 };
const ids = fc.string({ unit: 'grapheme-ascii', maxLength: 36 });
/** What JSON can say: minus zero, for one, it cannot. */
const objects = fc
  .dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { noNullPrototype: true })
  .map((value): object => JSON.parse(JSON.stringify(value)));
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('frames that the station writes', () => {
  it('are the arrays of OCPP-J 4.2', () => {
    expect(encodeCall('19', 'Reset', { type: 'Hard' })).toBe('[2,"19","Reset",{"type":"Hard"}]');
    expect(encodeResult('19', { status: 'Accepted' })).toBe('[3,"19",{"status":"Accepted"}]');
    expect(encodeError('19', 'OccurenceConstraintViolation', 'why')).toBe(
      '[4,"19","OccurenceConstraintViolation","why",{}]',
    );
    expect(encodeError('19', 'FormationViolation')).toBe('[4,"19","FormationViolation","",{}]');
  });

  it('read back as what was written', () => {
    const codes = fc.constantFrom(...OCPP_ERROR_CODES);
    fc.assert(
      fc.property(ids, fc.string(), objects, codes, (messageId, text, payload, code) => {
        const call = { kind: 'call', messageId, action: text, payload };
        expect(decodeFrame(encodeCall(messageId, text, payload))).toEqual(call);
        const result = { kind: 'result', messageId, payload };
        expect(decodeFrame(encodeResult(messageId, payload))).toEqual(result);
        const error = { kind: 'error', messageId, code, description: text, details: payload };
        expect(decodeFrame(encodeError(messageId, code, text, payload))).toEqual(error);
      }),
      runs,
    );
  });
});

describe('frames that can only be ignored', () => {
  it.each([
    ['', 'not JSON'],
    ['[2,"19","Reset",{}', 'not JSON'],
    ['\ufeff[2,"19","Reset",{}]', 'not JSON'],
    ['null', 'not a JSON array'],
    ['{"0":2}', 'not a JSON array'],
    ['"[2]"', 'not a JSON array'],
    ['[]', 'unknown message type'],
    ['["2","19","Reset",{}]', 'unknown message type'],
    ['[1,"19","Reset",{}]', 'unknown message type'],
    ['[5,"19"]', 'unknown message type'],
    ['[2.5,"19"]', 'unknown message type'],
    ['[2]', 'message id is not a string'],
    ['[2,19,"Reset",{}]', 'message id is not a string'],
    ['[4,null,"GenericError","",{}]', 'message id is not a string'],
    [`[2,"${'9'.repeat(256)}","Reset",{}]`, 'message id is longer than 36 characters'],
    [`[3,"${'9'.repeat(37)}",{}]`, 'message id is longer than 36 characters'],
    [`[4,"${'9'.repeat(37)}","GenericError","",{}]`, 'message id is longer than 36 characters'],
    ['[3,"19"]', 'CALLRESULT does not have 3 elements'],
    ['[3,"19",{},{}]', 'CALLRESULT does not have 3 elements'],
    [`[3,"19",${nested(50)}]`, 'nested too deep'],
    ['[4,"19"]', 'CALLERROR does not have 5 elements'],
    ['[4,"19","GenericError","",{},{}]', 'CALLERROR does not have 5 elements'],
    ['[4,"19",13,"",{}]', 'error code is not a string'],
    [`[4,"19","GenericError","",${nested(50)}]`, 'nested too deep'],
  ])('%s: %s', (text, reason) => {
    expect(decodeFrame(text)).toEqual({ kind: 'bad', reason });
  });
});

describe('bad calls that can be answered', () => {
  it.each([
    ['[2,"19"]', 'ProtocolError', 'CALL does not have 4 elements'],
    ['[2,"19","Reset"]', 'ProtocolError', 'CALL does not have 4 elements'],
    ['[2,"19","Reset",{},{}]', 'FormationViolation', 'CALL does not have 4 elements'],
    ['[2,"19",7,{}]', 'FormationViolation', 'action is not a string'],
    [`[2,"19","Reset",${nested(50)}]`, 'FormationViolation', 'nested too deep'],
    [`[2,"19","Reset",${nested(100_000)}]`, 'FormationViolation', 'nested too deep'],
  ])('%#: answered with %2$s', (text, code, reason) => {
    expect(decodeFrame(text)).toEqual({ kind: 'bad', messageId: '19', code, reason });
  });
});

describe('a CALL with an id that is too long', () => {
  it.each([37, 255])('is refused in words, %i characters', (length) => {
    const messageId = '9'.repeat(length);
    const reason = 'message id is longer than 36 characters';
    const refused = { kind: 'bad', messageId, code: 'FormationViolation', reason };
    expect(decodeFrame(`[2,"${messageId}","Reset",{"type":"Hard"}]`)).toEqual(refused);
  });
});

describe('what the station reads', () => {
  it('is taken up to the limits of id and depth', () => {
    const messageId = '9'.repeat(36);
    const text = `[2,"${messageId}","DataTransfer",${nested(31)}]`;
    expect(decodeFrame(text)).toMatchObject({ kind: 'call', messageId });
    expect(decodeFrame(`[2,"${messageId}","DataTransfer",${nested(32)}]`)).toMatchObject({ kind: 'bad' });
  });

  it.each([
    ['OccurenceConstraintViolation', 'OccurenceConstraintViolation'],
    ['OccurrenceConstraintViolation', 'OccurenceConstraintViolation'],
    ['FormationViolation', 'FormationViolation'],
    ['FormatViolation', 'FormationViolation'],
    ['RpcFrameworkError', 'GenericError'],
    ['constructor', 'GenericError'],
  ])('takes the error code %s as %s', (sent, code) => {
    expect(decodeFrame(`[4,"19","${sent}","d",{"a":1}]`)).toEqual({
      kind: 'error',
      messageId: '19',
      code,
      description: 'd',
      details: { a: 1 },
    });
  });

  it('takes a CALLERROR that is short of description and details', () => {
    const error = { kind: 'error', messageId: '19', code: 'GenericError', description: '', details: {} };
    expect(decodeFrame('[4,"19","GenericError"]')).toEqual(error);
    expect(decodeFrame('[4,"19","GenericError",null]')).toEqual(error);
  });

  it('never makes it throw, be it text, JSON or almost a frame', () => {
    const element = fc.oneof(fc.constantFrom(2, 3, 4, '19', 'Reset', 'GenericError'), fc.jsonValue());
    const almost = fc.array(element, { maxLength: 6 }).map((frame) => JSON.stringify(frame));
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.json(), almost);
    const kinds = new Set<string>();
    fc.assert(
      fc.property(texts, (text) => {
        kinds.add(decodeFrame(text).kind);
      }),
      { seed: 16, numRuns: 20_000 },
    );
    expect([...kinds].toSorted()).toEqual(['bad', 'call', 'error', 'result']);
    expect(decodeFrame('['.repeat(1_000_000)).kind).toBe('bad');
    expect(decodeFrame(nested(1_000_000)).kind).toBe('bad');
  });
});
