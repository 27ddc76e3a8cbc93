import { createHash, X509Certificate } from 'node:crypto';
import { fromBER } from 'asn1js';
import fc from 'fast-check';
import * as pkijs from 'pkijs';
import { describe, expect, it } from 'vitest';
import { readCertificates } from '../../../drivers/certificates/read-certificates.ts';
import type { HashAlgorithm, InstalledRoot } from '../../../machines/vocabulary/certificates.ts';
import { SELF_SIGNED } from '../file-transfer/self-signed.ts';
import { issue, pemOf } from './authority.ts';

const USE = 'CentralSystemRootCertificate';
const read = (pem: string, installed: readonly InstalledRoot[] = []) => readCertificates(pem, USE, installed);

const root = issue({ commonName: 'Root', serialNumber: '0fff' });
const sub = issue({ commonName: 'Sub', issuer: root, authority: true, pathLength: 0 });
const leaf = issue({ commonName: 'CP-1', organisation: 'Owner', issuer: sub, serialNumber: '5bc123' });

function installed(pem: string, use: InstalledRoot['use'] = USE): InstalledRoot {
  const chain = read(pem);
  const certificate = chain?.certificates[0];
  if (!certificate || !chain.hashData) throw new Error('no root');
  return { use, certificate, hashData: chain.hashData };
}

/** The same by a library that has nothing in common with the station's code. */
async function secondOpinion(pem: string, issuer: string, algorithm: HashAlgorithm) {
  const parsed = (text: string): pkijs.Certificate => {
    const { buffer, byteOffset, byteLength } = new X509Certificate(text).raw;
    const der = buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
    return new pkijs.Certificate({ schema: fromBER(der).result });
  };
  const id = new pkijs.CertID();
  await id.createForCertificate(parsed(pem), {
    hashAlgorithm: `SHA-${algorithm.slice(3)}`,
    issuerCertificate: parsed(issuer),
  });
  const hex = (view: ArrayBufferLike): string => Buffer.from(view).toString('hex');
  return {
    issuerNameHash: hex(id.issuerNameHash.valueBlock.valueHexView.slice().buffer),
    issuerKeyHash: hex(id.issuerKeyHash.valueBlock.valueHexView.slice().buffer),
  };
}

describe('the hash data of a certificate', () => {
  it.each<HashAlgorithm>([
    'SHA256',
    'SHA384',
    'SHA512',
  ])('under %s is what another library reckons: of a root, of one below it, and of EC', async (algorithm) => {
    expect(read(root.cert)?.hashData?.[algorithm]).toEqual(
      await secondOpinion(root.cert, root.cert, algorithm),
    );
    expect(read(leaf.cert + sub.cert, [installed(root.cert)])?.hashData?.[algorithm]).toEqual(
      await secondOpinion(leaf.cert, sub.cert, algorithm),
    );
    expect(read(SELF_SIGNED.cert)?.hashData?.[algorithm]).toEqual(
      await secondOpinion(SELF_SIGNED.cert, SELF_SIGNED.cert, algorithm),
    );
  });

  it('is known of a certificate whose issuer is known only', () => {
    expect(read(leaf.cert)).toMatchObject({ path: null, root: null, hashData: null });
  });

  it('has a serial number without leading zeroes (whitepaper 6.1)', () => {
    expect(read(root.cert)?.certificates[0]?.serialNumber).toBe('FFF');
    expect(read(issue({ key: root.key, serialNumber: '00' }).cert)?.certificates[0]?.serialNumber).toBe('0');
  });
});

