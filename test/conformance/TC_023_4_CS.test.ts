import { it } from 'vitest';
import { sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

const startsNothing = (is: string): Promise<void> =>
  withStation({ settings: [['LocalPreAuthorize', 'true']] }, async (station) => {
    station.centralSystem.answer('Authorize', { idTagInfo: { status: is } });
    await station.card('X');
    await station.plug(1);
    await station.pass_s(30);
    station.expectSent([sent('Authorize', { idTag: 'X' }), status(1, 'Preparing')]);
  });

it('TC_023_4_CS Start local Charging Session - Authorize invalid', () => startsNothing('Invalid'));

it.each(['Blocked', 'Expired', 'ConcurrentTx'])(
  'TC_023_4_CS an idTag that is %s starts nothing',
  startsNothing,
);
