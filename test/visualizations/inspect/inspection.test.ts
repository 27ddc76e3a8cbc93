import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { redact } from '../../../drivers/log/redaction.ts';
import { Inspection, MAX_RECEIVERS } from '../../../visualizations/inspect/inspection.ts';
import { MAX_BACKLOG_BYTES, PATIENCE_TICKS } from '../../../visualizations/inspect/receiver.ts';
import { BenchStation } from '../../station/bench-station.ts';

const PLANTED = '00112233445566778899AABBCCDDEEFF';
const INSPECTING = '{"type":"xstate.inspecting"}';

type Frame = { readonly type: string; readonly sessionId: string; readonly id?: string };

/** A socket that takes what it is given, or nothing while it is stuck. */
class Sink {
  readonly frames: string[] = [];
  backlog_bytes = 0;
  stuck = false;
  ended = false;
  write(text: string): void {
    this.frames.push(text);
    if (this.stuck) this.backlog_bytes += text.length;
  }
  end(): void {
    this.ended = true;
  }
  get parsed(): Frame[] {
    return this.frames.map((text) => JSON.parse(text));
  }
}

type Given = { readonly redacting?: (value: unknown) => unknown };

async function inspectedBench({ redacting = (value) => redact(value) }: Given = {}) {
  const clock = new VirtualClock();
  const complaints: string[] = [];
  const delivered: unknown[] = [];
  const inspection = new Inspection({
    clock,
    redact: redacting,
    deliver: (to, event) => delivered.push([to, event]),
    complain: (kind, detail) => complaints.push(`${kind} ${detail}`.trim()),
  });
  const station = await new BenchStation({ clock, inspect: inspection.inspect }).booted();
  return { inspection, station, complaints, delivered };
}

/** A sink of an inspector that has said that it listens. */
function joined(inspection: Inspection, language: 'classic' | 'stately' = 'classic') {
  const sink = new Sink();
  const receiver = inspection.join(language, sink);
  if (language === 'classic') receiver.heard(INSPECTING);
  return { sink, receiver };
}

describe('secrets and the inspector', () => {
  it('never sends an AuthorizationKey, in whatever way it came, in either language', async () => {
    const { inspection, station } = await inspectedBench();
    const sinks = [joined(inspection).sink, joined(inspection, 'stately').sink];
    station.central.call('ChangeConfiguration', { key: 'AuthorizationKey', value: PLANTED });
    station.central.call('ChangeConfiguration', { key: 'AUTHORIZATIONKEY', value: PLANTED.toLowerCase() });
    station.central.call('DataTransfer', { vendorId: 'V', data: `{"AuthorizationKey":"${PLANTED}"}` });
    await station.pass(60_000);
    sinks.push(joined(inspection).sink, joined(inspection, 'stately').sink);
    const frames = sinks.flatMap((it) => it.frames);
    expect(frames.filter((text) => text.includes('ChangeConfiguration')).length).toBeGreaterThan(3);
    expect(frames.filter((text) => text.includes('[secret]')).length).toBeGreaterThan(3);
    expect(frames.filter((text) => text.toLowerCase().includes(PLANTED.toLowerCase()))).toEqual([]);
  });

  it('would be found if they were not masked', async () => {
    const { inspection, station } = await inspectedBench({ redacting: (value) => value });
    const { sink } = joined(inspection);
    station.central.call('DataTransfer', { vendorId: 'V', data: `{"AuthorizationKey":"${PLANTED}"}` });
    await station.pass(1_000);
    expect(sink.frames.filter((text) => text.includes(PLANTED)).length).toBeGreaterThan(0);
  });
});

describe('a receiver that is slow', () => {
  it('gets no more than its bound; what is left out is counted; then it hears the scene anew', async () => {
    const { inspection, station, complaints } = await inspectedBench();
    const { sink, receiver } = joined(inspection);
    const quick = joined(inspection);
    await station.charge(1, 'CARD-1');
    const transaction = sink.parsed.find(({ id }) => id === 'transaction-1');
    expect(transaction).toBeDefined();

    sink.stuck = true;
    sink.backlog_bytes = MAX_BACKLOG_BYTES;
    const before = { slow: sink.frames.length, quick: quick.sink.frames.length };
    station.world.unplug(1);
    await station.pass(2_000);
    expect(sink.frames).toHaveLength(before.slow);
    expect(receiver.dropped()).toBe(quick.sink.frames.length - before.quick);
    expect(receiver.dropped()).toBeGreaterThan(20);
    expect(complaints).toEqual(['inspector: a receiver is too slow, frames are left out']);
    expect(station.statuses).toEqual(['Available', 'Available']);

    sink.stuck = false;
    sink.backlog_bytes = 0;
    await station.pass(1_000);
    const caughtUp = sink.parsed.slice(before.slow);
    expect(caughtUp[0]).toEqual({ type: 'service.stop', sessionId: transaction?.sessionId });
    expect(caughtUp.filter(({ type }) => type === 'service.register')).toHaveLength(14);
    receiver.left();
    expect(complaints.at(-1)).toBe(
      `inspector: a receiver was too slow ${receiver.dropped()} frames left out`,
    );
  });

  it('is put off when it asks for the scene again and again without reading it', async () => {
    const { inspection, station } = await inspectedBench();
    const { sink, receiver } = joined(inspection);
    sink.stuck = true;
    for (let count = 0; count < 100; count += 1) receiver.heard(INSPECTING);
    expect(sink.parsed.filter(({ id }) => id === 'charge-point')).toHaveLength(2);
    await station.pass(1_000);
  });

  it('is let go when it takes nothing at all', async () => {
    const { inspection, station } = await inspectedBench();
    const { sink } = joined(inspection);
    sink.backlog_bytes = 10;
    await station.pass(1_000 * (PATIENCE_TICKS - 1));
    expect(sink.ended).toBe(false);
    await station.pass(3_000);
    expect(sink.ended).toBe(true);
  });
});

