import { describe, expect, it } from 'vitest';
import { registry } from '../../../machines/registry.ts';
import type { CascadeItem, Scene } from '../../../visualizations/live/frames.ts';
import { History } from '../../../visualizations/live/history.ts';
import { actorState, livingActors } from '../../../visualizations/live/living-actors.ts';
import { machineGraph } from '../../../visualizations/machine-graph.ts';
import { afterItem } from '../../../visualizations/page/scene.ts';
import { type LiveRig, liveRig } from './live-rig.ts';

async function charge(rig: LiveRig): Promise<void> {
  rig.world.plug(1, {});
  await rig.advance(1_000);
  rig.world.showCard('04A1');
  await rig.advance(5_000);
  rig.world.unplug(1);
  await rig.advance(5_000);
}

const replayed = ({ page }: LiveRig): Scene => {
  const { base, items } = page.recorder.history;
  return items.reduce(afterItem, base);
};
const cascades = ({ page }: LiveRig): CascadeItem[] =>
  page.recorder.history.items.filter((item) => item.kind === 'cascade');

describe('the recorder of the live page', () => {
  it('knows every actor as it is: items played one by one end where the actors stand', async () => {
    const rig = await liveRig();
    await charge(rig);
    const living = livingActors(rig.station.root!);
    expect(Object.keys(replayed(rig).actors).sort()).toEqual([...living.keys()].sort());
    for (const [id, ref] of living) expect(replayed(rig).actors[id]).toEqual(actorState(ref));
  });

  it('names the transitions by the ids that the statecharts are drawn with', async () => {
    const rig = await liveRig();
    await charge(rig);
    const known = new Set(
      Object.values(registry).flatMap((it) => machineGraph(it).edges.map(({ id }) => id)),
    );
    const taken = cascades(rig).flatMap((item) => item.taken.map(({ edge }) => edge));
    expect(taken).toContain('connector#session.transaction.supplied.offering/ENERGY_ON/0');
    expect(taken.filter((edge) => !known.has(edge))).toEqual([]);
  });

  it('knows when each timer ends: what fires was announced for that very moment', async () => {
    const rig = await liveRig();
    rig.world.plug(2, {});
    await rig.advance(600_000);
    const fired = cascades(rig).filter(({ cause }) => cause === 'timer');
    const announced = cascades(rig).flatMap(({ armed }) => armed);
    expect(fired.length).toBeGreaterThan(3);
    for (const { to, monotonic_ms } of fired) {
      const same = announced.filter(({ actor, deadline_ms }) => actor === to && deadline_ms === monotonic_ms);
      expect(same.length, `${to} at ${monotonic_ms}`).toBeGreaterThan(0);
    }
  });

  it('keeps the wire in its place: a frame sent stands after the cascade that sent it', async () => {
    const rig = await liveRig();
    await charge(rig);
    const { items } = rig.page.recorder.history;
    const sent = items.findIndex((item) => item.kind === 'wire' && item.text.includes('"Authorize"'));
    expect(items[sent - 1]).toMatchObject({ kind: 'cascade', to: 'call-queue', event: { type: 'REQUEST' } });
    expect(items.map(({ n }) => n)).toEqual(items.map((_, index) => index + 1));
  });

  it('knows who told whom what: the card reader the charge point, and that one the connector', async () => {
    const rig = await liveRig();
    await charge(rig);
    const told = cascades(rig).flatMap((item) =>
      item.told.map(({ from, to, type }) => `${from} ${to} ${type}`),
    );
    const [relay, authorised, permit] = [
      'rfid-session charge-point RELAY',
      'charge-point connector-1 AUTHORISED',
      'connector-1 contactor-1 PERMIT',
    ].map((message) => told.indexOf(message));
    expect(relay).toBeGreaterThanOrEqual(0);
    expect(authorised).toBeGreaterThan(relay!);
    expect(permit).toBeGreaterThan(authorised!);
    expect(told.filter((message) => message.includes('xstate.'))).toEqual([]);
  });

  it('says what actors are gone: a transaction that ended, and all of them after a reset', async () => {
    const rig = await liveRig();
    await charge(rig);
    expect(cascades(rig).flatMap(({ gone }) => gone)).toContain('transaction-1');
    const before = rig.page.recorder.history.items.length;
    rig.call('Reset', { type: 'Hard' });
    await rig.advance(60_000);
    const after = cascades(rig).slice(before);
    expect(
      rig.page.recorder.history.items
        .slice(before)
        .some((it) => it.kind === 'cascade' && it.cause === 'start'),
    ).toBe(true);
    expect(after.length).toBeGreaterThan(0);
    expect(Object.keys(replayed(rig).actors).sort()).toEqual(
      [...livingActors(rig.station.root!).keys()].sort(),
    );
  });

  it('keeps a bounded window, and the scene before it', () => {
    const history = new History(10);
    const state = { parent: null, machine: null, value: null, control: null, status: 'active' };
    const empty = { taken: [], told: [], gone: [], armed: [], ended: [], ports: [] };
    for (let n = 1; n <= 100; n += 1) {
      const moment = {
        n,
        seq: n,
        monotonic_ms: n,
        wall: '',
        cause: 'event',
        to: 'a',
        event: { type: 'E' },
      } as const;
      history.add({ kind: 'cascade', ...moment, ...empty, changed: { [`actor-${n}`]: state } });
      expect(history.items.length).toBeLessThan(15);
    }
    const [first] = history.items;
    expect(Object.keys(history.base.actors)).toHaveLength((first?.n ?? 0) - 1);
  });

  it('says once that it failed and lets the station run on', async () => {
    const rig = await liveRig();
    const failures: unknown[] = [];
    const { recorder } = rig.page;
    recorder.onFailure = (error) => void failures.push(error);
    recorder.onItem = () => {
      throw new Error('a viewer broke it');
    };
    await charge(rig);
    expect(failures).toHaveLength(1);
    expect(rig.station.root?.getSnapshot().status).toBe('active');
    expect(rig.world.reading_Wh(1)).toBeGreaterThan(0);
  });
});
