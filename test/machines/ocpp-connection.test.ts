import { describe, expect, it } from 'vitest';
import type { OcppConnectionContext } from '../../machines/ocpp-connection.ts';
import type { CallRequest, CommitRequest } from '../../machines/vocabulary/effects.ts';
import type { OcppConnectionEvent } from '../../machines/vocabulary/events.ts';
import { MachineAlone, recordsWith } from './machine-alone.ts';
import { recordingLogic } from './recording-logic.ts';

const TIME = '2026-01-01T00:00:00Z';

function connection(settings: Readonly<Record<string, string>> = {}, registration = 'unknown') {
  return new MachineAlone<OcppConnectionEvent>('ocppConnection', {
    settings,
    input: { registration, queue: {} },
    children: { callQueue: recordingLogic(() => {}) },
    ports: {
      call: ({ action }: CallRequest) => action,
      commit: ({ changes = [] }: CommitRequest) =>
        changes.map((it) => ('value' in it ? String(it.value) : '')).join(),
      openSocket: () => '',
      closeSocket: ({ detail }: { detail: string }) => detail,
      ping: () => '',
      setTime: ({ currentTime, first }: { currentTime: string; first: boolean }) => `${currentTime} ${first}`,
    },
  });
}
type Connection = ReturnType<typeof connection>;

const closed = { type: 'SOCKET_CLOSED', jitter: 0.5 } as const;
const refused = { type: 'SOCKET_REFUSED', status: null, jitter: 0 } as const;
const opened = { type: 'SOCKET_OPENED' } as const;
const changed = (key: string): OcppConnectionEvent => ({ type: 'CONFIGURATION_CHANGED', key });
const requestOf = (it: Connection): number => it.context<OcppConnectionContext>().control.request;
const boot = (it: Connection, status: string, interval = 30): OcppConnectionEvent => ({
  type: 'CALL_ANSWERED',
  action: 'BootNotification',
  request: requestOf(it),
  conf: { status, interval, currentTime: TIME },
});
const failed = (it: Connection, failure: 'offline' | 'timeout' | 'call-error'): OcppConnectionEvent => ({
  type: 'CALL_FAILED',
  action: 'BootNotification',
  request: requestOf(it),
  failure,
});
/** No ping within the time of a test. */
const CALM = { WebSocketPingInterval: '600' };

/** Connected and asked to register, with nothing left to say. */
function registering(settings: Readonly<Record<string, string>> = CALM): Connection {
  const it = connection(settings).send(opened);
  it.told;
  return it;
}
function accepted(settings: Readonly<Record<string, string>> = CALM): Connection {
  const it = registering(settings);
  it.send(boot(it, 'Accepted', 60));
  it.told;
  return it;
}

