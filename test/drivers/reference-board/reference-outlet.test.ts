import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { ReferenceOutlet } from '../../../drivers/reference-board/reference-outlet.ts';

type Write = { readonly what: string; done(): void; fail(): void };

/** One connector whose writes are answered by hand; the vehicle is in C, and its contactor open. */
function makeOutlet() {
  const clock = new VirtualClock();
  const writes: Write[] = [];
  const write = (what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      writes.push({ what, done: resolve, fail: () => reject(new Error('no answer')) });
    });
  const outlet = new ReferenceOutlet(clock, {
    write: (levels) => write(JSON.stringify(levels)),
    pulse: (duty) => write(`duty ${duty}`),
  });
  let trip = false;
  const turn = () => clock.advanceAsync(0, () => Promise.resolve());
  const sample = async (): Promise<void> => {
    await clock.advanceAsync(10, () => Promise.resolve());
    outlet.sampled({
      at_ms: clock.now().monotonic_ms,
      peaks: { positive_V: 6, negative_V: null },
      levels: { mirror: false, load: false, trip },
      guards: null,
    });
    await turn();
  };
  /** Answers everything in order, as fast as a bus would, for a while. */
  const run = async (samples: number): Promise<void> => {
    for (let n = 0; n < samples; n += 1) {
      for (const { what, done } of writes.splice(0)) {
        if (what === '{"test":true}') trip = true;
        if (what === '{"reset":true}') trip = false;
        done();
      }
      await sample();
    }
  };
  const waiting = (): string[] => writes.map(({ what }) => what);
  return { outlet, writes, waiting, sample, turn, run };
}

describe('the writes of a connector', () => {
  it('test the protection before the pilot is pulsed, and not again for the closing', async () => {
    const { outlet, waiting, turn, run } = makeOutlet();
    outlet.started();
    await run(3);
    outlet.offer(16);
    const order: string[] = [];
    for (let n = 0; n < 30; n += 1) {
      order.push(...waiting());
      await run(1);
    }
    expect(order).toEqual([
      '{"test":true}',
      '{"test":false}',
      '{"reset":true}',
      '{"reset":false}',
      `duty ${1092 / 4096}`,
    ]);
    outlet.command(true);
    await turn();
    expect(waiting()).toEqual(['{"enable":true}']);
  });

  it('go past a closing that is under way, and it closes again when that is wanted again', async () => {
    const { outlet, waiting, turn, run } = makeOutlet();
    outlet.started();
    outlet.offer(16);
    await run(30);
    outlet.command(true);
    await turn();
    outlet.command(false);
    await turn();
    // Not behind anything: both are on their way.
    expect(waiting()).toEqual(['{"enable":true}', '{"enable":false}']);
    outlet.command(true);
    const order: string[] = [];
    for (let n = 0; n < 40; n += 1) {
      order.push(...waiting());
      await run(1);
    }
    // The opening came last: it is closed anew, with a test of its own.
    expect(order).toEqual([
      '{"enable":true}',
      '{"enable":false}',
      '{"test":true}',
      '{"test":false}',
      '{"reset":true}',
      '{"reset":false}',
      '{"enable":true}',
    ]);
  });

  it('that open are tried again with every sample until one gets through', async () => {
    const { outlet, writes, waiting, sample, turn, run } = makeOutlet();
    outlet.started();
    outlet.offer(16);
    await run(30);
    outlet.command(true);
    await run(2);
    outlet.command(false);
    await turn();
    for (let n = 0; n < 5; n += 1) {
      expect(waiting()).toEqual(['{"enable":false}']);
      for (const { fail } of writes.splice(0)) fail();
      await turn();
      await sample();
    }
    for (const { done } of writes.splice(0)) done();
    await sample();
    expect(waiting()).toEqual([]);
  });

  it('close nothing that was wanted before everything was lost', async () => {
    const { outlet, waiting, run } = makeOutlet();
    outlet.started();
    outlet.offer(16);
    await run(30);
    outlet.command(true);
    outlet.lose();
    outlet.started();
    const enabled: string[] = [];
    for (let n = 0; n < 40; n += 1) {
      enabled.push(...waiting().filter((it) => it.includes('"enable":true')));
      await run(1);
    }
    // The one that was on its way when it was lost; the chip was started after it.
    expect(enabled.length).toBeLessThanOrEqual(1);
  });
});
