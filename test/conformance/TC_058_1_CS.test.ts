import { it } from 'vitest';
import { install, profile, USUAL } from './charging-profile.ts';
import { withStation } from './tested-station.ts';

it('TC_058_1_CS Central Smart Charging - No ongoing transaction', () =>
  withStation({}, async (station) => {
    const wanted = profile(station, 'TxProfile', USUAL, { duration: 260, transactionId: 1 });
    await install(station, 1, wanted, 'Rejected');
  }));
