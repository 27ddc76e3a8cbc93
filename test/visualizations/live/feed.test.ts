import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { Feed, MAX_BURST, MAX_ITEMS_S, MAX_VIEWERS } from '../../../visualizations/live/feed.ts';
import { Recorder } from '../../../visualizations/live/recorder.ts';
import { MAX_BACKLOG_BYTES, PATIENCE_TICKS, type ViewerSink } from '../../../visualizations/live/viewer.ts';

const about = { identity: 'CP', software: 'test', bench: false, demo: false };

class FakeSink implements ViewerSink {
  written: string[] = [];
  ended = false;
  /** A reader that takes nothing leaves everything in the backlog. */
  stalled = false;
  backlog_bytes = 0;
  #closed: () => void = () => {};

  write(bytes: Uint8Array): void {
    this.written.push(Buffer.from(bytes).toString());
    if (this.stalled) this.backlog_bytes += bytes.length;
  }
  end(): void {
    this.ended = true;
    this.close();
  }
  onClose(listener: () => void): void {
    this.#closed = listener;
  }
  close(): void {
    this.#closed();
  }
  get kinds(): string[] {
    const events = this.written.join('').split('\n\n').slice(0, -1);
    return events.map((event) => (event.startsWith(':') ? 'ping' : JSON.parse(event.slice(6)).kind));
  }
}

function rig() {
  const clock = new VirtualClock();
  const recorder = new Recorder({ now: () => clock.now() });
  const redacted: unknown[] = [];
  let status = 0;
  const feed = new Feed({
    recorder,
    about,
    clock,
    redact: (value) => {
      redacted.push(value);
      return value;
    },
    status: async () => ({ status, bench: null }),
  });
  const watch = (): FakeSink => {
    const sink = new FakeSink();
    feed.open(sink);
    return sink;
  };
  return {
    clock,
    recorder,
    feed,
    redacted,
    watch,
    setStatus: (value: number) => {
      status = value;
    },
    happens: (bytes = 10) => recorder.wire('sent', 'x'.repeat(bytes)),
    /** As often as the feed takes all of it. */
    async happensOften(count: number, bytes = 10) {
      for (let at = 0; at < count; at += 1) {
        recorder.wire('sent', 'x'.repeat(bytes));
        await clock.advanceAsync(1_000 / MAX_ITEMS_S, async () => {});
      }
    },
    advance: (ms: number) => clock.advanceAsync(ms, async () => {}),
  };
}

