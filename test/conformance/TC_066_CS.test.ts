import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { expectSchedule, install, profile } from './charging-profile.ts';
import { withStation } from './tested-station.ts';

it('TC_066_CS Get Composite Schedule', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    const max = { duration: 86_400, chargingProfileId: 1 };
    await install(station, 0, profile(station, 'ChargePointMaxProfile', [[0, 10]], max));
    const usual = [
      [0, 6],
      [60, 10],
      [120, 8],
      [180, 25],
      [260, 8],
    ] as const;
    const byDefault = { duration: 300, chargingProfileId: 2 };
    await install(station, 1, profile(station, 'TxDefaultProfile', usual, byDefault));
    const own = [
      [0, 8],
      [50, 11],
      [140, 16],
      [200, 6],
      [240, 12],
    ] as const;
    const forThis = { duration: 260, chargingProfileId: 3, transactionId };
    await install(station, 1, profile(station, 'TxProfile', own, forThis));
    await expectSchedule(station, { duration: 400 }, [
      [0, 8],
      [50, 10],
      [200, 6],
      [240, 10],
      [260, 8],
      [300, 10],
    ]);
  }));