describe('what is read of a certificate', () => {
  it('is its subject, its period, its key, and whether it is an authority', () => {
    const { fingerprint256, publicKey } = new X509Certificate(leaf.cert);
    const keyHash = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' }));
    expect(read(leaf.cert)?.certificates).toEqual([
      {
        fingerprint: fingerprint256.replaceAll(':', '').toLowerCase(),
        pem: leaf.cert,
        serialNumber: '5BC123',
        commonName: 'CP-1',
        organisation: 'Owner',
        notBefore: '2020-01-01T00:00:00.000Z',
        notAfter: '2099-01-01T00:00:00.000Z',
        key: { kind: 'RSA', bits: 2048, hash: keyHash.digest('hex') },
        isAuthority: false,
        isSelfSigned: false,
      },
    ]);
    expect(read(root.cert)?.certificates[0]).toMatchObject({ isAuthority: true, isSelfSigned: true });
    expect(read(SELF_SIGNED.cert)?.certificates[0]?.key).toMatchObject({ kind: 'EC', bits: 256 });
  });

  it('is the names as they are, whatever characters they have', () => {
    const organisation = 'Wall & Chart, "Ä" + 漢 \\ #1; <CN=x>\nO=y';
    const { cert } = issue({ key: root.key, commonName: ' a=b ', organisation });
    expect(read(cert)?.certificates[0]).toMatchObject({ commonName: ' a=b ', organisation });
  });

  it('is the same where lines are long, end otherwise, or have text before them (RFC 7468)', () => {
    const [, base64] = /-----\n([^-]+)-----/.exec(root.cert) ?? [];
    const body = base64?.replaceAll('\n', '');
    const oneLine = `subject=Root\n-----BEGIN CERTIFICATE-----${body}-----END CERTIFICATE-----`;
    expect(read(oneLine)).toEqual(read(root.cert));
    expect(read(root.cert.replaceAll('\n', '\r\n'))).toEqual(read(root.cert));
  });

  it.each([
    ['nothing', ''],
    ['no PEM', 'certificate'],
    ['PEM of nothing', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
    ['a certificate cut off', `${root.cert.slice(0, 400)}\n-----END CERTIFICATE-----`],
    ['a private key beside it', root.cert + root.key],
    ['a private key alone', root.key],
    ['a block that does not end', `${root.cert}-----BEGIN CERTIFICATE-----`],
    ['more than eight', root.cert.repeat(9)],
  ])('is nothing of %s', (_, pem) => {
    expect(read(pem)).toBeNull();
  });

  it('is nothing of a certificate with a changed signature but that it has not signed itself', () => {
    const der = Buffer.from(new X509Certificate(root.cert).raw);
    der[der.length - 1] = (der.at(-1) ?? 0) ^ 1;
    const forged = pemOf(der);
    expect(read(forged)?.certificates[0]?.isSelfSigned).toBe(false);
  });
});

describe('the path of a certificate', () => {
  const names = (chain: ReturnType<typeof read>) => chain?.path?.map(({ commonName }) => commonName);

  it('leads over those that came with it, in any order, to an installed root of its use', () => {
    const roots = [installed(issue({ commonName: 'Other' }).cert), installed(root.cert)];
    const found = read(leaf.cert + sub.cert, roots);
    expect(names(found)).toEqual(['CP-1', 'Sub']);
    expect(found?.root).toBe(roots[1]?.certificate.fingerprint);
    expect(names(read(leaf.cert + root.cert + sub.cert, roots))).toEqual(['CP-1', 'Sub']);
    expect(names(read(sub.cert, roots))).toEqual(['Sub']);
  });

  it('is none where a link is missing, no root is installed, or it is one for another use', () => {
    expect(read(leaf.cert, [installed(root.cert)])?.path).toBeNull();
    expect(read(leaf.cert + sub.cert)?.path).toBeNull();
    const other = [installed(root.cert, 'ManufacturerRootCertificate')];
    expect(read(leaf.cert + sub.cert, other)?.path).toBeNull();
  });

  it('is none by a namesake of the root, by one that is no authority, and past a path length', () => {
    const namesake = issue({ commonName: 'Root', serialNumber: '0fff' });
    expect(read(leaf.cert + sub.cert, [installed(namesake.cert)])?.path).toBeNull();
    const plain = issue({ commonName: 'Plain', issuer: root });
    const below = issue({ commonName: 'Below', issuer: plain });
    expect(read(below.cert + plain.cert, [installed(root.cert)])?.path).toBeNull();
    const subsub = issue({ commonName: 'SubSub', issuer: sub, authority: true });
    const deep = issue({ commonName: 'Deep', issuer: subsub });
    expect(read(deep.cert + subsub.cert + sub.cert, [installed(root.cert)])?.path).toBeNull();
  });

  it('ends at the root that is valid longest where two have one key', () => {
    const short = issue({ commonName: 'Root', key: root.key, notAfter: new Date('2021-01-01T00:00:00Z') });
    const roots = [installed(short.cert), installed(root.cert)];
    expect(read(sub.cert, roots)?.root).toBe(roots[1]?.certificate.fingerprint);
  });
});

it('a certificate with bytes that are changed or cut off is read or not, and never an error', () => {
  const der = Buffer.from(new X509Certificate(leaf.cert).raw);
  const place = fc.nat(der.length - 1);
  const changes = fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { maxLength: 4 });
  let [read_, not] = [0, 0];
  fc.assert(
    fc.property(changes, fc.option(place), (changed, length) => {
      const bytes = Buffer.from(der.subarray(0, length ?? der.length));
      for (const [at, byte] of changed) if (at < bytes.length) bytes[at] = byte;
      if (read(pemOf(bytes), [installed(root.cert)]) === null) not += 1;
      else read_ += 1;
    }),
    { numRuns: 500, seed: 20260304 },
  );
  expect(Math.min(read_, not)).toBeGreaterThan(50);
});
