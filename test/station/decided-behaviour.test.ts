import { describe, expect, it } from 'vitest';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { VirtualStation, virtualStation } from './virtual-station.ts';

const boot = (status: string, interval: number) => () => ({
  conf: { status, interval, currentTime: '2026-01-01T00:00:00Z' },
});

describe('a Reset', () => {
  it('tries the board again as often as ResetRetries says', async () => {
    const station = await virtualStation();
    station.world.failingResets = 1;
    await station.call('Reset', { type: 'Hard' });
    await station.pass_s(10);
    expect(station.told(0).at(-1)).toBe('Available');
    expect(station.world.failingResets).toBe(0);
  });

  it('of a board that does not come back is a ResetFailure, until one succeeds', async () => {
    const station = await virtualStation();
    await station.configure('ResetRetries', '2');
    station.world.failingResets = 3;
    await station.call('Reset', { type: 'Soft' });
    await station.pass_s(10);
    expect([station.status(1), station.status(2)]).toEqual(['Faulted ResetFailure', 'Faulted ResetFailure']);
    expect(station.told(0).at(-1)).toBe('Faulted ResetFailure');
    await station.call('Reset', { type: 'Soft' });
    await station.pass_s(10);
    expect([0, 1, 2].map((id) => station.told(id).at(-1))).toEqual(['Available', 'Available', 'Available']);
  });
});

describe('while the central system has not accepted the station', () => {
  it('Rejected: nothing is sent and nothing answered until the interval ends', async () => {
    const station = new VirtualStation();
    station.powerUp();
    station.central.answers('BootNotification', boot('Rejected', 60));
    await station.pass_s(1);
    station.world.plug(1);
    const id = station.central.call('GetConfiguration', {});
    await station.pass_s(58);
    expect(station.central.calls.map(({ action }) => action)).toEqual(['BootNotification']);
    expect(station.central.replies.get(id)).toBeUndefined();
    station.central.answers('BootNotification', boot('Accepted', 60));
    await station.pass_s(2);
    expect(station.told(1)).toEqual(['Preparing']);
  });

  it('Pending: calls are answered, remote starts and stops are Rejected', async () => {
    const station = new VirtualStation();
    station.powerUp();
    station.central.answers('BootNotification', boot('Pending', 600));
    await station.pass_s(1);
    const answers = [
      await station.call('GetConfiguration', { key: ['NumberOfConnectors'] }),
      await station.call('RemoteStartTransaction', { connectorId: 1, idTag: 'TAG1' }),
      await station.call('RemoteStopTransaction', { transactionId: 1 }),
    ];
    expect(answers).toEqual([
      { conf: { configurationKey: [{ key: 'NumberOfConnectors', readonly: true, value: '2' }] } },
      { conf: { status: 'Rejected' } },
      { conf: { status: 'Rejected' } },
    ]);
    expect(station.central.calls.map(({ action }) => action)).toEqual(['BootNotification']);
  });

  it.each([
    ['true', 'Charging'],
    ['false', 'Preparing'],
  ])('Pending from the first, AllowOfflineTxForUnknownId %s: a stranger is %s', async (allows, is) => {
    const station = new VirtualStation();
    station.powerUp();
    station.central.answers('BootNotification', boot('Pending', 600));
    await station.pass_s(1);
    await station.configure('AllowOfflineTxForUnknownId', allows);
    await station.plug(1);
    await station.card('TAG1');
    await station.pass_s(5);
    expect(station.status(1)).toBe(is);
    // Nothing of it is told before the station is accepted.
    expect(station.central.calls.map(({ action }) => action)).toEqual(['BootNotification']);
  });

  it.each([
    [5, '10'],
    [45, '45'],
    [86_400, '60'],
  ])('Accepted with interval %d: HeartbeatInterval becomes %s, within the profile', async (given, kept) => {
    const station = new VirtualStation();
    station.powerUp();
    station.central.answers('BootNotification', boot('Accepted', given));
    await station.pass_s(1);
    expect(station.storage.records.configuration.HeartbeatInterval).toBe(kept);
    await station.pass_s(Number(kept) + 1);
    expect(station.central.of('Heartbeat').length).toBeGreaterThan(0);
  });
});

describe('availability', () => {
  it('of connector 0 overwrites all three, and is kept over a power cut', async () => {
    const station = await virtualStation();
    await station.call('ChangeAvailability', { connectorId: 1, type: 'Inoperative' });
    await station.call('ChangeAvailability', { connectorId: 0, type: 'Operative' });
    await station.pass_s(1);
    expect([station.status(1), station.status(2)]).toEqual(['Available', 'Available']);
    await station.call('ChangeAvailability', { connectorId: 2, type: 'Operative' });
    await station.call('ChangeAvailability', { connectorId: 0, type: 'Inoperative' });
    await station.pass_s(1);
    station.powerCut();
    station.powerUp();
    await station.pass_s(2);
    expect([0, 1, 2].map((id) => station.told(id))).toEqual([
      ['Unavailable'],
      ['Unavailable'],
      ['Unavailable'],
    ]);
  });

  it('that was Scheduled in a charge is carried out at its end, also across a power cut', async () => {
    const station = await virtualStation();
    await station.charge(1);
    const reply = await station.call('ChangeAvailability', { connectorId: 1, type: 'Inoperative' });
    expect(reply).toEqual({ conf: { status: 'Scheduled' } });
    station.powerCut();
    station.powerUp();
    await station.pass_s(3);
    expect(station.central.of('StopTransaction')).toEqual([expect.objectContaining({ reason: 'PowerLoss' })]);
    expect(station.told(1).at(-1)).toBe('Unavailable');
  });
});

