import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../machines/rules/receive.ts';

const START = { transactionId: 7, idTagInfo: { status: 'Accepted' } };
const read = (payload: unknown) =>
  readAnswer({ kind: 'result', messageId: 'id', payload }, 'StartTransaction');

describe('the answer to a CALL of ours', () => {
  it('is taken as it is when it is valid', () => {
    const event = { type: 'RESULT', messageId: 'id', conf: START };
    expect(read(START)).toEqual({ event, complaint: null });
  });

  it.each([
    ['of its own', { ...START, vendor: 1 }],
    ['within', { ...START, idTagInfo: { status: 'Accepted', vendor: 1 } }],
    ['at both places', { ...START, vendor: 1, idTagInfo: { status: 'Accepted', vendor: 1 } }],
  ])('is taken, with a complaint, when it only has properties nobody knows: %s', (_, conf) => {
    const { event, complaint } = read(conf);
    expect(event).toEqual({ type: 'RESULT', messageId: 'id', conf });
    expect(complaint).toContain('StartTransaction');
  });

  const { idTagInfo } = START;
  it.each([
    ['what may be missing', { ...START, idTagInfo: { ...idTagInfo, expiryDate: null, parentIdTag: null } }],
    ['what nobody knows', { ...START, vendor: null }],
  ])('is taken, with a complaint, without its nulls: %s', (_, conf) => {
    const { event, complaint } = read(conf);
    expect(event).toEqual({ type: 'RESULT', messageId: 'id', conf: START });
    expect(complaint).toContain('StartTransaction');
  });

  it('is taken, with a complaint, when it is null where it may be empty', () => {
    const frame = { kind: 'result', messageId: 'id', payload: null } as const;
    const { event, complaint } = readAnswer(frame, 'StopTransaction');
    expect(event).toEqual({ type: 'RESULT', messageId: 'id', conf: {} });
    expect(complaint).toContain('StopTransaction');
  });

  it.each([
    ['null where something is required', { ...START, transactionId: null }],
    ['null where something is required within', { ...START, idTagInfo: { status: null } }],
    ['an array', []],
    ['an array of objects', [START]],
    ['null', null],
    ['a text', 'Accepted'],
    ['nothing of what is required', {}],
    ['an unknown property and nothing else', { vendor: 1 }],
    ['an unknown property within, and no transactionId', { idTagInfo: { status: 'Accepted', vendor: 1 } }],
    ['an unknown property and a wrong type', { ...START, transactionId: '7', vendor: 1 }],
  ])('is no answer when it is %s', (_, payload) => {
    expect(read(payload).event).toEqual({ type: 'ERROR', messageId: 'id', code: 'InvalidAnswer' });
  });

  it('is nothing when nothing was sent under its id', () => {
    const frame = { kind: 'result', messageId: 'id', payload: START } as const;
    expect(readAnswer(frame, undefined).event).toBeNull();
  });
});
