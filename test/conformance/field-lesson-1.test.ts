import { expect, it } from 'vitest';
import { anyOrder, bootStatuses, sent } from './expected-message.ts';
import { withStation } from './tested-station.ts';

const SETTINGS = [
  ['AllowOfflineTxForUnknownId', 'true'],
  ['MeterValueSampleInterval', '0'],
] as const;

it('field lesson 1: a Stop whose Start was offline carries the late transactionId', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    const accepted = { transactionId: 4711, idTagInfo: { status: 'Accepted' } };
    station.centralSystem.answer('StartTransaction', accepted);
    await station.link('down');
    await station.plug(1);
    await station.card('A');
    await station.pass_s(60);
    station.powerCut();
    await station.pass_s(60);
    station.powerUp();
    await station.link('down');
    await station.pass_s(30);
    await station.link('up');
    await station.pass_s(60);
    station.expectSent([
      sent('BootNotification'),
      anyOrder(
        ...bootStatuses('Finishing').inAnyOrder,
        sent('StartTransaction', { idTag: 'A' }),
        sent('StopTransaction', { transactionId: 4711, reason: 'PowerLoss' }),
      ),
    ]);
  }));

it('field lesson 1: a StartTransaction given up after all attempts: its Stop goes with -1', () =>
  withStation(
    {
      settings: [
        ['TransactionMessageAttempts', '2'],
        ['TransactionMessageRetryInterval', '5'],
        ['MeterValueSampleInterval', '0'],
      ],
    },
    async (station) => {
      station.centralSystem.answerAlways('StartTransaction', () => Promise.reject(new Error('no')));
      await station.plug(1);
      await station.card('A');
      await station.pass_s(10);
      await station.card('A');
      const told = station
        .takeSent()
        .filter(({ action }) => action.endsWith('Transaction'))
        .map(({ action, payload }) => [action, payload.transactionId]);
      expect(told).toEqual(GIVEN_UP);
    },
  ));

const GIVEN_UP = [
  ['StartTransaction', undefined],
  ['StartTransaction', undefined],
  ['StopTransaction', -1],
];
