import { it } from 'vitest';
import { sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

it('TC_043_CS Send Local Authorization List', () =>
  withStation({ settings: [['LocalPreAuthorize', 'true']] }, async (station) => {
    const accepted = { idTagInfo: { status: 'Accepted' } };
    const both = ['A', 'B'].map((idTag) => ({ idTag, ...accepted }));
    const full = { listVersion: 1, updateType: 'Full', localAuthorizationList: both };
    await station.expectCall('SendLocalList', full, { status: 'Accepted' });
    const change = [{ idTag: 'A' }, { idTag: 'C', ...accepted }];
    const differential = { listVersion: 2, updateType: 'Differential', localAuthorizationList: change };
    await station.expectCall('SendLocalList', differential, { status: 'Accepted' });

    // C is listed now and needs no question; A is not any more.
    await station.card('C');
    station.expectSent([status(1, 'Preparing')]);
    await station.card('C');
    station.expectSent([status(1, 'Available')]);
    await station.card('A');
    station.expectSent([sent('Authorize', { idTag: 'A' }), status(1, 'Preparing')]);
  }));
