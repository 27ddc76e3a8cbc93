import { expect, it } from 'vitest';
import type { SecurityEventType } from '../../machines/vocabulary/security-events.ts';
import { callError, silence } from './central-system.ts';
import { startCharging } from './charging.ts';
import { anyOrder, bootStatuses, sent, status } from './expected-message.ts';
import { type TestedStation, withColdStation, withStation } from './tested-station.ts';

const SECURED = { settings: [['SecurityProfile', '1']], authorizationKey: 'aa'.repeat(16) } as const;
const event = (type: SecurityEventType, more: object = {}) =>
  sent('SecurityEventNotification', { type, ...more });

/** The types of the events that were sent, each time they were, with their times in s of the run. */
const told = (station: TestedStation): readonly unknown[] =>
  station
    .takeSent()
    .filter(({ action }) => action === 'SecurityEventNotification')
    .map(({ payload }) => (payload as { type: string }).type);

const waiting = (station: TestedStation): readonly unknown[] =>
  station.storage
    .messages()
    .filter(({ lane }) => lane === 'security')
    .map(({ message }) => message.payload);

it('a start is told behind the statuses of the boot, with the time when it was', () =>
  withColdStation(SECURED, async (station) => {
    station.powerUp();
    await station.pass_s(1);
    station.expectSent([sent('BootNotification'), bootStatuses('Available')]);
    await station.pass_s(2);
    station.expectSent([
      event('StartupOfTheDevice', { timestamp: station.at_s(0), techInfo: 'without an orderly stop before' }),
    ]);
    expect(waiting(station)).toEqual([]);
  }));

it('without a security profile nothing of it is told: a central system may never have heard of it', () =>
  withStation({}, async (station) => {
    await station.pass_s(60);
    await station.expectCall('Reset', { type: 'Soft' }, { status: 'Accepted' });
    await station.pass_s(10);
    station.expectSent([sent('BootNotification'), bootStatuses('Available')]);
  }));

it('a Reset is told as ResetOrReboot', () =>
  withStation(SECURED, async (station) => {
    await station.expectCall('Reset', { type: 'Hard' }, { status: 'Accepted' });
    await station.pass_s(10);
    station.expectSent([
      sent('BootNotification'),
      bootStatuses('Available'),
      event('ResetOrReboot', { techInfo: 'after HardReset' }),
    ]);
  }));

it('offline it waits, over power cuts, each one and in their order (A04.FR.02)', () =>
  withColdStation(SECURED, async (station) => {
    station.powerUp();
    await station.link('down');
    await station.pass_s(60);
    station.powerCut();
    station.powerUp();
    await station.link('down');
    await station.pass_s(30);
    expect(waiting(station)).toMatchObject([{ timestamp: station.at_s(0) }, { timestamp: station.at_s(60) }]);
    await station.link('up');
    await station.pass_s(30);
    const [first, second] = station.takeSent().filter(({ action }) => action === 'SecurityEventNotification');
    expect(first?.payload).toMatchObject({ type: 'StartupOfTheDevice', timestamp: station.at_s(0) });
    expect(second?.payload).toMatchObject({ type: 'StartupOfTheDevice', timestamp: station.at_s(60) });
    expect(waiting(station)).toEqual([]);
  }));

it.each(['Rejected', 'Pending'])('while %s nothing of it is told', (answer) =>
  withColdStation(SECURED, async (station) => {
    const refusal = { status: answer, currentTime: station.at_s(0), interval: 60 };
    station.centralSystem.answer('BootNotification', refusal);
    station.powerUp();
    await station.pass_s(59);
    station.expectSent([sent('BootNotification')]);
    await station.pass_s(5);
    expect(told(station)).toEqual(['StartupOfTheDevice']);
  }));

it.each([
  'NotImplemented',
  'NotSupported',
])('a central system that answers %s has heard of it once, and not again', (code) =>
  withColdStation(SECURED, async (station) => {
    station.centralSystem.answerAlways('SecurityEventNotification', callError(code));
    station.powerUp();
    await station.pass_s(3_600);
    expect(told(station)).toEqual(['StartupOfTheDevice']);
    expect(waiting(station)).toEqual([]);
  }));

it('one that never answers holds up no message of a transaction, and is asked again', () =>
  withColdStation(SECURED, async (station) => {
    station.centralSystem.answer('SecurityEventNotification', silence, silence);
    station.powerUp();
    await station.pass_s(40);
    expect(told(station)).toEqual(['StartupOfTheDevice']);
    await startCharging(station);
    await station.card('A');
    station.expectSent([anyOrder(sent('StopTransaction'), status(1, 'Finishing'))]);
    await station.pass_s(300);
    expect(told(station)).toEqual(['StartupOfTheDevice', 'StartupOfTheDevice']);
    expect(waiting(station)).toEqual([]);
  }));

it('a clock that the central system sets is told, a drift that it corrects is not', () =>
  withStation(SECURED, async (station) => {
    const heartbeat = (ahead_s: number) => () => ({ currentTime: station.at_s(station.now_s + ahead_s) });
    station.centralSystem.answer('Heartbeat', heartbeat(5), heartbeat(3_600));
    await station.pass_s(61);
    station.expectSent([]);
    await station.pass_s(60);
    station.expectSent([event('SettingSystemTime', { techInfo: 'by 3600 s' })]);
  }));

it('what was stamped before the clock was right is told with the right time', () =>
  withColdStation(SECURED, async (station) => {
    const yearOn_s = 365 * 86_400;
    const currentTime = station.at_s(yearOn_s);
    station.centralSystem.answer('BootNotification', { status: 'Accepted', currentTime, interval: 60 });
    station.powerUp();
    await station.pass_s(4);
    const [startup, setting] = station
      .takeSent()
      .filter(({ action }) => action === 'SecurityEventNotification');
    expect(startup?.payload).toMatchObject({ type: 'StartupOfTheDevice', timestamp: currentTime });
    expect(setting?.payload).toMatchObject({ type: 'SettingSystemTime', timestamp: currentTime });
  }));

it('a full disk is told as soon as there is room, with the time when it began', () =>
  withStation(SECURED, async (station) => {
    station.storage.full = true;
    await station.expectCall(
      'ChangeAvailability',
      { connectorId: 1, type: 'Inoperative' },
      expect.anything(),
    );
    await station.pass_s(30);
    station.storage.full = false;
    expect(told(station)).toEqual([]);
    await station.expectCall(
      'ChangeConfiguration',
      { key: 'ConnectionTimeOut', value: '30' },
      expect.anything(),
    );
    await station.pass_s(1);
    station.expectSent([event('MemoryExhaustion', { timestamp: station.at_s(3) })]);
  }));

it('a clock that is set again and again, offline, leaves twenty of it', () =>
  withStation(SECURED, async (station) => {
    await station.link('down');
    for (let n = 0; n < 100; n += 1) {
      station.life.clock.stepWall(n % 2 === 0 ? 60_000 : -60_000);
      await station.pass_ms(10);
    }
    expect(waiting(station)).toHaveLength(20);
    await station.link('up');
    await station.pass_s(60);
    expect(told(station)).toHaveLength(20);
  }));
