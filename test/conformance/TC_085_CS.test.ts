import { expect, it } from 'vitest';
import { bootStatuses, sent } from './expected-message.ts';
import { withColdStation, withStation } from './tested-station.ts';

/** 16 bytes that are no text: they go into base64, not their digits (security whitepaper 2.3). */
const authorizationKey = '00ff10a0b1c2d3e4f50a3a5c7e8f9001';
const SETTINGS = [['SecurityProfile', '1']] as const;

it('TC_085_CS Basic Authentication - Valid username/password combination', () =>
  withStation({ settings: SETTINGS, authorizationKey }, async (station) => {
    expect(station.centralSystem.refusedConnections).toBe(0);
    await station.link('down');
    await station.link('up');
    await station.pass_s(10);
    expect(station.life.station.link.state).toBe('online');
    expect(station.centralSystem.refusedConnections).toBe(0);
  }));

it('TC_085_CS refused with 401: the station goes on trying, and sends nothing', () =>
  withColdStation({ settings: SETTINGS, authorizationKey }, async (station) => {
    station.centralSystem.password = Buffer.alloc(16, 7);
    station.powerUp();
    await station.pass_s(60);
    expect(station.centralSystem.refusedConnections).toBeGreaterThan(10);
    station.expectSent([]);
    station.centralSystem.password = Buffer.from(authorizationKey, 'hex');
    await station.pass_s(10);
    station.expectSent([
      sent('BootNotification'),
      bootStatuses('Available'),
      sent('SecurityEventNotification', { type: 'StartupOfTheDevice' }),
    ]);
  }));
