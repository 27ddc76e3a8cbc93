import { createPublicKey, generateKeyPair, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { asn1, pki } from 'node-forge';
import { Secret } from '../../machines/vocabulary/secret.ts';
import { keyHashOf } from './certificate-facts.ts';

/** As the suites of the certificate need it (SEC-4): RSA, of the least size that the whitepaper takes. */
const BITS = 2048;

export type SigningRequest = {
  /** PEM of PKCS#10. */
  readonly csr: string;
  /** SHA-256 of subjectPublicKeyInfo, lower-case hexadecimal digits. */
  readonly keyHash: string;
  /** PEM of PKCS#8. */
  readonly privateKey: Secret<string>;
};
export type MakeSigningRequest = (subject: {
  readonly commonName: string;
  readonly organisation: string;
}) => Promise<SigningRequest>;

/** UTF8String of ASN.1, where the types of node-forge want a class. */
const UTF8 = 12 as unknown as asn1.Class;
const text = (name: string, value: string) => ({ name, value, valueTagClass: UTF8 });

/**
 * Makes a key pair, on another thread, and asks for a certificate of it (PKCS#10, SHA-256). The private key
 * never leaves the station. What is signed is written by node-forge, and signed by OpenSSL: the signature of
 * node-forge would keep a slow processor from everything else for a second.
 */
export const makeSigningRequest: MakeSigningRequest = async ({ commonName, organisation }) => {
  // Few stations need it, and each would wait for it at its start.
  const { default: forge } = await import('node-forge');
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: BITS });
  const request = forge.pki.createCertificationRequest();
  request.publicKey = forge.pki.publicKeyFromPem(publicKey.export({ type: 'spki', format: 'pem' }) as string);
  request.setSubject([text('organizationName', organisation), text('commonName', commonName)]);
  request.sign(
    {
      sign: () => {
        const { certificationRequestInfo } = request as unknown as {
          certificationRequestInfo: asn1.Asn1;
        };
        const bytes = Buffer.from(forge.asn1.toDer(certificationRequestInfo).getBytes(), 'binary');
        return sign('sha256', bytes, privateKey).toString('binary');
      },
    } as unknown as pki.rsa.PrivateKey,
    forge.md.sha256.create(),
  );
  return {
    csr: forge.pki.certificationRequestToPem(request).replaceAll('\r', ''),
    keyHash: keyHashOf(createPublicKey(privateKey)),
    privateKey: new Secret(privateKey.export({ type: 'pkcs8', format: 'pem' }) as string),
  };
};