describe('what an inspector says', () => {
  it.each([
    ['', 'ignored a frame that is no JSON object'],
    ['{', 'ignored a frame that is no JSON object'],
    ['null', 'ignored a frame that is no JSON object'],
    ['[1]', 'ignored a frame that is no JSON object'],
    ['{}', 'ignored a frame of an unknown type'],
    ['{"type":{"a":1}}', 'ignored a frame of an unknown type'],
    ['{"type":"xstate.event"}', 'ignored an event that is no JSON object'],
    ['{"type":"xstate.event","event":"{"}', 'ignored an event that is no JSON object'],
    ['{"type":"xstate.event","event":{"type":"PILOT"}}', 'ignored an event that is no JSON object'],
    ['{"type":"xstate.event","event":"{}"}', 'ignored an event without an actor'],
    ['{"type":"xstate.event","service":7,"event":"{}"}', 'ignored an event without an actor'],
    ['{"type":"xstate.event","service":"x:0","event":"{}"}', 'ignored an event without a type'],
    [
      '{"type":"xstate.event","service":"x:0","event":"{\\"$$type\\":\\"scxml\\",\\"data\\":null}"}',
      'ignored an event without a type',
    ],
    [
      '{"type":"xstate.event","service":"x:0","event":"{\\"type\\":\\"xstate.stop\\"}"}',
      'ignored an event that only XState may send',
    ],
    [
      '{"type":"xstate.event","service":"x:999","event":"{\\"type\\":\\"PILOT\\"}"}',
      'ignored an event for an actor that is not there',
    ],
  ])('%s is ignored with a line in the log', async (text, words) => {
    const { inspection, complaints, delivered } = await inspectedBench();
    const { receiver, sink } = joined(inspection);
    receiver.heard(text);
    expect(complaints).toEqual([`inspector: ${words}`]);
    expect(delivered).toEqual([]);
    // It hears on.
    const before = sink.frames.length;
    receiver.heard(INSPECTING);
    expect(sink.frames.length).toBeGreaterThan(before);
  });

  it('brings an event to an actor, plain or wrapped, by the session beside it or in it', async () => {
    const { inspection, delivered } = await inspectedBench();
    const { receiver, sink } = joined(inspection);
    const { sessionId } = sink.parsed.find(({ id }) => id === 'contactor-2')!;
    const data = { type: 'PILOT', pilot: 'B' };
    const say = (frame: object) => receiver.heard(JSON.stringify({ type: 'xstate.event', ...frame }));
    say({ service: sessionId, event: JSON.stringify(data) });
    say({ event: JSON.stringify({ name: 'PILOT', data, $$type: 'scxml', origin: sessionId }) });
    expect(delivered).toEqual([
      ['contactor-2', data],
      ['contactor-2', data],
    ]);
  });

  it('leaves the station alive, whatever the event is', async () => {
    const clock = new VirtualClock();
    const inspection = new Inspection({
      clock,
      redact,
      deliver: (to, event) => station.station.edge.deliver(to, event),
      complain: () => {},
    });
    const station = new BenchStation({ clock, inspect: inspection.inspect });
    await station.booted();
    const { sink, receiver } = joined(inspection);
    for (const { type, sessionId } of sink.parsed.filter((it) => it.type === 'service.register'))
      for (const name of ['CALL', 'CARD', 'PILOT', 'RESULT', 'COMMITTED', 'REMOTE_START', type]) {
        const event = JSON.stringify({ type: name, payload: null });
        receiver.heard(JSON.stringify({ type: 'xstate.event', service: sessionId, event }));
        await station.pass(10);
      }
    await station.pass(120_000);
    expect(station.station.root?.getSnapshot().status).toBe('active');
    await station.charge(1, 'CARD-1');
    expect(station.statuses[0]).toBe('Charging');
  });
});

describe('the inspector and the station', () => {
  it('keeps nothing to itself while nobody is connected', async () => {
    let copies = 0;
    const redacting = (value: unknown): unknown => {
      copies += 1;
      return value;
    };
    const { inspection, station } = await inspectedBench({ redacting });
    await station.charge(1, 'CARD-1');
    expect(copies).toBe(0);
    const { receiver } = joined(inspection);
    expect(copies).toBeGreaterThan(0);
    receiver.left();
    const before = copies;
    station.world.unplug(1);
    await station.pass(5_000);
    expect(copies).toBe(before);
  });

  it('fails alone: the station goes on', async () => {
    const { inspection, station, complaints } = await inspectedBench({
      redacting: () => {
        throw new Error('a bug of the inspector');
      },
    });
    joined(inspection);
    await station.charge(1, 'CARD-1');
    expect(station.statuses[0]).toBe('Charging');
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain('it failed and tells no more Error: a bug of the inspector');
  });

  it('has room for a few', async () => {
    const { inspection } = await inspectedBench();
    for (let count = 0; count < MAX_RECEIVERS; count += 1) {
      expect(inspection.full).toBe(false);
      joined(inspection);
    }
    expect(inspection.full).toBe(true);
  });
});
