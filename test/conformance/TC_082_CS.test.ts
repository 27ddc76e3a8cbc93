import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { expectSchedule, install, profile, USUAL } from './charging-profile.ts';
import { withStation } from './tested-station.ts';

it('TC_082_CS Central Smart Charging - TxDefaultProfile - with ongoing transaction', () =>
  withStation({}, async (station) => {
    await startCharging(station);
    await install(station, 1, profile(station, 'TxDefaultProfile', USUAL, { duration: 300 }));
    await station.pass_s(10);
    await expectSchedule(station, { duration: 300 }, [
      [0, 6],
      [50, 10],
      [110, 8],
      [290, 32],
    ]);
  }));
