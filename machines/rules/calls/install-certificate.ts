import type { Requests } from '../../messages/catalogue.ts';
import {
  type CertificateChain,
  type CertificateUse,
  hasStrongKey,
  type InstalledRoot,
  isValidAt,
} from '../../vocabulary/certificates.ts';
import type { RecordChange } from '../../vocabulary/records.ts';
import { booleanOf, hasKey, limitOf } from '../configuration-values.ts';
import type { CallDecision, CallRule, StationView } from './call.ts';

/** The certificate is read where the frame is parsed; null: it was no PEM of certificates. */
export type InstallCertificateRequest = Omit<Requests['InstallCertificate'], 'certificate'> & {
  readonly certificate: CertificateChain | null;
};

/** CertificateHashDataType (security whitepaper ed.3 6.1): no longer serial number could be named again. */
const LONGEST_SERIAL = 40;

const isChecked = ({ records }: StationView): boolean =>
  hasKey(records, 'AdditionalRootCertificateCheck') && booleanOf(records, 'AdditionalRootCertificateCheck');

/** Whether AdditionalRootCertificateCheck wants a root signed by the one before (M05.FR.09). */
const mustBeSigned = (wanted: CertificateUse, view: StationView): boolean =>
  wanted === 'CentralSystemRootCertificate' &&
  isChecked(view) &&
  view.records.roots.some(({ use }) => use === wanted);

/** The root certificate, or why this station may not trust it. */
function rootIn(
  { certificate: chain, certificateType }: InstallCertificateRequest,
  view: StationView,
): Omit<InstalledRoot, 'use'> | string {
  const certificate = chain?.certificates[0];
  if (!certificate) return 'it is no PEM of an X.509 certificate';
  const { key, notBefore, notAfter } = certificate;
  if (chain.certificates.length > 1) return 'there is more than one certificate';
  if (!hasStrongKey(certificate)) return `its key is too weak (${key.kind}, ${key.bits} bits)`;
  if (!certificate.isAuthority) return 'it is not the certificate of an authority';
  const isFounded = chain.root !== null || !mustBeSigned(certificateType, view);
  if (!certificate.isSelfSigned || !isFounded) return 'it is signed by nobody that is trusted';
  if (!isValidAt(certificate, view.at)) return `it is valid from ${notBefore} to ${notAfter} only`;
  if (certificate.serialNumber.length > LONGEST_SERIAL) return 'its serial number is too long';
  return chain.hashData ? { certificate, hashData: chain.hashData } : 'its issuer is not known';
}

/** The whitepaper's event for a certificate of the central system that is invalid (A00.FR.309). */
const rejected = (use: CertificateUse, why: string): CallDecision => ({
  conf: { status: 'Rejected' },
  why,
  ...(use === 'CentralSystemRootCertificate' && {
    security: [{ type: 'InvalidCentralSystemCertificate', techInfo: `InstallCertificate: ${why}` }],
  }),
});

/**
 * Security whitepaper ed.3 M05. A certificate that is installed already is Accepted, and is there once. One
 * that is invalid, or one too many, is Rejected (FR.03, FR.07); one that cannot be stored has Failed (FR.04).
 */
export const installCertificate: CallRule<InstallCertificateRequest> = (request, view) => {
  const root = rootIn(request, view);
  const { certificateType: use } = request;
  if (typeof root === 'string') return rejected(use, root);
  const { roots } = view.records;
  const { fingerprint } = root.certificate;
  if (roots.some((it) => it.use === use && it.certificate.fingerprint === fingerprint))
    return { conf: { status: 'Accepted' } };
  if (roots.length >= limitOf(view.records, 'CertificateStoreMaxLength'))
    return { conf: { status: 'Rejected' }, why: `${roots.length} root certificates are installed already` };
  const installed: RecordChange = { type: 'root-installed', root: { use, ...root } };
  return { conf: { status: 'Accepted' }, confIfFailed: { status: 'Failed' }, changes: [installed] };
};
