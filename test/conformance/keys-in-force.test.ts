import { expect, it } from 'vitest';
import { silence } from './central-system.ts';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { listIdTags } from './local-list.ts';
import { clockSample, periodicSample } from './meter-sample.ts';
import { withStation } from './tested-station.ts';

it.each([
  ['true', true],
  ['false', false],
])('LocalAuthorizeOffline %s: offline, a listed idTag starts: %s', (value, starts) =>
  withStation({ settings: [['LocalAuthorizeOffline', value]] }, async (station) => {
    await listIdTags(station, { A: 'Accepted' });
    await station.link('down');
    await station.plug(1);
    await station.card('A');
    await station.pass_s(5);
    expect(station.world.outlet(1).mainClosed).toBe(starts);
    await station.link('up');
    await station.pass_s(10);
    const started = station.takeSent().filter(({ action }) => action === 'StartTransaction');
    expect(started).toHaveLength(starts ? 1 : 0);
  }));

it.each([30, 45])('MessageTimeout %i: a CALL without answer is given up after so long', (timeout_s) =>
  withStation(
    {
      settings: [
        ['MessageTimeout', String(timeout_s)],
        ['TransactionMessageRetryInterval', '0'],
      ],
    },
    async (station) => {
      await startCharging(station);
      station.centralSystem.answer('StopTransaction', silence);
      await station.card('A');
      await station.pass_s(80);
      const stops = station.takeSent().filter(({ action }) => action === 'StopTransaction');
      expect(stops).toHaveLength(2);
      expect(stops[1]!.at_ms - stops[0]!.at_ms).toBe(timeout_s * 1000);
    },
  ));

it.each(['0', '2'])('ResetRetries %s: so often the board is reset again when that fails', (value) =>
  withStation({ settings: [['ResetRetries', value]] }, async (station) => {
    station.world.failingResets = 5;
    await station.expectCall('Reset', { type: 'Hard' }, { status: 'Accepted' });
    await station.pass_s(10);
    expect(5 - station.world.failingResets).toBe(1 + Number(value));
    const failed = [0, 1, 2].map((id) => status(id, 'Faulted', { errorCode: 'ResetFailure' }));
    station.expectSent([sent('BootNotification'), anyOrder(...failed)]);
  }));

it('MeterValuesSampledData and MeterValuesAlignedData empty: the one measurand there is', () =>
  withStation(
    {
      settings: [
        ['MeterValuesSampledData', ''],
        ['MeterValuesAlignedData', ''],
        ['MeterValueSampleInterval', '20'],
        ['ClockAlignedDataInterval', '30'],
      ],
    },
    async (station) => {
      const transactionId = await startCharging(station);
      const started = station.record.events.find(
        (it) => it.kind === 'call' && it.action === 'StartTransaction',
      );
      const sample_s = started!.at_ms / 1000 + 20;
      await station.pass_s(29);
      const of1 = { connectorId: 1, transactionId };
      const told = station.takeSent().filter(({ payload }) => payload.connectorId === 1);
      expect(told.map(({ payload }) => payload)).toEqual([
        { ...of1, meterValue: [periodicSample(station.at_s(sample_s))] },
        { ...of1, meterValue: [clockSample(station.at_s(30))] },
      ]);
    },
  ));

it.each([
  ['Energy.Active.Import.Register', ['Transaction.Begin', 'Transaction.End']],
  ['', undefined],
])('StopTxnAlignedData %j: StopTransaction carries %j', (value, contexts) =>
  withStation(
    {
      settings: [
        ['StopTxnAlignedData', value],
        ['ClockAlignedDataInterval', '30'],
      ],
    },
    async (station) => {
      await startCharging(station);
      await station.pass_s(100);
      await station.card('A');
      const stop = station.takeSent().find(({ action }) => action === 'StopTransaction');
      const data = stop?.payload.transactionData as { sampledValue: { context: string }[] }[] | undefined;
      // One value is all that the certificate lets it carry besides; begin and end are never dropped.
      expect(data?.map(({ sampledValue }) => sampledValue[0]?.context)).toEqual(contexts);
    },
  ));
