import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { REFERENCE_DESCRIPTION } from '../../drivers/reference-board/reference-description.ts';
import { CentralSystem } from './central-system.ts';
import { bootedStation, charge, stationOptions, stopTransaction } from './charging.ts';
import { dataDirectory, StationProcess } from './station-process.ts';

type Sample = { readonly measurand?: string; readonly value: string };

/** Every Energy.Active.Import.Register that was sent, in Wh, in order. */
const sampled_Wh = (central: CentralSystem): readonly number[] =>
  central.delivered
    .filter(({ action }) => action === 'MeterValues')
    .flatMap(({ payload }) => payload.meterValue as readonly { sampledValue: readonly Sample[] }[])
    .flatMap(({ sampledValue }) => sampledValue)
    .filter(({ measurand = 'Energy.Active.Import.Register' }) => measurand.startsWith('Energy'))
    .map(({ value }) => Number(value));

describe('the process on emulated chips', () => {
  it('killed in a charge and started again goes on from a register that never went back', async () => {
    const central = await CentralSystem.start();
    const options = [...stationOptions(central, dataDirectory()), '--board', 'reference-emulated'];
    const station = await bootedStation(central, options);
    await charge(central, station, '04A1B2C3');
    await central.next(({ kind }) => kind === 'answered' && sampled_Wh(central).length >= 2);
    await station.kill();
    const told_Wh = sampled_Wh(central);
    const stopped = stopTransaction(central);
    await bootedStation(central, options);
    const { reason, meterStop } = await stopped;
    expect(reason).toBe('PowerLoss');
    expect(told_Wh.toSorted((a, b) => a - b)).toEqual(told_Wh);
    expect(Number(meterStop)).toBeGreaterThanOrEqual(told_Wh.at(-1)!);
    // It does not begin at 0 again, nor does it run away: 7.4 kW for some seconds.
    expect(Number(meterStop)).toBeGreaterThan(0);
    expect(Number(meterStop)).toBeLessThan(told_Wh.at(-1)! + 20);
  });

  it('refuses what this board cannot do, in a sentence', async () => {
    const central = await CentralSystem.start();
    const options = [...stationOptions(central, dataDirectory()), '--board', 'reference-emulated'];
    const station = await bootedStation(central, options);
    const refused = async (path: string, body: object) => {
      const { status, json } = await station.ask('POST', `/bench${path}`, body);
      return [status, (json as { error: string }).error];
    };
    expect(await refused('/rfid', { idTag: 'CARD-1' })).toEqual([400, expect.stringContaining('UID')]);
    expect(await refused('/connectors/1/fault', { errorCode: 'WeakSignal' })).toEqual([
      400,
      'this board has nothing that notices WeakSignal',
    ]);
    expect(await refused('/connectors/1/meter', { wh: 5 })).toEqual([400, expect.stringContaining('counts')]);
  });
});

describe('the process on real chips', () => {
  it('says in a sentence that there is no such bus', async () => {
    const data = dataDirectory();
    const description = join(data, 'board.json');
    // More buses than any computer has.
    const board = { ...REFERENCE_DESCRIPTION, buses: { safety: 250, front: 251 } };
    writeFileSync(description, JSON.stringify(board));
    const chosen = ['--board', 'reference', '--board-description', description];
    const station = new StationProcess(['--http', '127.0.0.1:0', '--data', data, ...chosen]);
    expect(await station.exited).toEqual({ code: 1, signal: null });
    expect(station.stderr.trimEnd().split('\n')).toEqual([expect.stringContaining('I2C bus 250')]);
  });

  it('says in a sentence that the board has too few outlets', async () => {
    const chosen = ['--profile', 'open', '--connectors', '3', '--board', 'reference-emulated'];
    const station = new StationProcess(['--http', '127.0.0.1:0', '--data', dataDirectory(), ...chosen]);
    expect(await station.exited).toEqual({ code: 1, signal: null });
    expect(station.stderr).toContain('The board reference has 2 outlets, too few for the 3 connectors');
  });
});