describe('the link', () => {
  it('opens a socket at once, and again after 1 to 5 s', () => {
    const it = connection();
    expect(it.told).toEqual(['openSocket']);
    it.send(refused).pass_s(0.9);
    expect([it.state('link'), it.told]).toEqual(['down.waiting', []]);
    expect(it.pass_s(0.1).told).toEqual(['openSocket']);
    it.send(closed).pass_s(2.9);
    expect(it.told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['openSocket']);
  });

  it('takes 5 to 60 s after five minutes in vain, and is eager again after it was open', () => {
    const it = connection().send(refused);
    // Every second a try.
    for (let s = 0; s < 299; s += 1) it.pass_s(1).send(refused);
    it.told;
    expect(it.pass_s(1).told).toEqual(['openSocket']);
    it.send(refused).pass_s(4.9);
    expect(it.told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['openSocket']);
    it.send(opened, closed);
    it.told;
    expect(it.pass_s(3).told).toContain('openSocket');
  });

  it('gives up a socket that says nothing for 30 s', () => {
    const it = connection();
    it.told;
    expect(it.pass_s(29.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['closeSocket no answer']);
    expect(it.state('link')).toBe('down.waiting');
    expect(it.pass_s(3).told).toEqual(['openSocket']);
  });

  it('tries at once when something says that it is worth it', () => {
    const it = connection().send(closed);
    it.told;
    expect(it.send('RECONNECT').told).toEqual(['openSocket']);
  });

  it('that is open is given three seconds for the last answer before new credentials are used', () => {
    const it = registering().send('RECONNECT');
    expect(it.pass_s(2.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['openSocket']);
    expect(it.state('link')).toBe('down.connecting');
  });

  it('that left for new credentials does not wait for its turn, whatever was lost before', () => {
    const it = registering().send(closed).pass_s(3).send(opened, 'RECONNECT');
    it.told;
    expect(it.pass_s(3).told).toEqual(['openSocket']);
  });

  it('without pings is given up after two CALLs in a row without an answer, and opened after a pause', () => {
    const it = registering({ WebSocketPingInterval: '0' }).send(failed(registering(), 'timeout'));
    expect([it.state('link'), it.told]).toEqual(['connected.unwatched.doubted', []]);
    it.send(failed(registering(), 'timeout'));
    expect([it.state('link'), it.told]).toEqual(['down.waiting', ['closeSocket no answer']]);
    expect(it.pass_s(2.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['openSocket']);
  });

  it('that is lost waits for the next try', () => {
    const it = registering().send(closed);
    expect(it.state('link')).toBe('down.waiting');
    expect(it.pass_s(3).told).toEqual(['openSocket']);
  });

  it('is watched by a ping, and dead without a pong in 10 s', () => {
    const it = registering({ WebSocketPingInterval: '20' });
    it.pass_s(19.9);
    expect(it.told).not.toContain('ping');
    expect(it.pass_s(0.1).told).toContain('ping');
    it.send('PONG').pass_s(19.9);
    expect(it.told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['ping']);
    expect(it.pass_s(9.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['closeSocket no pong']);
    expect(it.state('link')).toBe('down.waiting');
    expect(it.pass_s(3).told).toEqual(['openSocket']);
  });

  it('obeys a changed ping interval at once, and no other key', () => {
    const it = registering({ WebSocketPingInterval: '20' }).pass_s(15);
    it.send(changed('HeartbeatInterval')).pass_s(5);
    expect(it.told).toContain('ping');
    it.records.now = recordsWith({ WebSocketPingInterval: '0' });
    it.send('PONG', changed('WebSocketPingInterval')).pass_s(100);
    expect([it.state('link'), it.told]).toEqual(['connected.unwatched.trusted', []]);
    it.records.now = recordsWith({ WebSocketPingInterval: '20' });
    it.send(changed('WebSocketPingInterval')).pass_s(20);
    expect(it.told).toEqual(['ping']);
  });
});

describe('the registration', () => {
  it('asks as soon as there is a connection', () => {
    const it = connection(CALM);
    expect(it.told).toEqual(['openSocket']);
    expect(it.send(opened).told).toEqual(['call BootNotification']);
  });

  it('accepted takes over time and heartbeat interval, within the range of the profile', () => {
    const it = registering();
    it.send(boot(it, 'Accepted', 3_600));
    expect([it.state('registration'), it.told]).toEqual([
      'accepted.quiet',
      [`setTime ${TIME} true`, 'commit 60'],
    ]);
    const own = registering();
    own.send(boot(own, 'Accepted', 0));
    expect(own.told).toEqual([`setTime ${TIME} true`, 'commit']);
  });

  it.each([
    'Pending',
    'Rejected',
  ])('%s asks again after the interval it was given, or after 30 s of our own', (status) => {
    const it = registering();
    it.send(boot(it, status, 17));
    expect([it.state('registration'), it.told]).toEqual([status.toLowerCase(), []]);
    expect(it.pass_s(16.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['call BootNotification']);
    it.send(boot(it, status, 0)).pass_s(29.9);
    expect(it.told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['call BootNotification']);
  });

  it('Pending sends what is triggered, BootNotification too; Rejected neither', () => {
    const pending = registering();
    pending.send(boot(pending, 'Pending', 300), 'SEND_HEARTBEAT');
    expect(pending.told).toEqual(['call Heartbeat']);
    expect(pending.send('SEND_BOOT_NOTIFICATION').told).toEqual(['call BootNotification']);
    const rejected = registering();
    rejected.send(boot(rejected, 'Rejected', 300), 'SEND_HEARTBEAT', 'SEND_BOOT_NOTIFICATION');
    expect(rejected.told).toEqual([]);
  });

  it.each(['timeout', 'call-error'] as const)('%s asks again after 10 s, or when triggered', (failure) => {
    const it = registering();
    it.send(failed(it, failure));
    expect(it.state('registration')).toBe('repeating');
    expect(it.pass_s(9.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['call BootNotification']);
    it.send(failed(it, failure), 'SEND_BOOT_NOTIFICATION');
    expect(it.told).toEqual(['call BootNotification']);
  });

  it('cut off asks again with the next connection, at once', () => {
    const it = registering().send(closed);
    it.send(failed(it, 'offline'));
    expect(it.state('registration')).toBe('unregistered');
    it.pass_s(3).told;
    expect(it.send(opened).told).toEqual(['call BootNotification']);
  });

  it.each([
    ['unanswered', (it: Connection) => failed(it, 'timeout'), 10],
    ['Pending', (it: Connection) => boot(it, 'Pending', 20), 20],
    ['Rejected', (it: Connection) => boot(it, 'Rejected', 20), 20],
  ])('%s waits for a connection before it asks again', (_, answer, after_s) => {
    const it = registering();
    it.send(answer(it), closed).pass_s(2);
    it.told;
    // The link stays down: what would open it is refused.
    for (let s = 0; s < after_s; s += 1) it.pass_s(1).send(refused);
    expect(it.told.filter((line) => line.startsWith('call'))).toEqual([]);
    expect(it.state('registration')).toBe('unregistered');
    it.pass_s(10).send(opened);
    expect(it.told).toContain('call BootNotification');
  });

  it.each([
    ['unanswered', (it: Connection) => failed(it, 'timeout')],
    ['Pending', (it: Connection) => boot(it, 'Pending', 20)],
  ])('%s and triggered in the moment the link is lost waits for the next one', (_, answer) => {
    const it = registering();
    it.send(answer(it), closed, 'SEND_BOOT_NOTIFICATION');
    expect([it.state('registration'), it.told]).toEqual(['unregistered', []]);
  });

  it('does not take the answer to an earlier BootNotification', () => {
    const it = registering();
    const late = boot(it, 'Accepted');
    const lost = failed(it, 'timeout');
    it.send(failed(it, 'timeout')).pass_s(10);
    it.told;
    it.send(late, lost, { ...late, conf: { status: 'Rejected', interval: 1, currentTime: TIME } } as never);
    expect([it.state('registration'), it.told]).toEqual(['registering', []]);
  });

  it('outlives a lost connection: no BootNotification on a mere reconnect', () => {
    const it = accepted().send(closed).pass_s(3);
    it.told;
    it.send(opened);
    expect([it.state('link').split('.')[0], it.state('registration'), it.told]).toEqual([
      'connected',
      'accepted.quiet',
      [],
    ]);
  });

  it('outlives its actor', () => {
    const it = connection(CALM, 'accepted').send(opened);
    expect(it.told).toEqual(['openSocket']);
    expect(it.state('registration')).toBe('accepted.quiet');
  });
});

describe('heartbeats', () => {
  const BEAT = { ...CALM, HeartbeatInterval: '30' };

  const answered = (action: string): OcppConnectionEvent => ({
    type: 'CALL_ANSWERED',
    action,
    request: -1,
    conf: { currentTime: TIME },
  });
  const failed = (failure: 'offline' | 'timeout'): OcppConnectionEvent => ({
    type: 'CALL_FAILED',
    action: 'Heartbeat',
    request: -1,
    failure,
  });

  it('come when nothing was exchanged for HeartbeatInterval', () => {
    const it = accepted(BEAT).pass_s(29.9);
    expect(it.told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['call Heartbeat']);
    expect(it.send('EXCHANGE', answered('Heartbeat')).told).toEqual([`setTime ${TIME} false`]);
    it.pass_s(20).send('EXCHANGE').pass_s(29.9);
    expect(it.told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['call Heartbeat']);
  });

  it('are one at a time: the interval begins with the answer, or with the end of waiting for it', () => {
    const it = accepted(BEAT).pass_s(30);
    it.told;
    expect(it.pass_s(30).send(answered('StatusNotification')).pass_s(30).told).toEqual([]);
    expect(it.send(failed('timeout')).pass_s(29.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['call Heartbeat']);
  });

  it('fail at once without a connection, and go on at their interval', () => {
    const it = accepted(BEAT).send(closed).pass_s(30);
    expect(it.told).toContain('call Heartbeat');
    it.send(failed('offline')).pass_s(29.9);
    expect(it.told).not.toContain('call Heartbeat');
    expect(it.pass_s(0.1).told).toContain('call Heartbeat');
  });

  it('obey a changed interval at once, and no other key', () => {
    const it = accepted(BEAT).pass_s(20);
    it.send(changed('WebSocketPingInterval')).pass_s(10);
    expect(it.told).toEqual(['call Heartbeat']);
    it.records.now = recordsWith({ ...CALM, HeartbeatInterval: '10' });
    it.send(changed('HeartbeatInterval')).pass_s(10);
    expect(it.told).toEqual(['call Heartbeat']);
  });

  it('take the interval of BootNotification.conf as soon as it is stored', () => {
    const it = accepted({ ...CALM, HeartbeatInterval: '60' });
    it.records.now = recordsWith({ ...CALM, HeartbeatInterval: '30' });
    it.send({ type: 'COMMITTED', purpose: 'heartbeat-interval', then: [] }).pass_s(30);
    expect(it.told).toEqual(['call Heartbeat']);
  });

  it('set the clock by their answer, and by no other', () => {
    const it = accepted(BEAT);
    expect(it.send(answered('StatusNotification')).told).toEqual([]);
    expect(it.send(answered('Heartbeat')).told).toEqual([`setTime ${TIME} false`]);
  });

  it('are sent when triggered', () => {
    expect(accepted().send('SEND_HEARTBEAT').told).toEqual(['call Heartbeat']);
  });
});
