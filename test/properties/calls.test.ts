import { describe, expect, it } from 'vitest';
import { callsAnswered } from './calls-answered.ts';
import { oneCallInFlight } from './one-call-in-flight.ts';
import { CP, CS, wire } from './wire-sample.ts';

describe('one CALL in flight', () => {
  it('passes CALLs that wait for their answers, time out, or end with the connection', () => {
    const events = wire(
      'opened',
      [0, 'call', CP, 'a', 'Heartbeat'],
      [0, 'result', CS, 'a', 'Heartbeat'],
      [0, 'call', CP, 'b', 'Authorize'],
      [30_000, 'call', CP, 'c', 'Heartbeat'],
      'closed',
      'opened',
      [30_001, 'call', CP, 'd', 'Heartbeat'],
    );
    expect(oneCallInFlight(events)).toEqual([]);
  });

  it('finds a CALL before the answer to the last one, also when another was answered', () => {
    const events = wire(
      [0, 'call', CP, 'a', 'Heartbeat'],
      [0, 'result', CS, 'z', 'Heartbeat'],
      [5, 'call', CP, 'b', 'Authorize'],
    );
    expect(oneCallInFlight(events)).toHaveLength(1);
  });
});

describe('CALLs of the central system', () => {
  const asked = [0, 'call', CS, 'q', 'GetConfiguration'] as const;
  const answer = [0, 'result', CP, 'q', 'GetConfiguration'] as const;
  const rejected = [0, 'result', CS, 'b', 'BootNotification', { status: 'Rejected' }] as const;

  it.each([
    ['answered', wire(asked, answer)],
    ['overtaken by the end of the connection', wire('opened', asked, 'closed')],
    ['asked while Rejected', wire(rejected, asked, [9, 'call', CP, 'n', 'BootNotification'])],
  ])('passes one that is %s', (_name, events) => {
    expect(callsAnswered(events)).toEqual([]);
  });

  it.each([
    ['never answered', wire(asked)],
    ['answered twice', wire(asked, answer, answer)],
    ['not asked but answered', wire(answer)],
    ['answered after its consequence', wire(asked, [0, 'call', CP, 'n', 'MeterValues'], answer)],
    ['asked after a new start that forgot the rejection', wire(rejected, 'started', asked)],
  ])('finds one that is %s', (_name, events) => {
    expect(callsAnswered(events).length).toBeGreaterThan(0);
  });
});
