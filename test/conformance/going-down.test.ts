import { describe, expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { anyOrder, bootStatuses, sent, status } from './expected-message.ts';
import { clockSample, periodicSample } from './meter-sample.ts';
import { powerCut } from './power-cut.ts';
import { withStation } from './tested-station.ts';

const change = (key: string, value: string) => ['ChangeConfiguration', { key, value }] as const;
const ACCEPTED = { status: 'Accepted' };

describe('a Reset', () => {
  it('restarts as soon as StopTransaction is confirmed, and waits for nothing more', () =>
    withStation({}, async (station) => {
      const transactionId = await startCharging(station);
      await station.expectCall('Reset', { type: 'Soft' }, ACCEPTED);
      await station.pass_s(1);
      station.expectSent([
        anyOrder(sent('StopTransaction', { transactionId, reason: 'SoftReset' }), status(1, 'Finishing')),
        sent('BootNotification'),
        bootStatuses('Finishing'),
      ]);
    }));

  it('with a contactor that does not open waits 15 s for it and goes on', () =>
    withStation({}, async (station) => {
      const transactionId = await startCharging(station);
      station.world.stick(1, 'closed');
      const reset_s = station.now_s;
      await station.expectCall('Reset', { type: 'Hard' }, ACCEPTED);
      await station.pass_s(30);
      const told = station.takeSent();
      expect(told.filter(({ action }) => action === 'StopTransaction')).toMatchObject([
        { payload: { transactionId, reason: 'HardReset' } },
      ]);
      const boot = told.find(({ action }) => action === 'BootNotification');
      const waited_s = boot!.at_ms / 1000 - reset_s;
      expect(waited_s).toBeLessThan(16);
      expect(told.findLast(({ payload }) => payload.connectorId === 1)?.payload).toMatchObject({
        status: 'Faulted',
        errorCode: 'PowerSwitchFailure',
      });
    }));

  it('that an orderly stop overtakes ends the process, and the next start calls it a reboot', () =>
    withStation({}, async (station) => {
      const transactionId = await startCharging(station);
      await station.expectCall('Reset', { type: 'Soft' }, ACCEPTED);
      station.life.station.shutDown();
      await station.pass_s(8);
      expect(station.stopped).toBe(true);
      await powerCut(station);
      const stops = station.takeSent().filter(({ action }) => action === 'StopTransaction');
      expect(stops.map(({ payload }) => payload.transactionId)).toContain(transactionId);
    }));
});

describe('an orderly stop', () => {
  it('takes no longer than the contactor: the process ends within a second', () =>
    withStation({}, async (station) => {
      await startCharging(station);
      station.life.station.shutDown();
      await station.pass_s(1);
      expect(station.stopped).toBe(true);
      station.takeSent();
    }));

  it('with a welded contactor does not wait for what will not come', () =>
    withStation({}, async (station) => {
      const transactionId = await startCharging(station);
      station.world.stick(1, 'closed');
      station.life.station.shutDown();
      await station.pass_s(8);
      expect(station.stopped).toBe(true);
      station.world.stick(1, null);
      await powerCut(station);
      const [stop] = station.takeSent().filter(({ action }) => action === 'StopTransaction');
      expect(stop?.payload).toMatchObject({ transactionId });
    }));

  it('on a full disk ends at once all the same, and is no clean one', () =>
    withStation({}, async (station) => {
      const transactionId = await startCharging(station);
      station.storage.full = true;
      station.life.station.shutDown();
      await station.pass_s(8.1);
      expect(station.stopped).toBe(true);
      station.storage.full = false;
      await powerCut(station);
      const [stop] = station.takeSent().filter(({ action }) => action === 'StopTransaction');
      expect(stop?.payload).toMatchObject({ transactionId, reason: 'PowerLoss' });
    }));

  it('of an idle station on a full disk ends within a second', () =>
    withStation({}, async (station) => {
      station.storage.full = true;
      station.life.station.shutDown();
      await station.pass_s(1);
      expect(station.stopped).toBe(true);
      station.storage.full = false;
    }));
});

describe('a configuration key that the central system changes is obeyed at once', () => {
  it('ClockAlignedDataInterval: from the next boundary on, idle or in a charge, until it is 0', () =>
    withStation({ settings: [['MeterValueSampleInterval', '0']] }, async (station) => {
      const transactionId = await startCharging(station);
      await station.expectCall(...change('ClockAlignedDataInterval', '30'), ACCEPTED);
      await station.pass_s(60);
      const of = (at_s: number) => {
        const meterValue = [clockSample(station.at_s(at_s))];
        return [
          sent('MeterValues', { connectorId: 1, transactionId, meterValue }),
          sent('MeterValues', { connectorId: 2, meterValue }),
        ];
      };
      station.expectSent([anyOrder(...of(30)), anyOrder(...of(60))]);
      await station.expectCall(...change('ClockAlignedDataInterval', '0'), ACCEPTED);
      await station.pass_s(120);
      station.expectSent([]);
    }));

  it('MeterValueSampleInterval: counted anew from the change', () =>
    withStation({ settings: [['MeterValueSampleInterval', '60']] }, async (station) => {
      const transactionId = await startCharging(station);
      await station.pass_s(5);
      const changed_s = station.now_s;
      await station.expectCall(...change('MeterValueSampleInterval', '10'), ACCEPTED);
      await station.pass_s(25);
      const at = (s: number) =>
        sent('MeterValues', { transactionId, meterValue: [periodicSample(station.at_s(changed_s + s))] });
      station.expectSent([at(10), at(20)]);
    }));
});
