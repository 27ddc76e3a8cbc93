import { it } from 'vitest';
import { expectSchedule, install, profile } from './charging-profile.ts';
import { withStation } from './tested-station.ts';

it('TC_067_CS Clear Charging Profile', () =>
  withStation({}, async (station) => {
    const LEVEL_1 = [
      [0, 6],
      [60, 8],
      [200, 10],
    ] as const;
    const upper = { chargingProfileId: 2, stackLevel: 1, duration: 400 };
    await install(station, 1, profile(station, 'TxDefaultProfile', [[0, 16]]));
    await install(station, 1, profile(station, 'TxDefaultProfile', LEVEL_1, upper));
    const max = { chargingProfileId: 3 };
    await install(station, 0, profile(station, 'ChargePointMaxProfile', [[0, 20]], max));
    await expectSchedule(station, { duration: 300 }, LEVEL_1);

    await station.expectCall('ClearChargingProfile', { id: 2 }, { status: 'Accepted' });
    await expectSchedule(station, { duration: 300 }, [[0, 16]]);
    const criteria = { connectorId: 1, chargingProfilePurpose: 'TxDefaultProfile', stackLevel: 0 };
    await station.expectCall('ClearChargingProfile', criteria, { status: 'Accepted' });
    await expectSchedule(station, { duration: 300 }, [[0, 20]]);
    await station.expectCall('ClearChargingProfile', {}, { status: 'Accepted' });
    await expectSchedule(station, { duration: 300 }, [[0, 32]]);
    await station.expectCall('ClearChargingProfile', { id: 2 }, { status: 'Unknown' });
  }));
