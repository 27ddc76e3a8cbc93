import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import forge from 'node-forge';
import type { CertificateFiles } from '../command-line/station-options.ts';
import { makeDirectory } from '../storage/make-directory.ts';

type Issued = { readonly cert: string; readonly key: string };
type Name = { readonly commonName: string; readonly organisation: string };

const HOST = '127.0.0.1';
const BITS = 2048;
const DAY_MS = 86_400_000;
const YEARS_MS = 10 * 365 * DAY_MS;

const text = (name: string, value: string) => ({
  name,
  value,
  valueTagClass: forge.asn1.Type.UTF8 as unknown as forge.asn1.Class,
});

/** A certificate that is signed by `by`; `issuer` absent: by itself, and it may sign others. */
function certified(
  subject: forge.pki.CertificateField[],
  publicKey: forge.pki.PublicKey,
  now_ms: number,
  by: { readonly issuer: Issued | undefined; readonly key: string },
): string {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  // A positive number: the first digit is below 8.
  certificate.serialNumber = `0${randomBytes(8).toString('hex').slice(1)}`;
  certificate.validity.notBefore.setTime(now_ms - DAY_MS);
  certificate.validity.notAfter.setTime(now_ms + YEARS_MS);
  certificate.setSubject(subject);
  certificate.setIssuer(
    by.issuer ? forge.pki.certificateFromPem(by.issuer.cert).subject.attributes : subject,
  );
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: by.issuer === undefined },
    by.issuer
      ? { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true }
      : { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(by.issuer?.key ?? by.key), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate).replaceAll('\r', '');
}

/** @param issuer absent: it signs itself, and may sign others. */
function issue({ commonName, organisation }: Name, now_ms: number, issuer?: Issued): Issued {
  const pair = generateKeyPairSync('rsa', { modulusLength: BITS });
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const publicKey = forge.pki.publicKeyFromPem(
    pair.publicKey.export({ type: 'spki', format: 'pem' }) as string,
  );
  const subject = [text('commonName', commonName), text('organizationName', organisation)];
  return { cert: certified(subject, publicKey, now_ms, { issuer, key }), key };
}

/** What the station asks for in its CSR, signed by the root; null: it is no CSR, or not signed by its key. */
function signed(csr: string, now_ms: number, root: Issued): string | null {
  try {
    const request = forge.pki.certificationRequestFromPem(csr);
    if (!request.publicKey || !request.verify()) return null;
    const { attributes } = request.subject as { attributes: forge.pki.CertificateField[] };
    const field = (name: string): string => String(attributes.find((it) => it.name === name)?.value ?? '');
    // As it was read a name is bytes of UTF-8; it is written from text.
    const subject = ['commonName', 'organizationName'].map((name) =>
      text(name, forge.util.decodeUtf8(field(name))),
    );
    return certified(subject, request.publicKey, now_ms, { issuer: root, key: root.key });
  } catch {
    return null;
  }
}

/** Signs what a station asks for: PEM of a CSR to PEM of a certificate; null: it is no CSR. */
export type SignRequest = (csr: string, now_ms: number) => string | null;

/**
 * The authority of the demo central system, in files of its own: a root, a certificate of the server, and one
 * of the station. What is there is used again, so that a station keeps trusting it.
 * @param now_ms Unix time of the operating system, by which TLS is checked.
 */
export function demoAuthority(
  directory: string,
  station: Name,
  now_ms: number,
): { readonly certificates: CertificateFiles; readonly tls: TlsOptions; readonly sign: SignRequest } {
  makeDirectory(directory);
  const paths = (name: string) => ({
    certificate: join(directory, `${name}.pem`),
    key: join(directory, `${name}.key`),
  });
  const held = (name: string, subject: Name, issuer?: Issued): Issued => {
    const { certificate, key } = paths(name);
    if (existsSync(certificate) && existsSync(key))
      return { cert: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
    const issued = issue(subject, now_ms, issuer);
    writeFileSync(key, issued.key, { mode: 0o600 });
    writeFileSync(certificate, issued.cert);
    return issued;
  };
  const root = held('root', { commonName: 'Demo Root', organisation: 'Demo' });
  const server = held('server', { commonName: HOST, organisation: 'Demo' }, root);
  held('station', station, root);
  return {
    certificates: {
      centralSystemRoot: [paths('root').certificate],
      manufacturerRoot: [],
      chargePoint: paths('station'),
    },
    tls: { ...server, ca: root.cert },
    sign: (csr, at_ms) => signed(csr, at_ms, root),
  };
}
