import { describe, expect, it } from 'vitest';
import { lastStatusTrue } from './last-status-true.ts';
import { statusTransitions } from './status-transitions.ts';
import { CP, CS, wire } from './wire-sample.ts';

const is = (status: string, connectorId = 1, more: object = {}) =>
  [
    0,
    'call',
    CP,
    status,
    'StatusNotification',
    { connectorId, status, errorCode: 'NoError', ...more },
  ] as const;
const answer = (status: string) => [0, 'result', CS, status, 'StatusNotification', {}] as const;
const trigger = [0, 'call', CS, 't', 'TriggerMessage', {}] as const;

describe('status transitions', () => {
  it.each([
    ['a whole charge', wire(...['Available', 'Preparing', 'Charging', 'Finishing'].map((s) => is(s)))],
    ['two connectors', wire(is('Charging', 1), is('Preparing', 2), is('SuspendedEV', 1))],
    ['the exception from Preparing to Unavailable', wire(is('Preparing'), is('Unavailable'))],
    ['anything after a time offline', wire(is('Available'), 'closed', is('Finishing'))],
    ['anything after a boot', wire(is('Charging'), 'started', is('Preparing'))],
    ['other words of the same status', wire(is('Charging'), is('Charging', 1, { info: 'warm' }))],
    ['a repetition that was asked for', wire(is('Charging'), trigger, is('Charging'))],
    ['a repetition of what was not answered', wire(is('Charging'), is('Charging'))],
  ])('passes %s', (_name, events) => {
    expect(statusTransitions(events)).toEqual([]);
  });

  it.each([
    ['Available to Finishing', wire(is('Available'), is('Finishing'))],
    ['a way back from a pause to Preparing', wire(is('SuspendedEVSE'), is('Preparing'))],
    ['one that was told and answered before', wire(is('Charging'), answer('Charging'), is('Charging'))],
    ['a status that connector 0 cannot have', wire(is('Preparing', 0))],
    ['the second one after a time offline', wire(is('Available'), 'closed', is('Reserved'), is('Charging'))],
  ])('finds %s', (_name, events) => {
    expect(statusTransitions(events)).toHaveLength(1);
  });
});

describe('the last status', () => {
  const report = { connectorId: 1, status: 'Charging', errorCode: 'NoError' } as const;

  it('is what is true', () => {
    expect(lastStatusTrue(wire(is('Preparing'), is('Charging'), is('Available', 2)), [report])).toEqual([]);
    expect(lastStatusTrue(wire(is('Charging'), is('Preparing')), [report])).toHaveLength(1);
    expect(lastStatusTrue(wire(), [report])).toHaveLength(1);
  });
});
