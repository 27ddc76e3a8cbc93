import { bootStatuses, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

/** A connector that was made Unavailable is so after a Reset as well (OCPP 1.6 ed.2 5.2). */
export const unavailableAcrossReset = (type: 'Hard' | 'Soft'): Promise<void> =>
  withStation({}, async (station) => {
    const away = { connectorId: 1, type: 'Inoperative' };
    await station.expectCall('ChangeAvailability', away, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([status(1, 'Unavailable')]);
    await station.expectCall('Reset', { type }, { status: 'Accepted' });
    await station.pass_s(10);
    station.expectSent([sent('BootNotification'), bootStatuses('Unavailable')]);
    const back = { connectorId: 1, type: 'Operative' };
    await station.expectCall('ChangeAvailability', back, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([status(1, 'Available')]);
  });
