import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { expectSchedule, install, profile, USUAL } from './charging-profile.ts';
import { withStation } from './tested-station.ts';

it('TC_056_CS Central Smart Charging - TxDefaultProfile', () =>
  withStation({}, async (station) => {
    await install(station, 1, profile(station, 'TxDefaultProfile', USUAL, { duration: 300 }));
    await startCharging(station);
    // Two seconds have passed since.
    await expectSchedule(station, { duration: 300 }, [
      [0, 6],
      [58, 10],
      [118, 8],
      [298, 32],
    ]);
  }));
