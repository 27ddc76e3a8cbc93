import { it } from 'vitest';
import { bootStatuses, sent, status } from './expected-message.ts';
import { powerCut } from './power-cut.ts';
import { withStation } from './tested-station.ts';

it('field lesson 5: no Available before Unavailable, at a boot or when a cable comes and goes', () =>
  withStation({}, async (station) => {
    const change = { connectorId: 2, type: 'Inoperative' };
    await station.expectCall('ChangeAvailability', change, { status: 'Accepted' });
    await station.pass_s(1);
    station.expectSent([status(2, 'Unavailable')]);
    await powerCut(station);
    station.expectSent([sent('BootNotification'), bootStatuses('Available', 'Unavailable')]);
    await station.plug(2);
    await station.unplug(2);
    station.expectSent([]);
    await station.link('down');
    await station.pass_s(60);
    await station.link('up');
    await station.pass_s(60);
    station.expectSent([]);
  }));