describe('the live feed', () => {
  it('costs nothing while nobody watches: nothing is written, no timer runs', () => {
    const { happens, redacted, clock } = rig();
    for (let count = 0; count < 1_000; count += 1) happens();
    expect(redacted).toEqual([]);
    expect(clock.nextDeadline()).toBeNull();
  });

  it('costs nothing again when the last viewer has left', async () => {
    const { happens, redacted, watch, advance, clock } = rig();
    const sink = watch();
    await advance(2_000);
    sink.close();
    await advance(2_000);
    const before = redacted.length;
    happens();
    expect(redacted).toHaveLength(before);
    expect(clock.nextDeadline()).toBeNull();
  });

  it('tells who comes late what was before, and then what happens', async () => {
    const { happens, watch, advance } = rig();
    happens();
    const sink = watch();
    happens();
    await advance(100);
    const [hello] = sink.written.map((text) => JSON.parse(text.slice(6)));
    expect(hello).toMatchObject({ kind: 'hello', about, items: [{ kind: 'wire', n: 1 }] });
    expect(sink.kinds.filter((kind) => kind !== 'status')).toEqual(['hello', 'wire']);
  });

  it('tells nothing twice to who comes while something waits to be written', async () => {
    const { happens, watch, advance } = rig();
    const first = watch();
    happens();
    const second = watch();
    await advance(100);
    const [hello] = second.written.map((text) => JSON.parse(text.slice(6)));
    expect(hello.items).toHaveLength(1);
    expect(second.kinds).not.toContain('wire');
    expect(first.kinds.filter((kind) => kind === 'wire')).toHaveLength(1);
  });

  it('writes what happens at once together; a flood it counts, and then tells all anew', async () => {
    const { happens, watch, advance, redacted } = rig();
    const sinks = Array.from({ length: 20 }, watch);
    await advance(2_000);
    for (const sink of sinks) sink.written = [];
    for (let count = 0; count < 100; count += 1) happens();
    await advance(100);
    expect(sinks.map(({ written }) => written.filter((it) => it.includes('wire')).length)).toEqual(
      Array.from({ length: 20 }, () => 1),
    );
    expect(sinks[0]!.kinds.filter((kind) => kind === 'wire')).toHaveLength(100);
    const before = redacted.length;
    for (let count = 0; count < 10 * MAX_BURST; count += 1) happens();
    await advance(100);
    expect(redacted.length - before).toBeLessThan(10);
    for (const sink of sinks) sink.written = [];
    await advance(2_000);
    expect(sinks[7]!.kinds.filter((kind) => kind !== 'status')).toEqual(['dropped', 'hello']);
    expect(JSON.parse(sinks[7]!.written[0]!.slice(6)).frames).toBe(10 * MAX_BURST);
  });

  it('tells the status when it changed, and only then', async () => {
    const { watch, advance, setStatus } = rig();
    const sink = watch();
    await advance(5_000);
    setStatus(1);
    await advance(5_000);
    expect(sink.kinds).toEqual(['hello', 'status', 'status']);
  });

  it('never keeps more than its bound for a viewer that stalls, and counts what it left out', async () => {
    const { happensOften, watch, feed, advance } = rig();
    const [stalled, lively] = [watch(), watch()];
    stalled.stalled = true;
    await happensOften(3_000, 1_000);
    await advance(100);
    const wires = ({ kinds }: FakeSink): number => kinds.filter((kind) => kind === 'wire').length;
    expect(stalled.backlog_bytes).toBeLessThanOrEqual(MAX_BACKLOG_BYTES);
    expect(feed.dropped).toBe(3_000 - wires(stalled));
    expect(feed.dropped).toBeGreaterThan(1_000);
    expect(wires(lively)).toBe(3_000);
  });

  it('says how many frames were left out, and all that is known, to a viewer that caught up', async () => {
    const { happens, happensOften, watch, advance, feed } = rig();
    const sink = watch();
    sink.stalled = true;
    await happensOften(3_000, 1_000);
    sink.stalled = false;
    sink.backlog_bytes = 0;
    sink.written = [];
    await advance(1_000);
    expect(sink.kinds.slice(0, 2)).toEqual(['dropped', 'hello']);
    expect(JSON.parse(sink.written[0]!.slice(6))).toEqual({ kind: 'dropped', frames: feed.dropped });
    const { dropped } = feed;
    happens();
    await advance(100);
    expect(sink.kinds.at(-1)).toBe('wire');
    expect(feed.dropped).toBe(dropped);
  });

  it('leaves nothing out for a viewer that takes its time over a long window', async () => {
    const { happens, watch, feed, advance } = rig();
    for (let count = 0; count < 400; count += 1) happens(10_000);
    const sink = watch();
    sink.backlog_bytes = sink.written.join('').length;
    expect(sink.backlog_bytes).toBeGreaterThan(3 * MAX_BACKLOG_BYTES);
    happens();
    await advance(100);
    const told = sink.kinds.filter((kind) => kind !== 'status');
    expect([told, feed.dropped]).toEqual([['hello', 'wire'], 0]);
  });

  it('gives up a viewer that takes nothing any more', async () => {
    const { happens, watch, advance, feed } = rig();
    const sink = watch();
    sink.stalled = true;
    happens();
    await advance((PATIENCE_TICKS + 2) * 1_000);
    expect(sink.ended).toBe(true);
    expect(feed.viewers).toBe(0);
  });

  it('shows 20 viewers the same, each item made into text once for all of them', async () => {
    const { happens, watch, redacted, feed, advance } = rig();
    const sinks = Array.from({ length: 20 }, watch);
    await advance(500);
    const before = redacted.length;
    for (let count = 0; count < 100; count += 1) happens();
    await advance(40);
    expect(redacted.length - before).toBe(100);
    expect(new Set(sinks.map(({ written }) => written.join(''))).size).toBe(1);
    expect([feed.viewers, feed.full]).toEqual([20, false]);
  });

  it('is full at a bound of its own', () => {
    const { watch, feed } = rig();
    for (let count = 0; count < MAX_VIEWERS; count += 1) watch();
    expect(feed.full).toBe(true);
  });
});
