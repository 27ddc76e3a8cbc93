import { expect, it } from 'vitest';
import { sent, status } from './expected-message.ts';
import { withColdStation } from './tested-station.ts';

it('TC_002_CS Cold Boot Charge Point - Pending', () =>
  withColdStation({}, async (station) => {
    const currentTime = station.at_s(0);
    station.centralSystem.answer(
      'BootNotification',
      { status: 'Pending', currentTime, interval: 20 },
      { status: 'Accepted', currentTime: station.at_s(20), interval: 10 },
    );
    station.powerUp();
    await station.pass_s(1);
    station.expectSent([sent('BootNotification')]);

    await station.expectCall(
      'GetConfiguration',
      { key: ['MeterValueSampleInterval'] },
      { configurationKey: [{ key: 'MeterValueSampleInterval', readonly: false, value: '60' }] },
    );
    const change = { key: 'MeterValueSampleInterval', value: '10' };
    await station.expectCall('ChangeConfiguration', change, { status: 'Accepted' });
    await station.plug(1);
    const start = { idTag: 'A', connectorId: 1 };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Rejected' });
    await station.expectCall('RemoteStopTransaction', { transactionId: 1 }, { status: 'Rejected' });
    await station.unplug(1);
    await station.expectCall('TriggerMessage', { requestedMessage: 'Heartbeat' }, { status: 'Accepted' });
    await station.pass_s(16.9);
    expect(station.heartbeats_s).toEqual([3]);
    station.expectSent([]);

    await station.pass_s(1);
    const [boot] = station.expectSent([
      sent('BootNotification'),
      ...[0, 1, 2].map((id) => status(id, 'Available')),
    ]);
    expect(boot?.at_ms).toBe(20_000);
    await station.pass_s(30);
    expect(station.heartbeats_s).toEqual([3, 30, 40, 50]);
  }));
