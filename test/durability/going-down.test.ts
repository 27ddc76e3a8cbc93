import { describe, expect, it } from 'vitest';
import { transactionsOf } from '../properties/delivered-messages.ts';
import { CentralSystem } from './central-system.ts';
import { bootedStation, charge, stationOptions, stopTransaction } from './charging.ts';
import { dataDirectory, type StationProcess } from './station-process.ts';

async function charging() {
  const central = await CentralSystem.start();
  const options = stationOptions(central, dataDirectory());
  const station = await bootedStation(central, options);
  await charge(central, station, 'CARD-1');
  return { central, options, station };
}

/** Starts it again. @returns the reason of the StopTransaction that follows. */
async function nextLife(central: CentralSystem, options: readonly string[]) {
  const stopped = stopTransaction(central);
  const station = await bootedStation(central, options);
  const { reason } = await stopped;
  expect(transactionsOf(central.delivered).violations).toEqual([]);
  return { reason, station };
}

/** Until the offer to the vehicle has ended: the orderly stop has begun. */
async function stopping(station: StationProcess): Promise<void> {
  while ((await station.benchState()).connectors[0]?.offeredAmps !== 0);
}

describe('how the process ends in the middle of a charge', () => {
  it('SIGHUP, of a terminal that has gone, stops in order as well, also said twice', async () => {
    const { central, options, station } = await charging();
    station.signal('SIGHUP');
    station.signal('SIGHUP');
    expect(await station.exited).toEqual({ code: 0, signal: null });
    expect((await nextLife(central, options)).reason).toBe('Reboot');
  });

  it('SIGTERM: power off, exit status 0; the next boot stops the transaction with Reboot', async () => {
    const { central, options, station } = await charging();
    station.signal('SIGTERM');
    expect(await station.exited).toEqual({ code: 0, signal: null });
    expect(central.delivered.some(({ action }) => action === 'StopTransaction')).toBe(false);
    const { reason, station: later } = await nextLife(central, options);
    expect(reason).toBe('Reboot');
    // And the cable that was never unplugged does not begin anything.
    const [connector] = (await later.benchState()).connectors;
    expect(connector).toMatchObject({ plugged: true, contactor: 'open', drawnAmps: 0 });
  });

  it('a second signal: at once, which is a power loss for the next boot', async () => {
    const { central, options, station } = await charging();
    // A vehicle that goes on drawing holds up the orderly stop.
    await station.bench('/connectors/1/vehicle', { reactionMs: 60_000 });
    station.signal('SIGTERM');
    await stopping(station);
    station.signal('SIGINT');
    expect(await station.exited).toEqual({ code: 1, signal: null });
    expect((await nextLife(central, options)).reason).toBe('PowerLoss');
  });

  it('POST /bench/power: no handler runs; the next boot stops the transaction with PowerLoss', async () => {
    const { central, options, station } = await charging();
    await expect(station.bench('/power', { cut: true })).rejects.toThrow();
    expect(await station.exited).toEqual({ code: null, signal: 'SIGKILL' });
    expect((await nextLife(central, options)).reason).toBe('PowerLoss');
  });

  it('a power cut while it is idle leaves nothing to deliver', async () => {
    const central = await CentralSystem.start();
    const options = stationOptions(central, dataDirectory());
    await (await bootedStation(central, options)).kill();
    const station = await bootedStation(central, options);
    expect((await station.status()).queue.length).toBe(0);
    expect(central.delivered.map(({ action }) => action)).not.toContain('StopTransaction');
  });
});
