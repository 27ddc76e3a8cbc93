import { expect, it } from 'vitest';
import { silence } from './central-system.ts';
import { startCharging } from './charging.ts';
import { anyOrder, sent, status } from './expected-message.ts';
import { withStation } from './tested-station.ts';

const SETTINGS = [['WebSocketPingInterval', '30']] as const;

it('field lesson 4: a dead connection is noticed by its missing pong, and a new one opened', () =>
  withStation({ settings: SETTINGS }, async (station) => {
    await startCharging(station);
    await station.link('black-hole');
    await station.pass_s(50);
    expect(station.life.station.link.state).toBe('offline');
    await station.pass_s(600);
    await station.link('up');
    await station.pass_s(90);
    expect(station.life.station.link.state).toBe('online');
    station.takeSent();
    await station.card('A');
    station.expectSent([
      anyOrder(sent('StopTransaction', { idTag: 'A', reason: 'Local' }), status(1, 'Finishing')),
    ]);
  }));

const PINGS_OFF = [
  ['WebSocketPingInterval', '0'],
  ['HeartbeatInterval', '60'],
] as const;

it('field lesson 4: with pings off it is noticed by two Heartbeats in a row without an answer', () =>
  withStation({ settings: PINGS_OFF }, async (station) => {
    await startCharging(station);
    await station.link('black-hole');
    await station.pass_s(100);
    expect(station.life.station.link.state).toBe('online');
    await station.pass_s(140);
    expect(station.life.station.link.state).toBe('offline');
    // What the hole holds is gone: the connection is another one.
    await station.link('down');
    await station.link('up');
    await station.pass_s(90);
    expect(station.life.station.link.state).toBe('online');
    station.takeSent();
  }));

it('field lesson 4: one Heartbeat without an answer, and another CALL after it, is no dead connection', () =>
  withStation({ settings: PINGS_OFF }, async (station) => {
    station.centralSystem.answerAlways('Heartbeat', silence);
    for (let n = 0; n < 6; n++) {
      // The Heartbeat after 60 s has timed out.
      await station.pass_s(95);
      await station.expectCall('ClearCache', {}, { status: 'Rejected' });
    }
    expect(station.life.station.link.state).toBe('online');
    const { events } = station.record;
    expect(events.filter((it) => it.kind === 'call' && it.action === 'Heartbeat').length).toBe(6);
    expect(events.filter(({ kind }) => kind === 'closed')).toEqual([]);
  }));
