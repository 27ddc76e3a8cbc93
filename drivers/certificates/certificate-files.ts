import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import {
  type CertificateUse,
  type ChargePointCertificate,
  hasStrongKey,
  type InstalledRoot,
} from '../../machines/vocabulary/certificates.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import { StartError } from '../command-line/start-error.ts';
import { keyHashOf } from './certificate-facts.ts';
import { readCertificates } from './read-certificates.ts';

const ROOT = 'CentralSystemRootCertificate';
/** Of the group and of others. */
const NOT_THE_OWNER = 0o077;

function readText(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new StartError(`The file of ${what}, ${path}, cannot be read.`);
  }
}

/**
 * The root certificates that a PEM file holds.
 * @throws StartError for a file that cannot be read, or holds something else.
 */
export function rootsOfFile(path: string, use: CertificateUse): readonly InstalledRoot[] {
  const chain = readCertificates(readText(path, 'a root certificate'), use, []);
  if (!chain) throw new StartError(`The file ${path} holds no PEM of X.509 certificates.`);
  return chain.certificates.map((certificate) => {
    const hashData = readCertificates(certificate.pem, use, [])?.hashData;
    if (!hashData || !certificate.isAuthority || !hasStrongKey(certificate))
      throw new StartError(
        `A certificate in ${path} is no root: one that signed itself, may sign others, and has a strong key.`,
      );
    return { use, certificate, hashData };
  });
}

/** Mode 0600, as the station keeps it itself. */
function keyOfFile(path: string): KeyObject {
  const text = readText(path, 'a private key');
  if ((statSync(path).mode & NOT_THE_OWNER) !== 0)
    throw new StartError(`The private key in ${path} can be read by others: chmod 600 it.`);
  try {
    return createPrivateKey(text);
  } catch {
    throw new StartError(`The file ${path} holds no PEM of a private key without a password.`);
  }
}

/**
 * The certificate of the charge point with its private key, each from a PEM file; after the certificate may
 * come those that signed it.
 * @throws StartError for files that cannot be used.
 */
export function ownCertificateOfFiles(
  { certificate: path, key: keyPath }: { readonly certificate: string; readonly key: string },
  roots: readonly InstalledRoot[],
): { readonly own: ChargePointCertificate; readonly key: Secret<string> } {
  const chain = readCertificates(readText(path, 'the certificate of the charge point'), ROOT, roots);
  const [certificate, ...others] = chain?.certificates ?? [];
  if (!chain || !certificate) throw new StartError(`The file ${path} holds no PEM of X.509 certificates.`);
  const key = keyOfFile(keyPath);
  if (keyHashOf(createPublicKey(key)) !== certificate.key.hash)
    throw new StartError(`The private key in ${keyPath} is not that of the certificate in ${path}.`);
  const signers = others.filter(({ isSelfSigned }) => !isSelfSigned);
  return {
    own: {
      certificate,
      chain: [certificate, ...signers].map(({ pem }) => pem).join(''),
      hashData: chain.hashData,
    },
    key: new Secret(key.export({ type: 'pkcs8', format: 'pem' }) as string),
  };
}
