import { expect, it } from 'vitest';
import { serve, tlsOf, withSecurityProfile } from './tls-station.ts';

it.each([
  2, 3,
])('TC_086_CS TLS - server-side certificate - Valid certificate (security profile %i)', (profile) =>
  withSecurityProfile(profile, async (station) => {
    const { front, refusedConnections } = station.centralSystem;
    expect(front.handshakes).toMatchObject([{ version: 'TLSv1.2' }]);
    expect(refusedConnections).toBe(0);
    // The server may insist on each of the two suites of the certificate (SEC-4).
    for (const suite of ['AES128-GCM-SHA256', 'AES256-GCM-SHA384']) {
      front.serve({ ...tlsOf(profile), ciphers: suite });
      front.drop();
      await station.pass_s(5);
      expect(front.handshakes.at(-1)).toMatchObject({ suite, version: 'TLSv1.2' });
    }
    expect(station.life.station.link.state).toBe('online');
    expect(front.failed).toEqual([]);
  }));

it('a server that has neither of the suites is refused, and tried again and again', () =>
  withSecurityProfile(2, async (station) => {
    const { front } = station.centralSystem;
    front.serve({ ...tlsOf(2), ciphers: 'ECDHE-RSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' });
    front.drop();
    await station.pass_s(30);
    expect(front.failed.length).toBeGreaterThanOrEqual(8);
    serve(station, 2);
    await station.pass_s(5);
    expect(station.life.station.link.state).toBe('online');
    expect(station.complaints.at(-1)).toContain('InvalidTLSCipherSuite');
    station.takeSent();
  }));
