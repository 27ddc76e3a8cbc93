import { describe, expect, it } from 'vitest';
import { Recording } from '../../../visualizations/page/recording.ts';
import { matches } from '../../../visualizations/page/timeline-filter.ts';
import { type LiveRig, liveRig } from '../live/live-rig.ts';

async function charge(rig: LiveRig, connectorId: number, idTag: string): Promise<void> {
  rig.world.plug(connectorId, {});
  await rig.advance(1_000);
  rig.world.showCard(idTag);
  await rig.advance(5_000);
  rig.world.unplug(connectorId);
  await rig.advance(5_000);
}

async function twoCharges(): Promise<Recording> {
  const rig = await liveRig();
  rig.answers = { StartTransaction: { transactionId: 71, idTagInfo: { status: 'Accepted' } } };
  await charge(rig, 1, 'ONE');
  rig.answers = { StartTransaction: { transactionId: 72, idTagInfo: { status: 'Accepted' } } };
  await charge(rig, 2, 'TWO');
  const recording = new Recording();
  recording.begin(rig.page.recorder.history.base, rig.page.recorder.history.items);
  return recording;
}

const ALL = { connector: 0, transaction: 0, text: '', everything: true };

describe('the sequence diagram', () => {
  it('leads an authorised card from the reader to the contactor, lifeline by lifeline', async () => {
    const { entries } = await twoCharges();
    const arrows = entries.flatMap(({ sequence }) =>
      sequence.messages.map(({ from, to, label }) => `${from} > ${to} ${label}`),
    );
    const wanted = [
      'link > csms Authorize',
      'csms > link Authorize',
      'reader > station RELAY',
      'station > connector-1 AUTHORISED',
      'transaction-1 > connector-1 TRANSACTION_STARTED',
      'connector-1 > contactor-1 PERMIT',
      'contactor-1 > connector-1 ENERGY_ON',
    ];
    const places = wanted.map((arrow) => arrows.indexOf(arrow));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('keeps a transaction on its lifeline when it is long gone', async () => {
    const { entries, last } = await twoCharges();
    expect(Object.keys(last.actors)).not.toContain('transaction-1');
    const told = entries.flatMap(({ sequence }) => sequence.messages);
    const label = 'TRANSACTION_ENDED';
    expect(told).toContainEqual({ from: 'transaction-1', to: 'connector-1', label });
    expect(told).toContainEqual({ from: 'transaction-2', to: 'connector-2', label });
  });

  it('finds what is about one transaction: its actor, and the frames that name it', async () => {
    const { entries } = await twoCharges();
    const frames = entries
      .filter((entry) => entry.item.kind === 'wire' && matches(entry, { ...ALL, transaction: 2 }))
      .map(({ item }) => (item.kind === 'wire' ? item.text : ''));
    expect(frames.filter((text) => text.includes('"StartTransaction"'))).toHaveLength(1);
    expect(frames.filter((text) => text.includes('"StopTransaction"'))).toHaveLength(1);
    expect(frames.length).toBeGreaterThanOrEqual(4);
    expect(frames.join()).not.toMatch(/"ONE"|"transactionId":71/);
    const actors = entries.filter((entry) => matches(entry, { ...ALL, transaction: 1 }));
    expect(actors.some(({ item }) => item.kind === 'cascade' && item.to === 'transaction-1')).toBe(true);
  });
});
