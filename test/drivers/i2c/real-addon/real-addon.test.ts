import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SystemClock } from '../../../../drivers/clock/system-clock.ts';
import { EmulatedBus } from '../../../../drivers/i2c/emulated/emulated-bus.ts';
import { expectEnergy } from '../expect-energy.ts';
import { attachReferenceChips, FOUND_ON_REFERENCE_CHIPS } from '../reference-chips.ts';
import type { DriveTask } from './drive-chips.ts';
import { ShimServer } from './shim-server.ts';

/**
 * The real addon, in a process whose /dev/i2c-7 leads to emulated chips. Without a compiler:
 * vitest.config.ts.
 */
describe('the package i2c-bus and the bus over it', () => {
  let built: string;
  let shim: string;
  let clock: SystemClock;
  let wire: EmulatedBus;
  let server: ShimServer;
  let chips: ReturnType<typeof attachReferenceChips>;

  beforeAll(() => {
    built = mkdtempSync(join(tmpdir(), 'i2c-shim-'));
    shim = join(built, 'i2c-shim.so');
    execFileSync('cc', [
      '-shared',
      '-fPIC',
      '-O1',
      '-Wall',
      '-Werror',
      '-o',
      shim,
      join(import.meta.dirname, 'i2c-shim.c'),
      '-ldl',
    ]);
  });
  afterAll(() => rmSync(built, { recursive: true }));

  beforeEach(async () => {
    clock = new SystemClock();
    wire = new EmulatedBus(clock);
    chips = attachReferenceChips(wire, clock);
    server = new ShimServer(mkdtempSync(join(built, 'run-')), wire);
    await server.listen();
  });
  afterEach(() => {
    server.stop();
    clock.stop();
  });

  async function drive(task: DriveTask, bus = 7): Promise<unknown> {
    const env = { ...process.env, LD_PRELOAD: shim, I2C_SHIM_SOCKET: server.path, NODE_OPTIONS: '' };
    const script = join(import.meta.dirname, 'drive-chips.ts');
    const child = spawn(process.execPath, [script, `${bus}`, task], { env });
    const [out, words] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(words).toBe('');
    return JSON.parse(out);
  }

  it('drive all seven chips', async () => {
    const found = (await drive('exercise')) as { energyPower_W: { least: number; most: number } };
    expect(found).toMatchObject(FOUND_ON_REFERENCE_CHIPS);
    expectEnergy(found.energyPower_W);
    expect([chips.pwm.duty(0), chips.pwm.frequency_Hz(), chips.io.pin('A', 0)]).toEqual([0.5, 1000, true]);
    expect(server.addressed).not.toContain(0);
  });

  it('never send to address 0 when an address cannot be set: the bus is of no use then', async () => {
    server.taken.add(0x68);
    chips.pwm.powerOnReset();
    const results = await drive('taken');
    expect(results).toEqual([
      { code: 'lost', words: expect.stringMatching(/I2C bus 7, 0x68: .*EBUSY/) },
      { code: 'lost', words: expect.stringMatching(/EBUSY/) },
      { code: 'lost', words: expect.stringMatching(/EBUSY/) },
    ]);
    expect(server.addressed).toEqual([]);
  });

  it('would send to address 0, the general call, if the bus did not guard against it', async () => {
    server.taken.add(0x68);
    expect(await drive('unguarded')).toEqual([
      { code: 'EBUSY', words: expect.any(String) },
      expect.anything(),
    ]);
    expect(server.addressed).toEqual([0]);
  });

  it('open one file for an address, however many ask for it first at once, and close it', async () => {
    const iodir = chips.io.isOutput('A', 0) ? 0xfe : 0xff;
    expect(await drive('together')).toEqual(Array.from({ length: 6 }, () => [iodir]));
    // One more asked what the adapter can do.
    expect([server.opened, server.open]).toEqual([2, 0]);
  });

  it('touch nothing after a close, and close only when the transfer under way has ended', async () => {
    const closed = { code: 'closed', words: 'I2C bus 7 is closed' };
    expect(await drive('close')).toEqual([closed, closed, closed]);
    // Of the first one only: its writing and its reading.
    expect(server.addressed).toEqual([0x20, 0x20]);
    expect(server.open).toBe(0);
  });

  it.each([
    ['no-answer', 'no-answer', /ENXIO/],
    ['busy', 'busy', /EAGAIN/],
    ['failed', 'failed', /EIO/],
    ['stuck', 'timeout', /ETIMEDOUT/],
  ] as const)('say what the adapter says: %s is %s', async (kind, code, words) => {
    wire.fail({ kind });
    expect(await drive('read')).toEqual([{ code, words: expect.stringMatching(words) }]);
  });

  it('say that there is no such bus, and that an adapter knows SMBus only', async () => {
    expect(await drive('read', 8)).toEqual({
      code: 'no-bus',
      words: expect.stringMatching(/I2C bus 8 cannot be opened: .*ENOENT/),
    });
    server.onlySmbus = true;
    expect(await drive('read')).toEqual({
      code: 'unsupported',
      words: 'I2C bus 7 knows only SMBus, and plain I2C is needed',
    });
  });
});
