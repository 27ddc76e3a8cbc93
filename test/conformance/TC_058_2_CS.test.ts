import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { expectSchedule, install, profile, USUAL } from './charging-profile.ts';
import { withStation } from './tested-station.ts';

it('TC_058_2_CS Central Smart Charging - Wrong transactionId', () =>
  withStation({}, async (station) => {
    const transactionId = (await startCharging(station)) + 1;
    const wanted = profile(station, 'TxProfile', USUAL, { duration: 260, transactionId });
    await install(station, 1, wanted, 'Rejected');
    await expectSchedule(station, { duration: 300 }, [[0, 32]]);
  }));
