import { it } from 'vitest';
import { profile, USUAL } from './charging-profile.ts';
import { withStation } from './tested-station.ts';

it('TC_060_CS Remote Start Transaction with Charging Profile - Rejected', () =>
  withStation({}, async (station) => {
    const chargingProfile = profile(station, 'TxDefaultProfile', USUAL, { duration: 300 });
    const request = { connectorId: 1, idTag: 'A', chargingProfile };
    await station.expectCall('RemoteStartTransaction', request, { status: 'Rejected' });
    await station.pass_s(1);
    station.expectSent([]);
  }));
