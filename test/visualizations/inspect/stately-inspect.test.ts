import { createInspector, createWebSocketReceiver, type StatelyInspectionEvent } from '@statelyai/inspect';
import { describe, expect, it } from 'vitest';
import type { InspectionEvent } from 'xstate';
import { InspectedStation, until } from './inspected-station.ts';

type Definition = { readonly id: string; readonly states?: Readonly<Record<string, unknown>> };

/** The real package as receiver; what it hears, from the beginning. */
function receiverOf({ url }: InspectedStation): StatelyInspectionEvent[] {
  const heard: StatelyInspectionEvent[] = [];
  createWebSocketReceiver({ server: `${url}/stately` }).subscribe((event) => void heard.push(event));
  return heard;
}

/** Nothing of the moment of sending, and as JSON has it. */
const timeless = (event: StatelyInspectionEvent): object => ({
  ...JSON.parse(JSON.stringify(event)),
  createdAt: null,
});

describe('the real @statelyai/inspect 0.7.2 as receiver of the station', () => {
  it('knows every actor at once, however late it comes, with its statechart', async () => {
    const inspected = await InspectedStation.start();
    await inspected.station.charge(1, 'CARD-1');
    const heard = receiverOf(inspected);
    await until(() => heard.length === 15);
    const actors = heard.flatMap((it) => (it.type === '@xstate.actor' ? [it] : []));
    expect(actors).toHaveLength(15);
    const named = (name: string) => actors.find((it) => it.name === name)!;
    expect(named('transaction-1').parentId).toBe(named('connector-1').sessionId);
    expect(named('charge-point').parentId).toBeUndefined();
    const connector: Definition = JSON.parse(named('connector-1').definition ?? '');
    expect(Object.keys(connector.states ?? {})).toContain('session');
    const charging = { session: { transaction: { supplied: 'charging' } } };
    expect(named('connector-1').snapshot.value).toMatchObject(charging);
    expect(actors.every(({ rootId }) => rootId === named('charge-point').sessionId)).toBe(true);
  });

  it('hears what the package itself would have said inside the station, frame by frame', async () => {
    const own: StatelyInspectionEvent[] = [];
    const package_ = createInspector({ send: (event) => own.push(event) }, { serializationDepthLimit: 100 });
    let listens = false;
    let seenByIt = 0;
    const inspect = (seen: InspectionEvent): void => {
      if (!listens) return;
      package_.inspect.next?.(seen);
      if (['@xstate.actor', '@xstate.event', '@xstate.snapshot'].includes(seen.type)) seenByIt += 1;
    };
    const inspected = await InspectedStation.start({ inspect });
    const heard = receiverOf(inspected);
    await until(() => heard.length === 14);
    listens = true;
    await inspected.station.charge(2, 'CARD-1');
    inspected.station.world.unplug(2);
    await inspected.station.pass(3_000);
    const isComparable = (it: StatelyInspectionEvent): boolean =>
      it.type !== '@xstate.actor' && it.event.type !== 'xstate.init';
    // It puts them into words a little later, each by itself.
    await until(() => own.length === seenByIt);
    const said = own.filter(isComparable).map(timeless);
    await until(() => heard.filter(isComparable).length >= said.length);
    expect(heard.filter(isComparable).map(timeless)).toEqual(said);
    expect(said.length).toBeGreaterThan(80);
    // Statecharts are told of as the package does; an actor that began meanwhile among them.
    const definitionsOf = (events: readonly StatelyInspectionEvent[]) =>
      events.flatMap((it) =>
        it.type === '@xstate.actor' && it.name.startsWith('transaction')
          ? [{ name: it.name, parentId: it.parentId, definition: JSON.parse(it.definition ?? 'null') }]
          : [],
      );
    expect(definitionsOf(own)).toHaveLength(1);
    expect(definitionsOf(heard)).toEqual(definitionsOf(own));
  });
});
