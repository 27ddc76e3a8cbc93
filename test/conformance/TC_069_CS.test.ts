import { it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

const FAMILY = { idTagInfo: { status: 'Accepted', parentIdTag: 'P' } };

const NAME = 'Stop transaction - ParentIdTag in StopTransaction matches ParentIdTag in StartTransaction';

it(`TC_069_CS ${NAME}`, () =>
  withStation({}, async (station) => {
    station.centralSystem.answerAlways('Authorize', FAMILY);
    const transactionId = await startCharging(station);
    await station.plug(2);
    station.expectSent([status(2, 'Preparing')]);
    await station.card('B');
    station.expectSent([
      sent('Authorize', { idTag: 'B' }),
      anyOrder(
        sent('StopTransaction', { transactionId, idTag: 'B', reason: 'Local' }),
        status(1, 'Finishing'),
      ),
    ]);
  }));

it('TC_069_CS the parent that only StartTransaction.conf named counts as well', () =>
  withStation({}, async (station) => {
    station.centralSystem.answer('StartTransaction', { transactionId: 77, ...FAMILY });
    await startCharging(station);
    station.centralSystem.answer('Authorize', FAMILY);
    await station.card('B');
    station.expectSent([
      sent('Authorize', { idTag: 'B' }),
      anyOrder(sent('StopTransaction', { transactionId: 77, idTag: 'B' }), status(1, 'Finishing')),
    ]);
  }));

it('TC_069_CS another parent stops nothing', () =>
  withStation({}, async (station) => {
    station.centralSystem.answer('Authorize', FAMILY, {
      idTagInfo: { status: 'Accepted', parentIdTag: 'Q' },
    });
    await startCharging(station);
    await station.card('B');
    station.expectSent([sent('Authorize', { idTag: 'B' }), status(2, 'Preparing')]);
  }));
