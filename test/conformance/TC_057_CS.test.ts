import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { expectSchedule, install, profile, USUAL } from './charging-profile.ts';
import { withStation } from './tested-station.ts';

it('TC_057_CS Central Smart Charging - TxProfile', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await install(station, 1, profile(station, 'TxProfile', USUAL, { duration: 260, transactionId }));
    await station.pass_s(10);
    await expectSchedule(station, { duration: 300 }, [
      [0, 6],
      [50, 10],
      [110, 8],
      [250, 32],
    ]);
  }));
