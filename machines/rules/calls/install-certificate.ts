import type { Requests } from '../../messages/catalogue.ts';
import {
  type CertificateChain,
  type CertificateUse,
  hasStrongKey,
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

/** Whether a certificate is the first in a chain, as AdditionalRootCertificateCheck wants it (M05.FR.09). */
function isFoundedOnNothing({ certificate, certificateType }: InstallCertificateRequest, view: StationView) {
  if (certificate?.certificates[0]?.isSelfSigned !== true) return true;
  const mustBeSigned =
    certificateType === 'CentralSystemRootCertificate' &&
    isChecked(view) &&
    view.records.roots.some(({ use }) => use === certificateType);
  return mustBeSigned && certificate.root === null;
}

/** Why it is no root certificate that this station may trust; null: it may. */
function refusal(request: InstallCertificateRequest, view: StationView): string | null {
  const [root, another] = request.certificate?.certificates ?? [];
  if (!root) return 'it is no PEM of an X.509 certificate';
  if (another) return 'there is more than one certificate';
  if (!hasStrongKey(root)) return `its key is too weak (${root.key.kind}, ${root.key.bits} bits)`;
  if (!root.isAuthority) return 'it is not the certificate of an authority';
  if (isFoundedOnNothing(request, view)) return 'it is signed by nobody that is trusted';
  if (!isValidAt(root, view.at)) return `it is valid from ${root.notBefore} to ${root.notAfter} only`;
  if (root.serialNumber.length > LONGEST_SERIAL) return 'its serial number is too long';
  return null;
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
  const why = refusal(request, view);
  const { certificateType: use, certificate } = request;
  const [root] = certificate?.certificates ?? [];
  if (why !== null || !root || !certificate?.hashData) return rejected(use, why ?? 'its issuer is not known');
  const { roots } = view.records;
  const isThere = roots.some((it) => it.use === use && it.certificate.fingerprint === root.fingerprint);
  if (isThere) return { conf: { status: 'Accepted' } };
  if (roots.length >= limitOf(view.records, 'CertificateStoreMaxLength'))
    return { conf: { status: 'Rejected' }, why: `${roots.length} root certificates are installed already` };
  const installed: RecordChange = {
    type: 'root-installed',
    root: { use, certificate: root, hashData: certificate.hashData },
  };
  return { conf: { status: 'Accepted' }, confIfFailed: { status: 'Failed' }, changes: [installed] };
};
