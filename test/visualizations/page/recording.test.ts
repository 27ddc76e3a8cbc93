import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordedItem } from '../../../visualizations/live/frames.ts';
import { eventStream } from '../../../visualizations/page/event-stream.ts';
import { Recording } from '../../../visualizations/page/recording.ts';
import {
  recordingOf as openedRecording,
  RecordingError,
} from '../../../visualizations/page/recording-lines.ts';
import { afterItem, EMPTY_SCENE } from '../../../visualizations/page/scene.ts';
import { matches } from '../../../visualizations/page/timeline-filter.ts';
import { liveRig } from '../live/live-rig.ts';

async function recordedCharge(): Promise<readonly RecordedItem[]> {
  const rig = await liveRig();
  rig.world.plug(2, {});
  await rig.advance(1_000);
  rig.world.showCard('04A1');
  await rig.advance(400_000);
  expect(rig.page.recorder.history.base).toEqual(EMPTY_SCENE);
  return rig.page.recorder.history.items;
}

const recordingOf = (items: readonly RecordedItem[]): Recording => {
  const recording = new Recording();
  recording.begin(EMPTY_SCENE, items);
  return recording;
};

describe('the window of time that the page knows', () => {
  it('travels to any moment: the scene is what all items up to there make', async () => {
    const items = await recordedCharge();
    const recording = recordingOf(items);
    let scene = EMPTY_SCENE;
    for (const item of items) {
      scene = afterItem(scene, item);
      expect(recording.sceneAfter(item.n)).toEqual(scene);
    }
    expect(recording.last).toEqual(scene);
  });

  it('goes on when the station is heard again, and begins anew when it restarted', async () => {
    const items = await recordedCharge();
    const half = Math.floor(items.length / 2);
    const recording = recordingOf(items.slice(0, half));
    const scene = recording.last;
    recording.begin(scene, items.slice(half));
    expect(recording.entries.map(({ item }) => item.n)).toEqual(items.map(({ n }) => n));
    expect(recording.last).toEqual(recordingOf(items).last);
    const restarted = items.map((item) => ({ ...item, monotonic_ms: item.monotonic_ms + 0.5 }));
    recording.begin(EMPTY_SCENE, restarted.slice(0, 10));
    expect(recording.entries).toHaveLength(10);
  });

  it('forgets the oldest and still travels right', async () => {
    const [first, ...rest] = await recordedCharge();
    const many = Array.from({ length: 6_000 }, (_, index) => ({
      ...(rest[index % rest.length] ?? first!),
      n: index + 1,
    }));
    const recording = recordingOf(many);
    expect(recording.entries.length).toBeLessThanOrEqual(5_100);
    const last = many.at(-1)!;
    expect(recording.sceneAfter(last.n)).toEqual(many.reduce(afterItem, EMPTY_SCENE));
    const oldest = recording.entries[0]!.item.n;
    expect(recording.sceneAfter(oldest)).toEqual(many.slice(0, oldest).reduce(afterItem, EMPTY_SCENE));
  });

  it('is the same after it was exported and opened', async () => {
    const recording = recordingOf(await recordedCharge());
    const status = { link: {}, queue: {}, registration: 'accepted', connectors: [] };
    recording.status({ kind: 'status', monotonic_ms: 5, status, bench: null });
    const about = { identity: 'CP', software: 'test', bench: true, demo: false };
    const opened = openedRecording(recording.toLines(about));
    expect(opened.about).toEqual(about);
    expect(opened.recording.entries).toEqual(recording.entries);
    expect(opened.recording.statusAt(6)?.status).toEqual(status);
    expect(opened.recording.statusAt(4)).toBeNull();
  });

  it.each([
    '',
    'hello',
    '{"kind":"cascade"}\n',
    '{"kind":"recording"}\n',
  ])('says that %j is no recording', (text) => {
    expect(() => openedRecording(text)).toThrow(RecordingError);
  });

  it('names an answer by what was asked, and finds what concerns a connector', async () => {
    const { entries } = recordingOf(await recordedCharge());
    const answers = entries.filter(({ item }) => item.kind === 'wire' && item.text.startsWith('[3,'));
    expect(answers.map(({ action }) => action)).toContain('StartTransaction');
    expect(answers.every(({ action }) => action !== '')).toBe(true);
    const all = { connector: 0, transaction: 0, text: '', everything: true };
    const onOne = entries.filter((entry) => matches(entry, { ...all, connector: 1 }));
    const texts = JSON.stringify(onOne.map(({ item }) => (item.kind === 'wire' ? item.text : item.to)));
    expect(texts).not.toMatch(/contactor-2|StartTransaction/);
    expect(entries.filter((entry) => matches(entry, { ...all, connector: 2 })).length).toBeGreaterThan(
      onOne.length,
    );
    expect(
      entries.filter((entry) => matches(entry, { ...all, text: 'starttransaction 04a1' })).length,
    ).toBeGreaterThan(0);
  });

  it('shows with a connector each message about its transaction, each answer, and no other', async () => {
    const rig = await liveRig();
    rig.world.plug(1, {});
    rig.world.plug(2, {});
    await rig.advance(1_000);
    rig.world.showCard('04A1');
    await rig.advance(400_000);
    rig.world.showCard('04A1');
    await rig.advance(10_000);
    const { entries } = recordingOf(rig.page.recorder.history.items);
    const wire = entries.filter(({ item }) => item.kind === 'wire');
    const started = wire.find(({ action }) => action === 'StartTransaction');
    const [connector] = started?.connectors ?? [];
    const shown = (action: string) =>
      wire
        .filter((it) => it.action === action && it.connectors.includes(connector!))
        .map(({ item }) => item.kind === 'wire' && item.direction);
    expect(shown('StartTransaction')).toEqual(['sent', 'received']);
    expect(shown('StopTransaction')).toEqual(['sent', 'received']);
    const samples = shown('MeterValues');
    expect([samples.length > 2, samples.length % 2]).toEqual([true, 0]);
    const others = wire.filter((it) => !it.connectors.includes(connector!));
    expect(others.map(({ action }) => action)).toContain('StatusNotification');
    expect(others.map(({ action }) => action)).not.toContain('StopTransaction');
  });
});

describe('the stream of events', () => {
  it('is the same however it is cut into pieces', () => {
    const data = fc.array(
      fc.string().map((text) => JSON.stringify(text)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(data, fc.array(fc.nat(40), { minLength: 1 }), (sent, cuts) => {
        const whole = sent.map((text) => `data: ${text}\n\n: ping\n\n`).join('');
        const taken: string[] = [];
        const take = eventStream((text) => void taken.push(text));
        for (let at = 0, cut = 0; at < whole.length; cut += 1) {
          const length = cuts[cut % cuts.length]! + 1;
          take(whole.slice(at, at + length));
          at += length;
        }
        expect(taken).toEqual(sent);
      }),
      { seed: 5 },
    );
  });
});
