import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { type CallQueueEvent, callQueue } from '../../machines/rules/call-queue.ts';
import { type StatusReporterEvent, statusReporter } from '../../machines/rules/status-reporter.ts';
import { hostReducer, type Reducer } from '../../machines/vocabulary/reducer.ts';
import type { ComponentState, Output } from './component.ts';
import { ModelRecords, stationRecords } from './compositions/station-records.ts';
import { ReducerComponent } from './reducer-component.ts';

const asPort = (effect: { readonly type: string }): Output => ({
  kind: 'port',
  port: effect.type,
  params: effect,
});

/**
 * The effects of the same events, by the component and by the actor that hosts the reducer in the station.
 */
function bothRun<State, Event extends { type: string }, Effect extends { type: string }, I>(
  make: (input: I) => Reducer<State, Event, Effect>,
  input: I,
  events: readonly Event[],
): { component: readonly unknown[]; actor: readonly unknown[] } {
  const component = new ReducerComponent(make, asPort);
  let state: ComponentState = component.initial(input).state;
  const outputs = events.flatMap((event) => {
    const outcome = component.step(state, event);
    state = outcome.state;
    return outcome.outputs;
  });
  const performed: Effect[] = [];
  const actor = createActor(
    hostReducer(make, (effect: Effect) => performed.push(effect)),
    { input },
  );
  actor.start();
  for (const event of events) actor.send(event);
  return { component: outputs.map((it) => (it.kind === 'port' ? it.params : it)), actor: performed };
}

describe('a reducer as a component does what its actor does', () => {
  it('the call queue', () => {
    const records = new ModelRecords({
      ...stationRecords(1, {}, null),
      configuration: {
        MessageTimeout: '30',
        TransactionMessageAttempts: '2',
        TransactionMessageRetryInterval: '60',
      },
    });
    const events: readonly CallQueueEvent[] = [
      { type: 'MODE', mode: 'accepted' },
      { type: 'STORED', lane: 'transaction', waiting: 1 },
      { type: 'TIMER', timer: 'answer' },
      { type: 'TIMER', timer: 'transaction' },
      { type: 'RESULT', messageId: 'x2', conf: {} },
      { type: 'ACKNOWLEDGED', lane: 'transaction', waiting: 0 },
    ];
    const input = { records, idPrefix: 'x', waiting: { transaction: 0, security: 0 } };
    const { component, actor } = bothRun(callQueue, input, events);
    expect(component).toEqual(actor);
    expect(actor.map((effect) => (effect as { type: string }).type)).toContain('acknowledge');
  });

  it('the status reporter', () => {
    const report = { connectorId: 1, status: 'Available', errorCode: 'NoError' } as const;
    const events: readonly StatusReporterEvent[] = [
      { type: 'OBSERVED', reports: [report] },
      { type: 'ONLINE', online: true },
      { type: 'SETTLED', connectorId: 1, version: 1, timestamp: '2026-01-01T00:00:00.000Z' },
      { type: 'CALL_ANSWERED', request: 1 },
    ];
    const { component, actor } = bothRun(statusReporter, undefined, events);
    expect(component).toEqual(actor);
    expect(actor.map((effect) => (effect as { type: string }).type)).toEqual(['settle', 'notify']);
  });
});
