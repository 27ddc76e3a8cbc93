import { describe, expect, it } from 'vitest';
import { registry } from '../../../machines/registry.ts';
import { machineGraph } from '../../../visualizations/machine-graph.ts';
import { waitsOf } from '../../../visualizations/page/waiting.ts';

const graph = machineGraph(registry.ocppConnection);
const state = {
  parent: 'charge-point',
  machine: 'ocpp-connection',
  value: { link: { down: 'waiting' }, registration: 'unregistered' },
  control: {},
  status: 'active',
};
const timer = (name: string, path: string, deadline_ms: number) => ({
  id: name,
  actor: 'ocpp-connection',
  name,
  state: `ocpp-connection#${path}`,
  deadline_ms,
});

describe('what an actor waits for', () => {
  it('ends with the timer that leaves the state, not with one that only acts', () => {
    const timers = [timer('eagerPeriod', 'link.down', 300_000), timer('backOff', 'link.down.waiting', 3_000)];
    const waits = waitsOf('ocpp-connection', state, graph, timers);
    expect(waits.map(({ text, deadline_ms }) => [text, deadline_ms])).toEqual([
      ['a connection to the central system', null],
      ['the next try to connect', 3_000],
    ]);
    const [, without] = waitsOf('ocpp-connection', state, graph, timers.slice(0, 1));
    expect(without?.deadline_ms).toBeNull();
  });
});
