import { X509Certificate } from 'node:crypto';
import type {
  CertificateChain,
  CertificateFacts,
  CertificateUse,
  InstalledRoot,
} from '../../machines/vocabulary/certificates.ts';
import { factsOf, hashDataOf, isSignedBy } from './certificate-facts.ts';
import { certificateParts } from './der.ts';

/** More cannot come in a CertificateSigned.req that makes sense, and each is work. */
const MOST_CERTIFICATES = 8;
const BLOCK = /-----BEGIN CERTIFICATE-----([\sA-Za-z0-9+/=]+)-----END CERTIFICATE-----/g;

/** Text around the blocks means nothing (RFC 7468 2); a block of anything else has no place here. */
const isOfCertificates = (pem: string): boolean => !pem.replace(BLOCK, '').includes('-----');

const parsed = (pem: string): readonly X509Certificate[] =>
  [...pem.matchAll(BLOCK)].map(([, base64]) => new X509Certificate(Buffer.from(base64 ?? '', 'base64')));

type Path = { readonly certificates: readonly X509Certificate[]; readonly root: X509Certificate };

/** A certificate that may have signed those below it (RFC 5280 4.2.1.9). */
const mayIssue = (certificate: X509Certificate, below: number): boolean => {
  const { pathLength } = certificateParts(certificate.raw);
  return certificate.ca && (pathLength === null || below - 1 <= pathLength);
};

/** Of two roots with one key, the one that is valid for longer comes first. */
const rootsOf = (installed: readonly InstalledRoot[], use: CertificateUse): readonly X509Certificate[] =>
  installed
    .filter((it) => it.use === use)
    .toSorted((a, b) => b.certificate.notAfter.localeCompare(a.certificate.notAfter))
    .map((it) => new X509Certificate(it.certificate.pem));

/** Looks for the way from `certificate` up to one of the roots, through those that came with it. */
function pathTo(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  below: readonly X509Certificate[] = [],
): Path | null {
  const certificates = [...below, certificate];
  const signs = (it: X509Certificate): boolean =>
    mayIssue(it, certificates.length) && isSignedBy(certificate, it);
  const root = roots.find(signs);
  if (root) return { certificates, root };
  const issuer = others.find((it) => !certificates.includes(it) && signs(it));
  return issuer ? pathTo(issuer, others, roots, certificates) : null;
}

/**
 * Reads what the central system sends as PEM.
 * @param installed the roots of the station.
 * @returns null if it is not PEM of one to eight X.509 certificates, and nothing else.
 */
export function readCertificates(
  pem: string,
  use: CertificateUse,
  installed: readonly InstalledRoot[],
): CertificateChain | null {
  if (!isOfCertificates(pem)) return null;
  try {
    const certificates = parsed(pem);
    const first = certificates[0];
    if (!first || certificates.length > MOST_CERTIFICATES) return null;
    const path = pathTo(first, certificates.slice(1), rootsOf(installed, use));
    const facts = certificates.map(factsOf);
    const of = (it: X509Certificate): CertificateFacts => facts[certificates.indexOf(it)] ?? factsOf(it);
    const issuer = facts[0]?.isSelfSigned ? first : (path?.certificates[1] ?? path?.root);
    return {
      certificates: facts,
      path: path ? path.certificates.map(of) : null,
      root: path ? factsOf(path.root).fingerprint : null,
      hashData: issuer ? hashDataOf(first, issuer) : null,
    };
  } catch {
    return null;
  }
}
