import { expect, it } from 'vitest';
import { callError, silence } from './central-system.ts';
import { bootStatuses, sent } from './expected-message.ts';
import { withColdStation, withStation } from './tested-station.ts';

it('an accepted boot: three statuses, and heartbeats at the interval that was given', () =>
  withColdStation({}, async (station) => {
    const currentTime = station.at_s(0);
    station.centralSystem.answer('BootNotification', { status: 'Accepted', currentTime, interval: 25 });
    station.powerUp();
    await station.pass_s(60);
    station.expectSent([
      sent('BootNotification', { chargePointVendor: 'Wallchart', chargePointModel: 'MX007SC' }),
      bootStatuses('Available'),
    ]);
    // The statuses went out when they had lasted 100 ms.
    expect(station.heartbeats_s).toEqual([25.1, 50.1]);
    const shown = [{ key: 'HeartbeatInterval', readonly: false, value: '25' }];
    await station.expectCall('GetConfiguration', { key: ['HeartbeatInterval'] }, { configurationKey: shown });
  }));

it.each([
  [3, '10'],
  [3600, '60'],
])('an interval of %i s is clamped to the range of the certificate', (interval, value) =>
  withColdStation({}, async (station) => {
    const currentTime = station.at_s(0);
    station.centralSystem.answer('BootNotification', { status: 'Accepted', currentTime, interval });
    await station.bootAccepted();
    const shown = [{ key: 'HeartbeatInterval', readonly: false, value }];
    await station.expectCall('GetConfiguration', { key: ['HeartbeatInterval'] }, { configurationKey: shown });
  }));

it.each([
  ['CALLERROR', callError('InternalError')],
  ['silence', silence],
])('field lesson 6: BootNotification answered with %s is repeated until it is accepted', (_name, answer) =>
  withColdStation({}, async (station) => {
    station.centralSystem.answer('BootNotification', answer, answer);
    station.powerUp();
    await station.pass_s(300);
    const told = station.expectSent([
      sent('BootNotification'),
      sent('BootNotification'),
      sent('BootNotification'),
      bootStatuses('Available'),
    ]);
    const gaps_s = [1, 2].map((n) => (told[n]!.at_ms - told[n - 1]!.at_ms) / 1000);
    for (const gap_s of gaps_s) expect(gap_s).toBeGreaterThanOrEqual(10);
  }));

// With -1, which the schema allows, the station asked again as fast as the link went.
it.each([
  ['Rejected', 0],
  ['Rejected', -1],
  ['Pending', -1],
])('BootNotification answered %s with interval %i: the station waits of its own accord', (is, interval) =>
  withColdStation({}, async (station) => {
    const answer = { status: is, currentTime: station.at_s(0), interval };
    station.centralSystem.answer('BootNotification', answer);
    station.powerUp();
    await station.pass_s(25);
    station.expectSent([sent('BootNotification')]);
    await station.pass_s(10);
    station.expectSent([sent('BootNotification'), bootStatuses('Available')]);
  }));

it('a cable that was plugged in while the station was dark shows at the boot', () =>
  withStation({}, async (station) => {
    await station.plug(1);
    station.takeSent();
    station.powerCut();
    station.powerUp();
    await station.pass_s(1);
    station.expectSent([sent('BootNotification'), bootStatuses('Preparing')]);
  }));

it('nothing of what happened before it was accepted is told afterwards but the status of the moment', () =>
  withColdStation({}, async (station) => {
    const currentTime = station.at_s(0);
    station.centralSystem.answer('BootNotification', { status: 'Pending', currentTime, interval: 30 });
    station.powerUp();
    await station.plug(1);
    await station.unplug(1);
    await station.plug(2);
    await station.pass_s(30);
    station.expectSent([
      sent('BootNotification'),
      sent('BootNotification'),
      bootStatuses('Available', 'Preparing'),
    ]);
  }));