describe('offline', () => {
  const goOffline = (station: VirtualStation): void => {
    station.socket.peer.refuse = () => ({ status: 503, detail: 'away' });
    station.socket.peer.close();
  };

  it('the queue never stops charging: past its budget samples are thinned, nothing else', async () => {
    const profile = { ...mx007sc, limits: { ...mx007sc.limits, outboxBudget: 20 } };
    const settings = [['MeterValueSampleInterval', '10']] as const;
    const station = await virtualStation({ profile, settings });
    await station.configure('LocalAuthListEnabled', 'true');
    await station.configure('AllowOfflineTxForUnknownId', 'true');
    goOffline(station);
    await station.pass_s(1);
    await station.charge(1);
    await station.pass_s(3_600);
    expect(station.status(1)).toBe('Charging');
    expect(station.storage.waiting('transaction').length).toBeLessThanOrEqual(25);
    await station.card('TAG1');
    await station.pass_s(5);
    station.socket.peer.refuse = () => null;
    await station.pass_s(70);
    const sent = station.central.calls.map(({ action }) => action);
    const transaction = sent.filter((it) => /Transaction$|MeterValues/.test(it));
    expect([transaction[0], transaction.at(-1)]).toEqual(['StartTransaction', 'StopTransaction']);
    const samples = station.central.of('MeterValues');
    expect(samples.length).toBeGreaterThan(5);
    expect(samples.length).toBeLessThan(30);
  });

  it('meter values outside transactions are not queued', async () => {
    const station = await virtualStation({ settings: [['ClockAlignedDataInterval', '60']] });
    await station.pass_s(60);
    const before = station.central.of('MeterValues').length;
    expect(before).toBe(2);
    goOffline(station);
    await station.pass_s(290);
    station.socket.peer.refuse = () => null;
    await station.pass_s(8);
    expect(station.station.link.state).toBe('online');
    expect(station.central.of('MeterValues')).toHaveLength(before);
  });

  it('the station tries again after 1 to 5 s, and after 5 minutes after 5 to 60 s', async () => {
    const station = await virtualStation();
    const tries_s: number[] = [];
    station.socket.peer.refuse = () => {
      tries_s.push(station.clock.now().monotonic_ms / 1000);
      return { status: 503, detail: 'away' };
    };
    station.socket.peer.close();
    const lost_s = station.clock.now().monotonic_ms / 1000;
    await station.pass_s(3_600);
    const waits = tries_s.map((at, index) => ({ at, wait: at - (tries_s[index - 1] ?? lost_s) }));
    const early = waits.filter(({ at }) => at < lost_s + 300);
    const late = waits.filter(({ at }) => at > lost_s + 310);
    for (const { wait } of early) expect(wait).toBeGreaterThanOrEqual(1);
    for (const { wait } of early) expect(wait).toBeLessThanOrEqual(5);
    for (const { wait } of late) expect(wait).toBeGreaterThanOrEqual(5);
    for (const { wait } of late) expect(wait).toBeLessThanOrEqual(60);
    expect(new Set(waits.map(({ wait }) => wait)).size).toBeGreaterThan(waits.length / 2);
  });
});

describe('the local list', () => {
  const LIST = { listVersion: 1, updateType: 'Full' };
  const listed = (status: string) => [{ idTag: 'TAG1', idTagInfo: { status } }];

  it('that the central system contradicts is a warning of the station, until the list changes', async () => {
    const station = await virtualStation();
    await station.call('SendLocalList', { ...LIST, localAuthorizationList: listed('Blocked') });
    await station.card('TAG1');
    expect(station.status(1)).toBe('Preparing');
    expect(station.told(0)).toEqual(['Available', 'Available LocalListConflict']);
    await station.call('SendLocalList', {
      ...LIST,
      listVersion: 2,
      localAuthorizationList: listed('Accepted'),
    });
    await station.pass_s(1);
    expect(station.told(0).at(-1)).toBe('Available');
  });

  it('decides offline what is listed as Blocked, whatever the other keys say (S11)', async () => {
    const station = await virtualStation();
    await station.call('SendLocalList', { ...LIST, localAuthorizationList: listed('Blocked') });
    await station.configure('AllowOfflineTxForUnknownId', 'true');
    station.socket.peer.refuse = () => ({ status: 503, detail: 'away' });
    station.socket.peer.close();
    await station.pass_s(1);
    await station.card('TAG1');
    expect(station.status(1)).toBe('Available');
    await station.card('STRANGER');
    expect(station.status(1)).toBe('Preparing');
  });
});

describe('the register', () => {
  it('of an interrupted transaction is the one at the boot, stamped as the last stored reading', async () => {
    const station = await virtualStation();
    await station.charge(1);
    await station.pass_s(100);
    const stored = station.storage.records.transactions[1];
    station.powerCut();
    station.powerUp();
    const register = station.world.reading_Wh(1);
    await station.pass_s(3);
    expect(stored?.lastReading_Wh).toBeGreaterThan(0);
    expect(station.central.of('StopTransaction')).toEqual([
      expect.objectContaining({ reason: 'PowerLoss', meterStop: register, timestamp: stored?.lastReadingAt }),
    ]);
  });
});
