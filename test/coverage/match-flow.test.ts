import { describe, expect, it } from 'vitest';
import type { Side } from '../properties/wire.ts';
import type { CertifiedFlow } from './certified-flow.ts';
import { ACCEPTED, asked, begins, hand, never, plugs, says, shows, status } from './flow-words.ts';
import { matchFlow } from './match-flow.ts';
import { left, timeOf } from './pattern.ts';
import type { Story, StoryEvent } from './story.ts';

const START_MS = Date.parse('2026-01-01T00:00:00.000Z');
const time = (at_s: number): string => new Date(START_MS + at_s * 1000).toISOString();

/** A CALL and its answer; each has an id of its own. */
const exchange = (
  from: Side,
  at_s: number,
  action: string,
  payload: object,
  answer: object,
): StoryEvent[] => {
  const messageId = `${from} ${at_s} ${action} ${JSON.stringify(payload)}`;
  const frame = { at_ms: at_s * 1000, messageId, action };
  const answers: Side = from === 'station' ? 'central system' : 'station';
  return [
    { ...frame, kind: 'call', from, payload: payload as Record<string, unknown> },
    { ...frame, kind: 'result', from: answers, payload: answer as Record<string, unknown> },
  ];
};
const said = (at_s: number, action: string, payload: object, answer = {}) =>
  exchange('station', at_s, action, payload, answer);
const told = (at_s: number, connectorId: number, is: string) =>
  said(at_s, 'StatusNotification', { connectorId, status: is });
const wasAsked = (at_s: number, action: string, payload: object, answer: object) =>
  exchange('central system', at_s, action, payload, answer);
const did = (at_s: number, act: string, fields: Record<string, unknown>): StoryEvent[] => [
  { kind: 'hand', at_ms: at_s * 1000, act, fields },
];
const started = (at_s: number, connectorId: number, idTag: string, transactionId: number) =>
  said(at_s, 'StartTransaction', { connectorId, idTag }, { transactionId, idTagInfo: ACCEPTED });

/** What is wrong, null if nothing is. */
function problem(
  flow: Pick<CertifiedFlow, 'steps'> & Partial<CertifiedFlow>,
  events: readonly (readonly StoryEvent[])[],
  configuration: Story['configuration'] = {},
): string | null {
  const story = {
    events: events.flat(),
    ended_ms: 100_000,
    start_ms: START_MS,
    configuration,
    transitions: [],
  };
  const whole = {
    id: 'X',
    name: '',
    profile: '',
    section: '',
    applies: 'applicable',
    because: [],
    reason: '',
  } as const;
  const matched = matchFlow({ ...whole, ...flow }, story);
  return 'problem' in matched ? matched.problem : null;
}

const session = { steps: [plugs(), status('$N', 'Preparing'), shows('$A'), begins()] };
const plugged = [
  did(1, 'plug', { connectorId: 2 }),
  told(1, 2, 'Preparing'),
  did(2, 'card', { idTag: 'TAG' }),
];

describe('a flow is found in a run', () => {
  it('step by step, its variables bound by the run', () => {
    expect(problem(session, [...plugged, started(2, 2, 'TAG', 9), told(3, 2, 'Charging')])).toBeNull();
  });

  it('with steps that may swap in either order', () => {
    expect(problem(session, [...plugged, told(3, 2, 'Charging'), started(3, 2, 'TAG', 9)])).toBeNull();
  });

  it('with optional steps left out, Heartbeats between, and what is allowed besides', () => {
    const flow = {
      steps: [plugs(), says('Authorize', {}, { optional: true }), status('$N', 'Preparing')],
      besides: [{ step: status('$O', 'Available'), why: 'the other one' }],
    };
    const events = [did(1, 'plug', { connectorId: 1 }), said(1, 'Heartbeat', {}), told(1, 2, 'Available')];
    expect(problem(flow, [...events, told(2, 1, 'Preparing')])).toBeNull();
  });

  it('with what came before and after it', () => {
    const before = [told(0, 0, 'Available'), told(0, 2, 'Available')];
    const flow = { steps: [status('$N', 'Preparing')] };
    expect(problem(flow, [...before, told(1, 2, 'Preparing'), told(2, 2, 'Available')])).toBeNull();
  });
});

