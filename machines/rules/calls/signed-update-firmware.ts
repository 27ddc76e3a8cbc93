import type { Requests } from '../../messages/catalogue.ts';
import {
  type CertificateChain,
  type CertificateFacts,
  hasStrongKey,
  isValidAt,
} from '../../vocabulary/certificates.ts';
import { FIRMWARE_LOCATION, type FirmwareRecord } from '../../vocabulary/firmware.ts';
import { isoTime, parseIsoTime } from '../../vocabulary/instant.ts';
import { FIRMWARE_UPDATE } from '../../vocabulary/peer.ts';
import type { Secret } from '../../vocabulary/secret.ts';
import { isBeingInstalled, isBusy } from '../firmware-phase.ts';
import type { CallDecision, CallRule, StationView } from './call.ts';
import { retriesOf } from './get-diagnostics.ts';

type Asked = Requests['SignedUpdateFirmware'];
/** The certificate is read where the frame is parsed; null: it was no PEM of certificates. */
export type SignedUpdateFirmwareRequest = Omit<Asked, 'firmware'> & {
  readonly firmware: Omit<Asked['firmware'], 'location' | 'signingCertificate'> & {
    readonly location: Secret<string>;
    readonly signingCertificate: CertificateChain | null;
  };
};

/** The certificate that the firmware is signed with (L01.FR.23), or why none may be signed with it. */
function signerOf(chain: CertificateChain | null, { records, at }: StationView): CertificateFacts | string {
  const signer = chain?.certificates[0];
  if (!signer) return 'it is no PEM of an X.509 certificate';
  const root = records.roots.find(({ certificate }) => certificate.fingerprint === chain.root)?.certificate;
  if (!root || chain.path === null) return 'no root certificate of the manufacturer signed it';
  if (chain.path.length > 1) return 'between it and the root of the manufacturer stands another one';
  if (signer.isAuthority) return 'it is the certificate of an authority';
  if (!hasStrongKey(signer)) return `its key is too weak (${signer.key.kind}, ${signer.key.bits} bits)`;
  if (!isValidAt(signer, at)) return `it is valid from ${signer.notBefore} to ${signer.notAfter} only`;
  if (!isValidAt(root, at)) return `its root is valid from ${root.notBefore} to ${root.notAfter} only`;
  return signer;
}

const invalidCertificate = (requestId: number, why: string): CallDecision => ({
  conf: { status: 'InvalidCertificate' },
  confIfFailed: { status: 'InvalidCertificate' },
  why: `signingCertificate: ${why}`,
  security: [{ type: 'InvalidFirmwareSigningCertificate', techInfo: `requestId ${requestId}: ${why}` }],
});

/** In Unix milliseconds; a time that cannot be read is now. */
const timeOf = (text: string, { at }: StationView): number => parseIsoTime(text) ?? at.wall_ms;

/**
 * Security whitepaper ed.3 L01: the certificate is checked before the answer (FR.23); an update that is under
 * way is cancelled, which the answer says, unless it is being installed already.
 */
export const signedUpdateFirmware: CallRule<SignedUpdateFirmwareRequest> = (request, view) => {
  const { requestId, firmware } = request;
  const { location, retrieveDateTime, installDateTime, signingCertificate, signature } = firmware;
  const signer = signerOf(signingCertificate, view);
  if (typeof signer === 'string') return invalidCertificate(requestId, signer);
  const before = view.records.firmware;
  if (view.restarting || isBeingInstalled(before)) return { conf: { status: 'Rejected' } };
  const retrieveAt_ms = timeOf(retrieveDateTime, view);
  const update: FirmwareRecord = {
    requestId,
    retrieveAt: isoTime(retrieveAt_ms),
    installAt: installDateTime === undefined ? null : isoTime(timeOf(installDateTime, view)),
    ...retriesOf(request),
    signingCertificate: signer.pem,
    signature,
    phase: 'accepted',
    digest: null,
    outcome: null,
    told: false,
  };
  const due = retrieveAt_ms <= view.at.wall_ms;
  return {
    conf: { status: before !== null && before.outcome === null ? 'AcceptedCanceled' : 'Accepted' },
    confIfFailed: { status: 'Rejected' },
    changes: [
      { type: 'firmware-stored', update },
      { type: 'secret-set', key: FIRMWARE_LOCATION, value: location },
    ],
    then: [{ to: FIRMWARE_UPDATE, event: { type: 'UPDATE', update, due, busy: isBusy(view) } }],
  };
};
