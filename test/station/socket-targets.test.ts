import { describe, expect, it } from 'vitest';
import { SocketTargets } from '../../actors/socket-target.ts';
import type { Attempt } from '../../actors/station-drivers.ts';
import { VirtualClock } from '../../drivers/clock/virtual-clock.ts';
import { keySecret } from '../../machines/vocabulary/certificates.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import { newStorage } from '../conformance/station-storage.ts';
import { ownOf, rootOf } from '../rules/calls/root-certificate.ts';

const FIRST: Omit<Attempt, 'securityProfile'> = { refusal: null, problem: null };

/** Of a station that holds a key, both roots, and two certificates of its own, `NEW` in force. */
function targets(csms = 'wss://csms.example:8443/ocpp/') {
  const clock = new VirtualClock();
  const storage = newStorage(mx007sc, []);
  const own = (name: string, notAfter?: string) => {
    const certificate = ownOf(name, notAfter ? { notAfter } : {});
    const key = keySecret(certificate.certificate.key.hash);
    return [
      { type: 'secret-set', key, value: new Secret(`key of ${name}`) },
      { type: 'charge-point-certificate-installed', certificate },
    ] as const;
  };
  const value = new Secret('00112233445566778899aabbccddeeff');
  storage.commit(
    [
      { type: 'secret-set', key: 'AuthorizationKey', value },
      { type: 'root-installed', root: rootOf('A') },
      { type: 'root-installed', root: rootOf('M', 'ManufacturerRootCertificate') },
      ...own('OLD'),
      ...own('NEW'),
    ],
    [],
    clock.now(),
  );
  return { storage, clock, own, targets: new SocketTargets(csms, 'CP 1', storage, clock) };
}

describe('where the station connects, and with what', () => {
  it.each([
    [0, 'ws', false, false],
    [1, 'ws', true, false],
    [2, 'wss', true, true],
    [3, 'wss', false, true],
  ])('with security profile %i: %s, password %s, TLS %s', (securityProfile, scheme, password, tls) => {
    for (const csms of ['ws://csms.example:8443/ocpp/', 'wss://csms.example:8443/ocpp']) {
      const target = targets(csms).targets.next({ securityProfile, ...FIRST });
      expect(target.url).toBe(`${scheme}://csms.example:8443/ocpp/CP%201`);
      expect(target.credentials !== null).toBe(password);
      expect(target.tls !== undefined).toBe(tls);
    }
  });

  it('trusts the root certificates of the central system, with the suites of the station profile', () => {
    expect(targets().targets.next({ securityProfile: 2, ...FIRST }).tls).toEqual({
      roots: ['PEM of A'],
      fingerprints: ['fA'],
      cipherSuites: ['AES128-GCM-SHA256', 'AES256-GCM-SHA384'],
      client: null,
    });
  });

  const shown = (it: ReturnType<typeof targets>, how: Partial<Attempt> = {}): string | undefined =>
    it.targets.next({ securityProfile: 3, ...FIRST, ...how }).tls?.client?.chain;

  it('shows the newest certificate that is valid, with its key', () => {
    const it = targets();
    const client = it.targets.next({ securityProfile: 3, ...FIRST }).tls?.client;
    expect([client?.chain, client?.key.reveal()]).toEqual(['PEM of NEW', 'key of NEW']);
    it.storage.commit(it.own('LAPSED', '2000-01-01T00:00:00.000Z'), [], it.clock.now());
    expect(shown(it)).toBe('PEM of NEW');
  });

  it.each([
    { problem: 'ChargePointCertificateRefused' },
    { refusal: 403 },
    { refusal: 401 },
  ] as const)('shows the one before in turns where that is refused: %j', (refused) => {
    const it = targets();
    expect([shown(it), shown(it, refused), shown(it, refused), shown(it, refused)]).toEqual([
      'PEM of NEW',
      'PEM of OLD',
      'PEM of NEW',
      'PEM of OLD',
    ]);
    // Nobody was there: that says nothing of the certificate.
    expect(shown(it)).toBe('PEM of OLD');
  });

  it('begins with a new one as soon as there is one', () => {
    const it = targets();
    shown(it);
    expect(shown(it, { refusal: 403 })).toBe('PEM of OLD');
    it.storage.commit(it.own('NEWER'), [], it.clock.now());
    expect(shown(it, { refusal: 403 })).toBe('PEM of NEWER');
  });
});
