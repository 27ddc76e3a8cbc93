import { it } from 'vitest';
import { expectSchedule, install, profile } from './charging-profile.ts';
import { withStation } from './tested-station.ts';

it('TC_072_CS Stacking Charging Profiles', () =>
  withStation({}, async (station) => {
    const lower = [
      [0, 6],
      [100, 8],
      [200, 10],
    ] as const;
    const upper = [
      [0, 7],
      [100, 9],
    ] as const;
    await install(station, 1, profile(station, 'TxDefaultProfile', lower, { duration: 400 }));
    const above = { chargingProfileId: 2, stackLevel: 1, duration: 150 };
    await install(station, 1, profile(station, 'TxDefaultProfile', upper, above));
    await expectSchedule(station, { duration: 350 }, [
      [0, 7],
      [100, 9],
      [150, 8],
      [200, 10],
    ]);
  }));
