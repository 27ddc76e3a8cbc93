import { describe, expect, it } from 'vitest';
import { silentBeforeAccepted } from './silent-before-accepted.ts';
import { CP, CS, wire } from './wire-sample.ts';

const boot = (at_ms: number) => [at_ms, 'call', CP, `b${at_ms}`, 'BootNotification'] as const;
const told = (at_ms: number, status: string) =>
  [at_ms, 'result', CS, `b${at_ms}`, 'BootNotification', { status, interval: 10 }] as const;
const beat = (at_ms: number) => [at_ms, 'call', CP, `h${at_ms}`, 'Heartbeat'] as const;
const trigger = [5, 'call', CS, 't', 'TriggerMessage', { requestedMessage: 'Heartbeat' }] as const;
const triggerAnswer = (status: string) => [5, 'result', CP, 't', 'TriggerMessage', { status }] as const;

describe('silent before accepted', () => {
  it.each([
    ['accepted at once', wire('started', boot(0), told(0, 'Accepted'), beat(1))],
    ['accepted after the interval', wire(boot(0), told(0, 'Rejected'), boot(10_000))],
    [
      'triggered while Pending',
      wire(boot(0), told(0, 'Pending'), trigger, triggerAnswer('Accepted'), beat(5)),
    ],
    ['a reconnect', wire(boot(0), told(0, 'Accepted'), 'closed', 'opened', beat(1))],
    ['a new start', wire(boot(0), told(0, 'Accepted'), 'started', boot(1))],
  ])('passes %s', (_name, events) => {
    expect(silentBeforeAccepted(events)).toEqual([]);
  });

  it.each([
    ['a CALL before the first BootNotification.conf', wire('started', boot(0), beat(0))],
    ['a CALL while Pending', wire(boot(0), told(0, 'Pending'), beat(1))],
    [
      'a trigger that was refused',
      wire(boot(0), told(0, 'Pending'), trigger, triggerAnswer('Rejected'), beat(5)),
    ],
    ['BootNotification within the interval of Rejected', wire(boot(0), told(0, 'Rejected'), boot(9_999))],
    ['an answer while Rejected', wire(boot(0), told(0, 'Rejected'), trigger, triggerAnswer('Rejected'))],
    ['BootNotification on a reconnect', wire(boot(0), told(0, 'Accepted'), 'closed', 'opened', boot(1))],
  ])('finds %s', (_name, events) => {
    expect(silentBeforeAccepted(events)).toHaveLength(1);
  });
});
