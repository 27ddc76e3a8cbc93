import { expect, it } from 'vitest';
import { silence } from './central-system.ts';
import { startCharging } from './charging.ts';
import { sent, status } from './expected-message.ts';
import { periodicSample } from './meter-sample.ts';
import { type TestedStation, withStation } from './tested-station.ts';

const HOUR_MS = 3_600_000;

/** The central system says that it is later, or earlier, than we thought. */
async function stepClock(station: TestedStation, by_ms: number): Promise<void> {
  station.centralSystem.answer('Heartbeat', () => ({
    currentTime: new Date(station.clock.now().wall_ms + by_ms).toISOString(),
  }));
  await station.expectCall('TriggerMessage', { requestedMessage: 'Heartbeat' }, { status: 'Accepted' });
  await station.pass_ms(0);
}

it.each([HOUR_MS, -HOUR_MS])('field lesson 9: a clock step of %i ms moves no timeout', (by_ms) =>
  withStation({}, async (station) => {
    await station.card('A');
    await station.pass_s(29);
    station.expectSent([sent('Authorize'), status(1, 'Preparing')]);
    await stepClock(station, by_ms);
    await station.pass_s(29.9);
    station.expectSent([]);
    await station.pass_s(1);
    station.expectSent([status(1, 'Available')]);
  }));

it('field lesson 9: samples go on at their interval through a clock step, stamped with the new time', () =>
  withStation({ settings: [['MeterValueSampleInterval', '20']] }, async (station) => {
    await startCharging(station);
    await station.pass_s(10);
    await stepClock(station, HOUR_MS);
    const start = station.record.events.findLast(
      (it) => it.kind === 'call' && it.action === 'StartTransaction',
    );
    const start_s = start!.at_ms / 1000;
    await station.pass_s(40);
    const told = station.expectSent(
      [20, 40].map((after_s) =>
        sent('MeterValues', { meterValue: [periodicSample(station.at_s(start_s + after_s + 3600))] }),
      ),
    );
    expect(told.map(({ at_ms }) => at_ms / 1000 - start_s)).toEqual([20, 40]);
  }));

it('field lesson 9: a clock that was an hour off until the boot: what was stamped before is re-based', () =>
  withStation({ settings: [['AllowOfflineTxForUnknownId', 'true']] }, async (station) => {
    station.powerCut();
    station.centralSystem.answer('BootNotification', silence, () => ({
      status: 'Accepted',
      currentTime: new Date(station.clock.now().wall_ms + HOUR_MS).toISOString(),
      interval: 60,
    }));
    station.powerUp();
    await station.plug(1);
    const shown_s = station.now_s;
    await station.card('A');
    await station.pass_s(60);
    const [start] = station.takeSent().filter(({ action }) => action === 'StartTransaction');
    expect(start?.payload.timestamp).toBe(station.at_s(shown_s + 3600));
  }));

// A central system that leaves the time at the largest that it knows made the station stamp its messages in
// the year +010000, which no schema of OCPP takes, and which the station's own records cannot read again.
it.each([
  '9999-12-31T23:59:59.9999999Z',
  '0000-01-01T00:00:00+02:00',
])('field lesson 9: a central system that says it is %s sets no clock', (currentTime) =>
  withStation({}, async (station) => {
    const before_s = station.now_s;
    station.centralSystem.answer('Heartbeat', () => ({ currentTime }));
    await station.expectCall('TriggerMessage', { requestedMessage: 'Heartbeat' }, { status: 'Accepted' });
    await station.pass_s(1);
    await station.plug(1);
    await station.pass_s(1);
    station.expectSent([status(1, 'Preparing', { timestamp: station.at_s(before_s + 1) })]);
  }));
