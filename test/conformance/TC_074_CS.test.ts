import { createPrivateKey, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { expect, it } from 'vitest';
import { readCertificates } from '../../drivers/certificates/read-certificates.ts';
import { keySecret } from '../../machines/vocabulary/certificates.ts';
import { issue } from '../drivers/certificates/authority.ts';
import { bootStatuses, sent } from './expected-message.ts';
import { askForRequest, signedOf } from './sign-request.ts';
import { withColdStation } from './tested-station.ts';
import {
  CPO,
  own,
  root,
  SERIAL_NUMBER,
  serve,
  setupOf,
  tlsOfOthers,
  withSecurityProfile,
} from './tls-station.ts';

it('TC_074_CS Update Charge Point Certificate by request of Central System', () =>
  withSecurityProfile(3, async (station) => {
    const { front } = station.centralSystem;
    const csr = await askForRequest(station);
    const request = forge.pki.certificationRequestFromPem(csr);
    expect(request.verify()).toBe(true);
    const subject = request.subject.attributes.map(({ shortName, value }) => [
      shortName,
      forge.util.decodeUtf8(String(value)),
    ]);
    expect(subject).toEqual([
      ['O', CPO],
      ['CN', SERIAL_NUMBER],
    ]);
    const before = new X509Certificate(own.cert).publicKey.export({ type: 'spki', format: 'pem' });
    const wanted = forge.pki.publicKeyToPem(request.publicKey as forge.pki.PublicKey).replaceAll('\r', '');
    expect(wanted).not.toBe(before);

    const signed = signedOf(csr);
    const chain = { certificateChain: signed.cert };
    await station.expectCall('CertificateSigned', chain, { status: 'Accepted' });
    await station.pass_s(5);
    expect(front.handshakes.map(({ serial }) => serial)).toEqual(['0C', '0D']);
    expect(station.life.station.link.state).toBe('online');
    station.expectSent([sent('SignCertificate', { csr })]);
  }));

it('with a chain of authorities, the station shows the whole of it, and it lasts over a power cut', () =>
  withSecurityProfile(3, async (station) => {
    const sub = issue({ commonName: 'Sub', issuer: root, authority: true });
    const signed = signedOf(await askForRequest(station), { issuer: sub });
    const chain = { certificateChain: signed.cert + sub.cert + root.cert };
    await station.expectCall('CertificateSigned', chain, { status: 'Accepted' });
    await station.pass_s(5);
    station.powerCut();
    station.powerUp();
    await station.pass_s(5);
    // The server knows the root only: it has got the rest from the station.
    expect(station.centralSystem.front.handshakes.map(({ serial }) => serial)).toEqual(['0C', '0D', '0D']);
    station.takeSent();
  }));

it('a request outlives a power cut: CertificateSigned is Accepted after it, and its key is there', () =>
  withSecurityProfile(3, async (station) => {
    const signed = signedOf(await askForRequest(station));
    station.powerCut();
    station.powerUp();
    await station.pass_s(5);
    await station.expectCall('CertificateSigned', { certificateChain: signed.cert }, { status: 'Accepted' });
    await station.pass_s(5);
    expect(station.centralSystem.front.handshakes.at(-1)).toMatchObject({ serial: '0D' });
    station.takeSent();
  }));

it('a request that was never answered is sent again after a power cut', () =>
  withSecurityProfile(3, async (station) => {
    station.centralSystem.answerAlways('SignCertificate', () => new Promise<object>(() => {}));
    const trigger = { requestedMessage: 'SignChargePointCertificate' };
    await station.expectCall('ExtendedTriggerMessage', trigger, { status: 'Accepted' });
    await station.pass_s(1);
    const [first] = station.takeSent();
    station.powerCut();
    station.centralSystem.answerAlways('SignCertificate', { status: 'Accepted' });
    station.powerUp();
    await station.pass_s(5);
    station.expectSent([
      sent('BootNotification'),
      sent('SignCertificate', { csr: first?.payload.csr }),
      bootStatuses('Available'),
      sent('SecurityEventNotification', { type: 'StartupOfTheDevice' }),
    ]);
  }));

it('one that is refused is forgotten with its key', () =>
  withSecurityProfile(3, async (station) => {
    station.centralSystem.answerAlways('SignCertificate', { status: 'Rejected' });
    const trigger = { requestedMessage: 'SignChargePointCertificate' };
    await station.expectCall('ExtendedTriggerMessage', trigger, { status: 'Accepted' });
    await station.pass_s(1);
    expect(station.storage.records.signingRequest).toBeNull();
    const [held] = readCertificates(own.cert, 'CentralSystemRootCertificate', [])?.certificates ?? [];
    expect(Object.keys(station.storage.snapshot().secrets)).toEqual([
      keySecret(held?.key.hash ?? ''),
      'AuthorizationKey',
    ]);
    station.takeSent();
  }));

it('the one that was replaced is shown in turns where the new one is refused, and its key is kept', () =>
  withSecurityProfile(3, async (station) => {
    const { front } = station.centralSystem;
    const signed = signedOf(await askForRequest(station));
    // The server knows the certificates of the old authority only from now on.
    const other = issue({ commonName: 'Other Root' });
    front.serve(tlsOfOthers(other.cert));
    await station.expectCall('CertificateSigned', { certificateChain: signed.cert }, { status: 'Accepted' });
    await station.pass_s(30);
    serve(station, 3);
    await station.pass_s(10);
    expect(station.life.station.link.state).toBe('online');
    const keys = Object.keys(station.storage.snapshot().secrets).filter((it) => it.startsWith('ChargePoint'));
    expect(keys).toHaveLength(2);
    for (const key of keys)
      expect(() => createPrivateKey(station.storage.secret(key as never)?.reveal() ?? '')).not.toThrow();
    station.takeSent();
  }));

it('without CpoName the trigger is Rejected, and nothing follows', () =>
  withColdStation({ ...setupOf(1), settings: [['SecurityProfile', '1']] }, async (station) => {
    serve(station, 1);
    await station.bootAccepted();
    const trigger = { requestedMessage: 'SignChargePointCertificate' };
    await station.expectCall('ExtendedTriggerMessage', trigger, { status: 'Rejected' });
    await station.pass_s(5);
    station.expectSent([]);
  }));
