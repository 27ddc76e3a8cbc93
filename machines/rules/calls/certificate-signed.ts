import {
  type CertificateChain,
  type CertificateFacts,
  type ChargePointCertificate,
  hasStrongKey,
  isValidAt,
  keySecret,
} from '../../vocabulary/certificates.ts';
import { parseIsoTime } from '../../vocabulary/instant.ts';
import { CHARGE_POINT_CERTIFICATE } from '../../vocabulary/peer.ts';
import type { RecordChange } from '../../vocabulary/records.ts';
import { KEPT_CERTIFICATES } from '../apply-change.ts';
import { limitOf } from '../configuration-values.ts';
import type { CallDecision, CallRule, StationView } from './call.ts';

/** The chain is read where the frame is parsed; null: it was no PEM of certificates. */
export type CertificateSignedRequest = {
  readonly certificateChain: CertificateChain | null;
  /** Characters of its PEM. */
  readonly length: number;
};

/** Why the certificate itself is not the one that was asked for; null: it is. */
function wrongCertificate(certificate: CertificateFacts, { records, at }: StationView): string | null {
  const { signingRequest, profile } = records;
  if (!signingRequest) return 'none was asked for';
  if (certificate.key.hash !== signingRequest.keyHash) return 'its key is not the one it was asked for';
  if (!hasStrongKey(certificate)) return 'its key is too weak';
  if (certificate.commonName !== profile.identity.serialNumber)
    return 'its common name is not the serial number';
  if (certificate.organisation !== signingRequest.organisation) return 'its organisation is not CpoName';
  // One that begins later is used from then on (A02.FR.08).
  const until_ms = parseIsoTime(certificate.notAfter);
  return until_ms === null || until_ms < at.wall_ms ? `it was valid until ${certificate.notAfter}` : null;
}

/** The certificate and whoever signed it, up to a root that is trusted; or why nobody is (A02.FR.06). */
function trustedPath(
  { path, root }: CertificateChain,
  { records, at }: StationView,
): readonly CertificateFacts[] | string {
  const end = records.roots.find(({ certificate }) => certificate.fingerprint === root);
  if (!path || !end) return 'no root certificate of the central system vouches for it';
  const signers = [...path.slice(1), end.certificate];
  const outdated = signers.find((it) => !isValidAt(it, at));
  return outdated ? `${outdated.commonName ?? 'one of its signers'} is not valid now` : path;
}

/** Of certificates that are not kept any more the keys go as well. */
const forgotten = ({ records }: StationView): readonly RecordChange[] =>
  records.chargePointCertificates
    .slice(KEPT_CERTIFICATES - 1)
    .map(({ certificate }) => ({ type: 'secret-forgotten', key: keySecret(certificate.key.hash) }));

const rejected = (why: string): CallDecision => ({
  conf: { status: 'Rejected' },
  why,
  security: [{ type: 'InvalidChargePointCertificate', techInfo: `CertificateSigned: ${why}` }],
});

/**
 * Security whitepaper ed.3 A02, A03. A certificate that is not the one that was asked for is discarded, and
 * told; the request goes on waiting for a better one. A good one is stored before it is Accepted.
 */
export const certificateSigned: CallRule<CertificateSignedRequest> = ({ certificateChain, length }, view) => {
  const certificate = certificateChain?.certificates[0];
  if (!certificate) return rejected('it is no PEM of X.509 certificates');
  if (length > limitOf(view.records, 'CertificateSignedMaxChainSize'))
    return rejected(`the chain has ${length} characters`);
  const why = wrongCertificate(certificate, view);
  if (why !== null) return rejected(why);
  const path = trustedPath(certificateChain, view);
  if (typeof path === 'string') return rejected(path);
  const own: ChargePointCertificate = {
    certificate,
    chain: path.map(({ pem }) => pem).join(''),
    hashData: certificateChain.hashData,
  };
  return {
    conf: { status: 'Accepted' },
    confIfFailed: { status: 'Rejected' },
    changes: [{ type: 'charge-point-certificate-installed', certificate: own }, ...forgotten(view)],
    then: [{ to: CHARGE_POINT_CERTIFICATE, event: { type: 'CERTIFICATE_INSTALLED' } }],
  };
};
