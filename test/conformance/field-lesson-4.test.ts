import { expect, it } from 'vitest';
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
