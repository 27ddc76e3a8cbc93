import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BenchError } from '../../../drivers/bench/bench-error.ts';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { EmulatedBus } from '../../../drivers/i2c/emulated/emulated-bus.ts';
import { Mb85rc256v } from '../../../drivers/i2c/mb85rc256v.ts';
import { QueuedBus } from '../../../drivers/i2c/queued-bus.ts';
import { FRAM_FILE, FramFile } from '../../../drivers/reference-board/emulated/fram-file.ts';

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'fram-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** A driver of the chip as a process would have it; nothing is closed, as when it is killed. */
function opened(directory: string): Mb85rc256v {
  const wire = new EmulatedBus(new VirtualClock());
  wire.attach(0x50, new FramFile(directory, () => {}));
  return new Mb85rc256v(new QueuedBus('bus 1', wire), 0x50);
}

describe('the file of an emulated FRAM', () => {
  it('has what was written, at the ends of the chip too, whoever opens it next', async () => {
    const directory = newDirectory();
    const places = [0, 31, 0x4000, 0x7ffc];
    const first = opened(directory);
    await first.start();
    for (const place of places) await first.write(place, Uint8Array.of(1, 2, 3, place & 0xff));
    const next = opened(directory);
    await next.start();
    for (const place of places) expect([...(await next.read(place, 4))]).toEqual([1, 2, 3, place & 0xff]);
    expect([...(await next.read(100, 3))]).toEqual([0, 0, 0]);
  });

  it('that cannot be read is told in a sentence', () => {
    const directory = newDirectory();
    mkdirSync(join(directory, FRAM_FILE));
    expect(() => new FramFile(directory, () => {})).toThrow(BenchError);
    expect(() => new FramFile(directory, () => {})).toThrow('cannot be read');
  });
});
