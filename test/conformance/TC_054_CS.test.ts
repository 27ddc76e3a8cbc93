import { expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { sent, status } from './expected-message.ts';
import { triggeredSample } from './meter-sample.ts';
import { type TestedStation, withStation } from './tested-station.ts';

async function trigger(station: TestedStation, requestedMessage: string, connectorId?: number) {
  const request = { requestedMessage, ...(connectorId !== undefined && { connectorId }) };
  await station.expectCall('TriggerMessage', request, { status: 'Accepted' });
  await station.pass_ms(0);
}

it('TC_054_CS Trigger Message', () =>
  withStation({}, async (station) => {
    await trigger(station, 'MeterValues', 1);
    const meterValue = [triggeredSample(station.at_s(station.now_s))];
    station.expectSent([sent('MeterValues', { connectorId: 1, meterValue })]);

    const before = station.heartbeats_s.length;
    await trigger(station, 'Heartbeat');
    expect(station.heartbeats_s).toHaveLength(before + 1);

    await trigger(station, 'StatusNotification', 1);
    station.expectSent([status(1, 'Available', { timestamp: station.at_s(0) })]);
    await trigger(station, 'DiagnosticsStatusNotification');
    station.expectSent([sent('DiagnosticsStatusNotification', { status: 'Idle' })]);
    await trigger(station, 'FirmwareStatusNotification');
    station.expectSent([sent('FirmwareStatusNotification', { status: 'Idle' })]);
  }));

it('TC_054_CS in a charge: the meter values belong to the transaction, without connectorId come all', () =>
  withStation({}, async (station) => {
    const transactionId = await startCharging(station);
    await trigger(station, 'MeterValues');
    const meterValue = [triggeredSample(station.at_s(station.now_s))];
    station.expectSent([
      sent('MeterValues', { connectorId: 1, transactionId, meterValue }),
      sent('MeterValues', { connectorId: 2, meterValue }),
    ]);
    await trigger(station, 'StatusNotification');
    station.expectSent([status(0, 'Available'), status(1, 'Charging'), status(2, 'Available')]);
  }));
