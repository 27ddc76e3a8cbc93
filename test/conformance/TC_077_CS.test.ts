import { expect, it } from 'vitest';
import { issue, type Wanted } from '../drivers/certificates/authority.ts';
import { sent } from './expected-message.ts';
import { askForRequest, signedOf } from './sign-request.ts';
import { root, withSecurityProfile } from './tls-station.ts';

const event = sent('SecurityEventNotification', { type: 'InvalidChargePointCertificate' });
const past = new Date('2021-01-01T00:00:00Z');
const WRONG: readonly (readonly [words: string, changed: Wanted])[] = [
  ['expired', { notAfter: past }],
  ['of another serial number', { commonName: 'MX007SC-0002' }],
  ['of another operator', { organisation: 'Another' }],
  ['of an unknown authority', { issuer: issue({ commonName: 'Operator Root' }) }],
  ['of another key', { publicKey: undefined } as never],
];

it.each([
  ...WRONG,
  ['no certificate', null] as const,
])('TC_077_CS Invalid ChargePointCertificate Security Event (%s)', (words, changed) =>
  withSecurityProfile(3, async (station) => {
    const csr = await askForRequest(station);
    const chain =
      changed === null
        ? 'invalid'
        : words === 'of another key'
          ? issue({ commonName: 'MX007SC-0001', organisation: 'Wall & Chart Ä', issuer: root }).cert
          : signedOf(csr, changed).cert;
    await station.expectCall('CertificateSigned', { certificateChain: chain }, { status: 'Rejected' });
    await station.pass_s(5);
    station.expectSent([sent('SignCertificate'), event]);
    expect(station.storage.records.chargePointCertificates).toHaveLength(1);
    // The request goes on waiting for a better one.
    const good = { certificateChain: signedOf(csr).cert };
    await station.expectCall('CertificateSigned', good, { status: 'Accepted' });
    await station.pass_s(5);
    expect(station.centralSystem.front.handshakes.at(-1)).toMatchObject({ serial: '0D' });
  }));

it('one that was never asked for is Rejected as well', () =>
  withSecurityProfile(3, async (station) => {
    const { cert } = issue({ commonName: 'MX007SC-0001', organisation: 'Wall & Chart Ä', issuer: root });
    await station.expectCall('CertificateSigned', { certificateChain: cert }, { status: 'Rejected' });
    await station.pass_s(1);
    station.expectSent([event]);
  }));

it('one that cannot be stored is Rejected, and the old one stays in use', () =>
  withSecurityProfile(3, async (station) => {
    const good = { certificateChain: signedOf(await askForRequest(station)).cert };
    station.storage.failNext('full');
    await station.expectCall('CertificateSigned', good, { status: 'Rejected' });
    await station.pass_s(5);
    expect(station.centralSystem.front.handshakes).toHaveLength(1);
    station.takeSent();
  }));
