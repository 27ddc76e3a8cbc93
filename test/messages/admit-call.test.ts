import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { CATALOGUE } from '../../machines/messages/catalogue.ts';
import { admitCall } from '../../machines/rules/admit-call.ts';
import type { CallFrame } from '../../machines/rules/ocpp-j-codec.ts';

const call = (action: string, payload: unknown): CallFrame => ({
  kind: 'call',
  messageId: '19',
  action,
  payload,
});
const everything: ReadonlySet<string> = new Set(Object.keys(CATALOGUE));
const codeFor = (action: string, payload: unknown, supported = everything): unknown => {
  const admission = admitCall(call(action, payload), supported);
  return admission.ok ? 'admitted' : 'error' in admission.reply && admission.reply.error.code;
};

describe('a CALL of the central system', () => {
  it('is admitted with its payload, typed by its action', () => {
    const admission = admitCall(call('Reset', { type: 'Soft' }), everything);
    expect(admission).toEqual({ ok: true, messageId: '19', action: 'Reset', payload: { type: 'Soft' } });
    if (!admission.ok || admission.action !== 'Reset') throw new Error('not a Reset');
    expectTypeOf(admission.payload.type).toEqualTypeOf<'Hard' | 'Soft'>();
  });

  it.each([
    'Restart',
    'reset',
    '',
    'toString',
    '__proto__',
  ])('is NotImplemented if unknown: "%s"', (action) => {
    expect(codeFor(action, {})).toBe('NotImplemented');
  });

  it('is NotSupported if only a charge point sends it', () => {
    expect(codeFor('Heartbeat', {})).toBe('NotSupported');
    expect(codeFor('SignCertificate', { csr: 'x' })).toBe('NotSupported');
  });

  it('is NotSupported if this station does not take it, be its payload good or bad', () => {
    const supported = new Set(['Reset']);
    expect(codeFor('ClearCache', {}, supported)).toBe('NotSupported');
    expect(codeFor('ClearCache', null, supported)).toBe('NotSupported');
    expect(codeFor('Reset', { type: 'Hard' }, supported)).toBe('admitted');
  });

  it('is admitted in either direction if it is a DataTransfer', () => {
    expect(codeFor('DataTransfer', { vendorId: 'v' })).toBe('admitted');
  });

  it('is refused with the code of its violation and the id of the CALL', () => {
    expect(admitCall(call('Reset', { type: 'Warm' }), everything)).toEqual({
      ok: false,
      reply: {
        messageId: '19',
        error: { code: 'PropertyConstraintViolation', description: 'type must be one of Hard, Soft' },
      },
    });
    expect(codeFor('Reset', {})).toBe('OccurenceConstraintViolation');
    // OCPP-J 1.6 4.2.1: a request without fields has the payload {}, not null.
    expect(codeFor('ClearCache', null)).toBe('FormationViolation');
  });

  it('always gets an answer, whatever its action and payload', () => {
    const actions = fc.oneof(fc.constantFrom(...everything), fc.string());
    fc.assert(
      fc.property(actions, fc.jsonValue(), (action, payload) => {
        const admission = admitCall(call(action, payload), everything);
        expect(admission.ok ? admission.messageId : admission.reply.messageId).toBe('19');
      }),
      { seed: 16, numRuns: 2000 },
    );
  });
});
