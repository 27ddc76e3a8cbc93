import { onTestFinished } from 'vitest';
import type { Envelope } from '../../../actors/envelope.ts';
import { openInspector } from '../../../actors/inspector.ts';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import type { Log } from '../../../drivers/log/log.ts';
import { createLog } from '../../../drivers/log/log.ts';
import { ReceivedStation } from '../../../visualizations/xstate-inspect/received-station.ts';
import { BenchStation } from '../../station/bench-station.ts';

type Options = {
  /** Inspectors may send events. */
  readonly events?: boolean;
  readonly origin?: string;
  /** Hears what the inspector hears. */
  readonly inspect?: Awaited<ReturnType<typeof openInspector>>['inspect'];
};

/** A station in virtual time with the real inspector, which listens on a free port of loopback. */
export class InspectedStation {
  readonly station: BenchStation;
  readonly url: string;
  /** Log lines of the inspector. */
  readonly logged: readonly string[];
  /** Inputs of the station. */
  readonly envelopes: readonly Envelope[];

  private constructor(parts: Pick<InspectedStation, 'station' | 'url' | 'logged' | 'envelopes'>) {
    this.station = parts.station;
    this.url = parts.url;
    this.logged = parts.logged;
    this.envelopes = parts.envelopes;
  }

  static async start({ events = false, origin, inspect }: Options = {}): Promise<InspectedStation> {
    const clock = new VirtualClock();
    const logged: string[] = [];
    const log: Log = createLog({ level: 'info', clock, destination: { write: (line) => logged.push(line) } });
    const at = { host: '127.0.0.1', port: 0, events, origin: origin ?? null };
    const inspector = await openInspector(at, clock, log, (to, event) =>
      station.station.edge.deliver(to, event),
    );
    onTestFinished(() => inspector.close());
    const envelopes: Envelope[] = [];
    const station = new BenchStation({
      clock,
      log: (envelope) => void envelopes.push(envelope),
      inspect: (seen) => {
        inspector.inspect(seen);
        inspect?.(seen);
      },
    });
    await station.booted();
    return new InspectedStation({ station, url: inspector.url, logged, envelopes });
  }

  /** The real package as receiver, once it knows that many actors. */
  async receiver(actors = 13): Promise<ReceivedStation> {
    const received = new ReceivedStation(this.url.slice('ws://'.length), (error) => {
      throw error;
    });
    await heard(received, () => received.actors.size >= actors);
    return received;
  }
}

/** Waits until something is true after a frame. */
export async function heard(received: ReceivedStation, isTrue: () => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const before = received.onFrame;
  received.onFrame = (frame) => {
    before(frame);
    if (isTrue()) resolve();
  };
  if (isTrue()) resolve();
  await promise;
  received.onFrame = before;
}

/** Waits, turn by turn of the event loop, until something is true that frames on a socket bring about. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise<void>((resolve) => void setImmediate(resolve));
}
