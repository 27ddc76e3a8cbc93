import { expect, it } from 'vitest';
import { issue } from '../drivers/certificates/authority.ts';
import { sent } from './expected-message.ts';
import type { TestedStation } from './tested-station.ts';
import { HOST, serve, serverOf, withSecurityProfile } from './tls-station.ts';

const event = sent('SecurityEventNotification', { type: 'InvalidCentralSystemCertificate' });
/** How long it takes the station to come back after the connection was dropped, in s. */
async function reconnectTime(station: TestedStation): Promise<number> {
  const before = station.now_s;
  station.centralSystem.front.drop();
  await station.pass_ms(100);
  while (station.life.station.link.state !== 'online') await station.pass_ms(100);
  return station.now_s - before;
}

const INVALID = [
  ['expired', () => serverOf({ notAfter: new Date('2021-01-01T00:00:00Z') })],
  ['of another host', () => serverOf({ commonName: 'elsewhere' })],
  ['with a wildcard', () => serverOf({ commonName: '*.0.0.1' })],
  ['of an unknown authority', () => serverOf({ issuer: issue({ commonName: 'Operator Root' }) })],
] as const;

it.each(
  [2, 3].flatMap((profile) => INVALID.map(([words, make]) => [profile, words, make] as const)),
)('TC_078_CS Invalid CentralSystemCertificate Security Event (security profile %i, %s)', (profile, _, make) =>
  withSecurityProfile(profile, async (station) => {
    const { front } = station.centralSystem;
    const reconnect_s = await reconnectTime(station);
    serve(station, profile, make());
    front.drop();
    const before = front.attempts;
    // Twice the time of the last reconnect, as the laboratory does: at least one attempt falls into it.
    await station.pass_s(2 * reconnect_s);
    expect(front.attempts).toBeGreaterThan(before);
    expect(station.connections.filter(({ kind }) => kind === 'opened')).toHaveLength(2);
    expect(station.life.station.link.state).toBe('offline');
    serve(station, profile);
    await station.pass_s(5);
    expect(station.life.station.link.state).toBe('online');
    station.expectSent([event]);
  }));

it('an event for each refusal would flood the central system: one waits until it was told', () =>
  withSecurityProfile(2, async (station) => {
    serve(station, 2, serverOf({ commonName: 'elsewhere' }));
    station.centralSystem.front.drop();
    await station.pass_s(600);
    expect(station.centralSystem.front.attempts).toBeGreaterThan(50);
    serve(station, 2);
    await station.pass_s(65);
    station.expectSent([event]);
  }));

it('an invalid root certificate is Rejected, and the same event tells it', () =>
  withSecurityProfile(2, async (station) => {
    const certificate = issue({ commonName: HOST, authority: false }).cert;
    const request = { certificateType: 'CentralSystemRootCertificate', certificate };
    await station.expectCall('InstallCertificate', request, { status: 'Rejected' });
    await station.pass_s(1);
    station.expectSent([event]);
  }));
