import { constants, createHash, createVerify, type VerifyKeyObjectInput, X509Certificate } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';

/** Whether a file is the one that was signed, and which it is: SHA-256, lower-case hexadecimal digits. */
export type VerifiedImage = { readonly valid: boolean; readonly digest: string };

/** With the salt as long as the signer made it; the mask is generated with the hash of the signature. */
const PSS = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_AUTO,
} as const;

/** Anything but base64 is not skipped over, as Buffer would do. */
const bytesOf = (base64: string): Buffer | null => {
  const text = base64.replaceAll(/\s/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;
};

/**
 * Checks a signature over the whole file with SHA-256 (security whitepaper ed.3 L01): RSA-PSS by an RSA key,
 * ECDSA (DER) by an EC key. The whitepaper's other algorithm, EC-Schnorr, is none that OpenSSL has.
 * @param certificate PEM of who signed it.
 * @returns null if there is no file.
 */
export async function verifyImage(
  path: string,
  certificate: string,
  signature: string,
): Promise<VerifiedImage | null> {
  if (!existsSync(path)) return null;
  const [hash, verifier] = [createHash('sha256'), createVerify('sha256')];
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(piece);
    verifier.update(piece);
  }
  const digest = hash.digest('hex');
  const bytes = bytesOf(signature);
  const key = keyOf(certificate);
  if (!bytes || !key) return { valid: false, digest };
  try {
    return { valid: verifier.verify(key, bytes), digest };
  } catch {
    return { valid: false, digest };
  }
}

/** The key of a certificate, and how it signs; null: it is none that this station knows. */
function keyOf(certificate: string): VerifyKeyObjectInput | null {
  try {
    const { publicKey: key } = new X509Certificate(certificate);
    if (key.asymmetricKeyType === 'rsa') return { key, ...PSS };
    return key.asymmetricKeyType === 'ec' ? { key } : null;
  } catch {
    return null;
  }
}
