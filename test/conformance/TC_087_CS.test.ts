import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { own, SERIAL_NUMBER, withSecurityProfile } from './tls-station.ts';

it('TC_087_CS TLS - Client-side certificate - valid certificate', () =>
  withSecurityProfile(3, async (station) => {
    const { serialNumber } = new X509Certificate(own.cert);
    expect(station.centralSystem.front.handshakes).toMatchObject([
      { version: 'TLSv1.2', client: SERIAL_NUMBER, serial: serialNumber },
    ]);
    await station.link('down');
    await station.link('up');
    await station.pass_s(5);
    expect(station.centralSystem.front.handshakes).toHaveLength(2);
    expect(station.life.station.link.state).toBe('online');
  }));
