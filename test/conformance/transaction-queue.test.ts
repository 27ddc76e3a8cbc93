import { expect, it } from 'vitest';
import { callError, silence } from './central-system.ts';
import { startCharging } from './charging.ts';
import { sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

const RETRIES = [
  ['TransactionMessageAttempts', '3'],
  ['TransactionMessageRetryInterval', '10'],
  ['MeterValueSampleInterval', '0'],
] as const;

it('a refused StopTransaction is repeated after 1 x, 2 x the interval, and then given up', () =>
  withStation({ settings: RETRIES }, async (station) => {
    await startCharging(station);
    station.centralSystem.answerAlways('StopTransaction', callError('InternalError'));
    await station.card('A');
    await station.pass_s(120);
    const stops = station.takeSent().filter(({ action }) => action === 'StopTransaction');
    const first_ms = stops[0]!.at_ms;
    expect(stops.map(({ at_ms }) => (at_ms - first_ms) / 1000)).toEqual([0, 10, 30]);
  }));

it('the head of the queue blocks transaction messages and nothing else', () =>
  withStation({ settings: RETRIES }, async (station) => {
    await startCharging(station, 1, 'A');
    const refused = { transactionId: 5, idTagInfo: { status: 'Accepted' } };
    station.centralSystem.answer('StartTransaction', callError('InternalError'), refused);
    await station.plug(2);
    await station.card('B');
    await station.card('A');
    await station.pass_s(5);
    station.expectSent([
      status(2, 'Preparing'),
      sent('Authorize', { idTag: 'B' }),
      sent('StartTransaction', { connectorId: 2 }),
      status(2, 'Charging'),
      status(1, 'Finishing'),
    ]);
    await station.pass_s(10);
    station.expectSent([sent('StartTransaction', { connectorId: 2 }), sent('StopTransaction')]);
  }));

it('a connection that is lost while a transaction message waits for its answer is no attempt', () =>
  withStation({ settings: RETRIES }, async (station) => {
    await startCharging(station);
    station.centralSystem.answer('StopTransaction', silence, silence, silence, silence);
    await station.card('A');
    for (let loss = 1; loss <= 4; loss++) {
      await station.pass_s(5);
      await station.link('down');
      await station.pass_s(5);
      await station.link('up');
      await station.pass_s(10);
    }
    const stops = station.takeSent().filter(({ action }) => action === 'StopTransaction');
    expect(stops).toHaveLength(5);
    expect(new Set(stops.map(({ payload }) => JSON.stringify(payload))).size).toBe(1);
  }));

it('two charges offline: everything comes in the order in which it happened', () =>
  withStation(
    {
      settings: [
        ['AllowOfflineTxForUnknownId', 'true'],
        ['MeterValueSampleInterval', '20'],
      ],
    },
    async (station) => {
      await station.link('down');
      await station.plug(1);
      await station.card('A');
      await station.pass_s(10);
      await station.plug(2);
      await station.card('B');
      await station.pass_s(15);
      await station.card('A');
      await station.unplug(1);
      await station.pass_s(15);
      await station.link('up');
      await station.pass_s(6);
      const first = { transactionId: 9001 };
      const second = { transactionId: 9002 };
      const told = station.takeSent().filter(({ action }) => action !== 'StatusNotification');
      expect(told.map(({ action, payload }) => [action, payload.transactionId ?? payload.idTag])).toEqual([
        ['StartTransaction', 'A'],
        ['StartTransaction', 'B'],
        ['MeterValues', first.transactionId],
        ['StopTransaction', first.transactionId],
        ['MeterValues', second.transactionId],
      ]);
    },
  ));

it('Authorize behind a CALL that is not answered: decided after 10 s, it is not asked any more', () =>
  withStation({ settings: [['AllowOfflineTxForUnknownId', 'true']] }, async (station) => {
    station.centralSystem.answer('StatusNotification', silence);
    await station.plug(1);
    await station.card('A');
    await station.pass_s(9);
    station.expectSent([status(1, 'Preparing')]);
    await station.pass_s(30);
    const actions = station.takeSent().map(({ action }) => action);
    expect(actions).toContain('StartTransaction');
    expect(actions).not.toContain('Authorize');
  }));

it('Authorize without an answer for 10 s: the offline rules decide', () =>
  withStation({ settings: [['AllowOfflineTxForUnknownId', 'true']] }, async (station) => {
    station.centralSystem.answer('Authorize', silence);
    await station.plug(1);
    const shown_s = station.now_s;
    await station.card('A');
    await station.pass_s(30);
    const told = station.expectSent([
      status(1, 'Preparing'),
      sent('Authorize'),
      // The wire is free again 30 s after the Authorize.
      status(1, 'Charging', { timestamp: station.at_s(shown_s + 10.22) }),
      sent('StartTransaction', { timestamp: station.at_s(shown_s + 10) }),
    ]);
    expect(told[2]!.at_ms).toBe((shown_s + 30) * 1000);
  }));
