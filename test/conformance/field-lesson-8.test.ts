import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { powerCut } from './power-cut.ts';
import { withStation } from './tested-station.ts';

const SETTINGS = [['MeterValueSampleInterval', '0']] as const;

it('field lesson 8: without samples the register is stored all the same, for a power loss', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    const transactionId = await startCharging(station);
    await station.pass_s(600);
    const register_Wh = station.world.reading_Wh(1);
    // The meter lost its memory with the power: only what the station stored is left.
    station.world.setMeter(1, { failing: true });
    await powerCut(station);
    await station.pass_s(30);
    const [stop] = station.takeSent().filter(({ action }) => action === 'StopTransaction');
    expect(stop?.payload).toMatchObject({ transactionId, reason: 'PowerLoss' });
    // The register is stored each 30 s; at 32 A and 230 V that is 61 Wh.
    expect(stop?.payload.meterStop).toBeGreaterThanOrEqual(register_Wh - 62);
    expect(stop?.payload.meterStop).toBeLessThanOrEqual(register_Wh);
  }));
