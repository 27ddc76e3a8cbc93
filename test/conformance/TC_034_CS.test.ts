import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, bootStatuses, sent, status } from './expected-message.ts';
import { powerCut } from './power-cut.ts';
import { withStation } from './tested-station.ts';

it('TC_034_CS Power Failure with Unavailable Status', () =>
  withStation({}, async (station) => {
    const change = { connectorId: 0, type: 'Inoperative' };
    await station.expectCall('ChangeAvailability', change, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([bootStatuses('Unavailable', 'Unavailable', 'Unavailable')]);
    await powerCut(station);
    station.expectSent([sent('BootNotification'), bootStatuses('Unavailable', 'Unavailable', 'Unavailable')]);
  }));

it('TC_034_CS in a charge it is Scheduled: idle connectors at once, the station as a whole last', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    const change = { connectorId: 0, type: 'Inoperative' };
    await station.expectCall('ChangeAvailability', change, { status: 'Scheduled' });
    await station.pass_s(30);
    station.expectSent([status(2, 'Unavailable')]);
    await station.card('A');
    station.expectSent([
      anyOrder(sent('StopTransaction', { transactionId, reason: 'Local' }), status(1, 'Finishing')),
      status(1, 'Unavailable'),
      status(0, 'Unavailable'),
    ]);
    await station.unplug(1);
    await station.pass_s(5);
    station.expectSent([]);
  }));
