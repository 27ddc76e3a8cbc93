import type { Requests } from '../../messages/catalogue.ts';
import type { HashData, InstalledRoot } from '../../vocabulary/certificates.ts';
import type { CallDecision, CallRule, StationView } from './call.ts';

type Named = Requests['DeleteCertificate']['certificateHashData'];

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
/** 4095 is "FFF" (security whitepaper ed.3 6.1); central systems send zeroes before it all the same. */
const digits = (serialNumber: string): string => serialNumber.replace(/^0+(?=.)/, '');

/** Whether hash data names a certificate: under the algorithm of the request, in upper or lower case. */
export function isNamed(
  named: Named,
  { serialNumber }: { readonly serialNumber: string },
  hashData: HashData,
): boolean {
  const { issuerNameHash, issuerKeyHash } = hashData[named.hashAlgorithm];
  return (
    same(digits(named.serialNumber), serialNumber) &&
    same(named.issuerNameHash, issuerNameHash) &&
    same(named.issuerKeyHash, issuerKeyHash)
  );
}

/** Why a root must stay; null: it may go. */
function needed(root: InstalledRoot, { records, link }: StationView): string | null {
  if (root.use !== 'CentralSystemRootCertificate') return null;
  // FR.06
  if (link.root === root.certificate.fingerprint) return 'this connection is trusted by it';
  // The certificate's AQ-1: without any the station could never connect again with security profile 2 or 3.
  const isLast = records.roots.filter(({ use }) => use === root.use).length === 1;
  return isLast ? 'it is the last root certificate of the central system' : null;
}

/**
 * Security whitepaper ed.3 M04. Only root certificates can be deleted; the certificate of the charge point
 * never can (FR.05).
 */
export const deleteCertificate: CallRule<Requests['DeleteCertificate']> = (request, view): CallDecision => {
  const named = view.records.roots.filter(({ certificate, hashData }) =>
    isNamed(request.certificateHashData, certificate, hashData),
  );
  const isOwn = view.records.chargePointCertificates.some(
    ({ certificate, hashData }) =>
      hashData !== null && isNamed(request.certificateHashData, certificate, hashData),
  );
  if (isOwn) return { conf: { status: 'Failed' }, why: 'it is the certificate of the charge point' };
  if (named.length === 0) return { conf: { status: 'NotFound' } };
  const why = named.map((root) => needed(root, view)).find((reason) => reason !== null);
  if (why) return { conf: { status: 'Failed' }, why };
  return {
    conf: { status: 'Accepted' },
    confIfFailed: { status: 'Failed' },
    changes: named.map(({ use, certificate: { fingerprint } }) => ({
      type: 'root-deleted',
      use,
      fingerprint,
    })),
  };
};
