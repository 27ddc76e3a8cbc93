/** One element of DER (X.690): its tag, its content, and all of its bytes. */
export type DerElement = { readonly tag: number; readonly content: Buffer; readonly whole: Buffer };

const LONG_FORM = 0x80;
const EXPLICIT = 0xa0;
const OCTET_STRING = 0x04;
const BOOLEAN = 0x01;
const INTEGER = 0x02;
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex');

/** Something that OpenSSL took for a certificate and that is none. */
export class DerError extends Error {
  override name = 'DerError';
}

function elementAt(bytes: Buffer, at: number): DerElement {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined) throw new DerError('the DER ends too early');
  const lengthBytes = first < LONG_FORM ? 0 : first - LONG_FORM;
  if (lengthBytes > 4) throw new DerError('a length of DER is out of all proportion');
  const start = at + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
  if (start + length > bytes.length) throw new DerError('the DER ends too early');
  return { tag, content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) };
}

/** The elements that a constructed element holds. */
function elementsOf(bytes: Buffer): readonly DerElement[] {
  const elements: DerElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at);
    elements.push(element);
    at += element.whole.length;
  }
  return elements;
}

/** Parts of a certificate as they stand in it, not written anew (RFC 5280 4.1). */
export type CertificateParts = {
  /** DER of the Name of the issuer. */
  readonly issuer: Buffer;
  /** DER of subjectPublicKeyInfo. */
  readonly publicKeyInfo: Buffer;
  /** The subjectPublicKey itself: content of the BIT STRING without its count of unused bits. */
  readonly publicKey: Buffer;
  /** pathLenConstraint (RFC 5280 4.2.1.9); null: none. */
  readonly pathLength: number | null;
};

/** @throws DerError, or RangeError where DER is cut off. */
export function certificateParts(der: Buffer): CertificateParts {
  const certificate = elementAt(der, 0);
  const body = elementAt(certificate.content, 0);
  const fields = elementsOf(body.content);
  // Version 1 has no field for its version.
  const [, , issuer, , , publicKeyInfo, ...rest] = fields[0]?.tag === EXPLICIT ? fields.slice(1) : fields;
  if (!issuer || !publicKeyInfo) throw new DerError('a certificate without issuer or key');
  const bits = elementsOf(publicKeyInfo.content)[1];
  if (!bits) throw new DerError('a certificate without key');
  return {
    issuer: issuer.whole,
    publicKeyInfo: publicKeyInfo.whole,
    publicKey: bits.content.subarray(1),
    pathLength: pathLengthOf(rest.find(({ tag }) => tag === EXPLICIT + 3)),
  };
}

function pathLengthOf(extensions: DerElement | undefined): number | null {
  const list = extensions ? elementsOf(elementAt(extensions.content, 0).content) : [];
  for (const { content } of list) {
    const [id, ...parts] = elementsOf(content);
    const value = parts.find(({ tag }) => tag === OCTET_STRING);
    if (!id?.whole.equals(BASIC_CONSTRAINTS) || !value) continue;
    const constraints = elementsOf(elementAt(value.content, 0).content);
    const length = constraints.find(({ tag }) => tag === INTEGER)?.content;
    const isAuthority = constraints.some(({ tag }) => tag === BOOLEAN);
    if (isAuthority && length && length.length <= 4) return length.readUIntBE(0, length.length);
  }
  return null;
}
