import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { World } from '../../drivers/bench/world.ts';
import { forgetfulStore } from '../../drivers/bench/world-file.ts';
import { SystemClock } from '../../drivers/clock/system-clock.ts';
import { EmulatedMb85rc256v } from '../../drivers/i2c/emulated/emulated-mb85rc256v.ts';
import { EmulatedHardware } from '../../drivers/reference-board/emulated/emulated-hardware.ts';
import { REFERENCE_DESCRIPTION } from '../../drivers/reference-board/reference-description.ts';
import { ShimServer } from '../drivers/i2c/real-addon/shim-server.ts';
import { CentralSystem } from '../durability/central-system.ts';
import { bootedStation, stationOptions, stopTransaction } from '../durability/charging.ts';
import { dataDirectory, type StationProcess } from '../durability/station-process.ts';

/** All chips on the one bus that the shim has. */
const DESCRIPTION = { ...REFERENCE_DESCRIPTION, buses: { safety: 7, front: 7 } };
const CARD = '04A1B2C3';

/**
 * The program as a process of its own, with `--board reference` and the real addon; the hardware is here, and
 * outlives it as hardware does. It opens the contactors when its bus does not answer within 50 ms of real
 * time, as it should, so it has the machine to itself.
 */
describe('the whole station over the package i2c-bus', () => {
  let built: string;
  let clock: SystemClock;
  let world: World;
  let hardware: EmulatedHardware;
  let server: ShimServer;
  let central: CentralSystem;
  let options: readonly string[];

  beforeAll(() => {
    built = mkdtempSync(join(tmpdir(), 'i2c-station-'));
    const source = join(import.meta.dirname, '../drivers/i2c/real-addon/i2c-shim.c');
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', join(built, 'i2c-shim.so'), source, '-ldl']);
  });
  afterAll(() => rmSync(built, { recursive: true }));

  beforeEach(async () => {
    clock = new SystemClock();
    world = new World({ clock, connectors: 2, store: forgetfulStore() });
    hardware = new EmulatedHardware(clock, world, DESCRIPTION, new EmulatedMb85rc256v());
    server = new ShimServer(mkdtempSync(join(built, 'run-')), hardware.safetyBus);
    await server.listen();
    central = await CentralSystem.start();
    const description = join(mkdtempSync(join(built, 'board-')), 'board.json');
    writeFileSync(description, JSON.stringify(DESCRIPTION));
    const board = ['--board', 'reference', '--board-description', description];
    options = [...stationOptions(central, dataDirectory()), ...board];
  });
  afterEach(() => {
    server.stop();
    hardware.stop();
    world.stop();
    clock.stop();
  });

  const started = (): Promise<StationProcess> => {
    const shim = { LD_PRELOAD: join(built, 'i2c-shim.so'), I2C_SHIM_SOCKET: server.path };
    return bootedStation(central, options, shim);
  };

  async function charging(): Promise<StationProcess> {
    const station = await started();
    const charges = central.next(
      (it) =>
        it.kind === 'answered' &&
        it.call.action === 'StatusNotification' &&
        it.call.payload.connectorId === 1 &&
        it.call.payload.status === 'Charging',
    );
    world.plug(1);
    await waitFor(() => world.outlet(1).pilot === 'B');
    const asked = central.next((it) => it.kind === 'received' && it.call.action === 'Authorize');
    await shownUntil(asked);
    await charges;
    return station;
  }

  const waitFor = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise<void>((resolve) => void clock.setTimeout(resolve, 1));
  };

  /** A busy machine may look too late, so it is held out again, as people do; a reader hears it once. */
  async function shownUntil(read: Promise<unknown>): Promise<void> {
    let isRead = false;
    void read.then(() => {
      isRead = true;
    });
    for (let again = 0; !isRead; again += 1) {
      if (again % 1_000 === 0) world.showCard(CARD);
      await new Promise<void>((resolve) => void clock.setTimeout(resolve, 1));
    }
  }

  it('charges, and opens when the cable is pulled', async () => {
    await charging();
    expect([world.outlet(1).mainClosed, hardware.pulses.duty(0)]).toEqual([true, 2184 / 4096]);
    const stopped = stopTransaction(central);
    world.unplug(1);
    expect(await stopped).toMatchObject({ reason: 'EVDisconnected' });
    expect(hardware.lines.pin('A', 0)).toBe(false);
    expect(server.addressed).not.toContain(0);
  });

  it('killed in a charge: the watchdog opens, and the next life finds what flowed meanwhile', async () => {
    const station = await charging();
    await station.kill();
    // The line of the coil is as the program left it; nobody kicks the watchdog any more.
    expect(hardware.lines.pin('A', 0)).toBe(true);
    await waitFor(() => !world.outlet(1).mainClosed);
    const flowed_Wh = world.reading_Wh(1);
    const stopped = stopTransaction(central);
    await started();
    const { reason, meterStop } = await stopped;
    expect(reason).toBe('PowerLoss');
    expect(Math.abs(Number(meterStop) - flowed_Wh)).toBeLessThanOrEqual(1);
    expect([hardware.lines.pin('A', 0), world.outlet(1).mainClosed]).toEqual([false, false]);
  });
});