describe('a flow is not found', () => {
  const charging = told(3, 2, 'Charging');
  it.each([
    ['where a step is missing', [...plugged, charging]],
    ['where a decisive field differs', [...plugged, started(2, 2, 'TAG', 9), told(3, 2, 'SuspendedEV')]],
    ['where a variable changes', [...plugged, started(2, 2, 'OTHER', 9), charging]],
    ['where the order is another', [started(0, 2, 'TAG', 9), ...plugged, charging]],
    [
      'where the answer is another',
      [...plugged, said(2, 'StartTransaction', { connectorId: 2, idTag: 'TAG' }), charging],
    ],
    ['where the station says more', [...plugged, told(2, 2, 'Finishing'), started(2, 2, 'TAG', 9), charging]],
    ['where someone does more', [...plugged, did(2, 'unplug', {}), started(2, 2, 'TAG', 9), charging]],
  ])('%s', (_where, events) => {
    expect(problem(session, events)).toMatch(/^after \d steps/);
  });

  it('where two variables of a kind would be the same', () => {
    const flow = { steps: [status('$N', 'Available'), status('$O', 'Available')] };
    expect(problem(flow, [told(1, 1, 'Available'), told(2, 2, 'Available')])).toBeNull();
    expect(problem(flow, [told(1, 1, 'Available'), told(2, 1, 'Available')])).not.toBeNull();
    expect(problem(flow, [told(1, 1, 'Available'), told(2, 3, 'Available')])).not.toBeNull();
  });

  it('where a key had another value, or its step was not to come', () => {
    const key = 'LocalPreAuthorize';
    const flow = { steps: [plugs()], keys: { [key]: 'true' } };
    expect(problem(flow, [plugged[0]!], { [key]: 'true' })).toBeNull();
    expect(problem(flow, [plugged[0]!], { [key]: 'false' })).toContain(key);
    const asks = {
      steps: [plugs(), says('Authorize', {}, { where: [key, 'true'] }), status('$N', 'Preparing')],
    };
    const run = [plugged[0]!, said(1, 'Authorize', {}), told(1, 2, 'Preparing')];
    expect(problem(asks, run, { [key]: 'true' })).toBeNull();
    expect(problem(asks, run, { [key]: 'false' })).not.toBeNull();
  });
});

describe('times of a flow', () => {
  it.each([
    [29.5, true],
    [30.5, true],
    [25, false],
    [35, false],
  ])('a step 30 s later, %d s later: %s', (later_s, is) => {
    const flow = { steps: [plugs(), status('$N', 'Available', { after: 30 })] };
    expect(problem(flow, [plugged[0]!, told(1 + later_s, 2, 'Available')]) === null).toBe(is);
  });

  it('a timestamp is that of the card', () => {
    const flow = { steps: [shows('$A'), says('StartTransaction', { timestamp: timeOf('hand') })] };
    const run = (timestamp: string) => [
      did(2, 'card', { idTag: 'A' }),
      said(50, 'StartTransaction', { timestamp }),
    ];
    expect(problem(flow, run(time(2)))).toBeNull();
    expect(problem(flow, run(time(50)))).not.toBeNull();
  });

  it('meter values are spaced by a key, none missing', () => {
    const sample = (at_s: number) => said(at_s, 'MeterValues', { meterValue: [{ timestamp: time(at_s) }] });
    const next = says('MeterValues', {}, { spaced: { key: 'MeterValueSampleInterval' } });
    const flow = { steps: [says('MeterValues'), next, next] };
    const keys = { MeterValueSampleInterval: '10' };
    expect(problem(flow, [sample(10), sample(20), sample(30)], keys)).toBeNull();
    expect(problem(flow, [sample(10), sample(30), sample(40)], keys)).not.toBeNull();
  });

  it('of a schedule only the rest is left', () => {
    const sets = asked('SetChargingProfile', { csChargingProfiles: {} }, ACCEPTED);
    const flow = { steps: [sets, asked('GetCompositeSchedule', {}, { periods: left([0, 6], [60, 10]) })] };
    const run = (at_s: number, ...periods: object[]) => [
      wasAsked(1, 'SetChargingProfile', { csChargingProfiles: {} }, ACCEPTED),
      wasAsked(at_s, 'GetCompositeSchedule', {}, { periods }),
    ];
    const second = { startPeriod: 50, limit: 10 };
    expect(problem(flow, run(11, { startPeriod: 0, limit: 6 }, second))).toBeNull();
    expect(problem(flow, run(12, { startPeriod: 0, limit: 6 }, second))).not.toBeNull();
    expect(problem(flow, run(71, { startPeriod: 0, limit: 10 }))).toBeNull();
  });
});

describe('what must never come', () => {
  const quiet = { steps: [shows('$A'), never('StartTransaction', {}, 20)] };
  const card = did(2, 'card', { idTag: 'A' });

  it('did not, for long enough', () => {
    expect(problem(quiet, [card])).toBeNull();
    expect(problem(quiet, [card, did(30, 'plug', {}), started(31, 1, 'A', 1)])).toBeNull();
  });

  it('did', () => expect(problem(quiet, [card, started(3, 1, 'A', 1)])).toContain('broken'));

  it('was not waited for: someone acted before', () => {
    expect(problem(quiet, [card, did(10, 'plug', {})])).toContain('waited');
  });

  it('came between two steps, although it may come at other times', () => {
    const flow = { steps: [hand('power on'), never(null), status(0, 'Available')] };
    const on = did(0, 'power on', {});
    expect(problem(flow, [on, told(9, 0, 'Available')])).toBeNull();
    expect(problem(flow, [on, said(3, 'Heartbeat', {}), told(9, 0, 'Available')])).toContain('broken');
  });
});
