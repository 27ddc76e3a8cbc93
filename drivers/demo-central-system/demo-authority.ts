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

/** @param issuer absent: it signs itself, and may sign others. */
function issue({ commonName, organisation }: Name, now_ms: number, issuer?: Issued): Issued {
  const pair = generateKeyPairSync('rsa', { modulusLength: BITS });
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(
    pair.publicKey.export({ type: 'spki', format: 'pem' }) as string,
  );
  // A positive number: the first digit is below 8.
  certificate.serialNumber = `0${randomBytes(8).toString('hex').slice(1)}`;
  certificate.validity.notBefore.setTime(now_ms - DAY_MS);
  certificate.validity.notAfter.setTime(now_ms + YEARS_MS);
  const subject = [text('commonName', commonName), text('organizationName', organisation)];
  certificate.setSubject(subject);
  certificate.setIssuer(issuer ? forge.pki.certificateFromPem(issuer.cert).subject.attributes : subject);
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: issuer === undefined },
    issuer
      ? { name: 'keyUsage', critical: true, digitalSignature: true, keyEncipherment: true }
      : { name: 'keyUsage', critical: true, keyCertSign: true, cRLSign: true },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(issuer?.key ?? key), forge.md.sha256.create());
  return { cert: forge.pki.certificateToPem(certificate).replaceAll('\r', ''), key };
}

/**
 * The authority of the demo central system, in files of its own: a root, a certificate of the server, and one
 * of the station. What is there is used again, so that a station keeps trusting it.
 * @param now_ms Unix time of the operating system, by which TLS is checked.
 */
export function demoAuthority(
  directory: string,
  station: Name,
  now_ms: number,
): { readonly certificates: CertificateFiles; readonly tls: TlsOptions } {
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
  };
}
