import { execFileSync } from 'node:child_process';
import { constants, createHash, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyImage } from '../../../drivers/firmware-installer/verify-image.ts';
import { issue } from '../certificates/authority.ts';
import { SELF_SIGNED } from '../file-transfer/self-signed.ts';

const IMAGE = Buffer.alloc(200_000, 'firmware ');
const DIGEST = createHash('sha256').update(IMAGE).digest('hex');
const signer = issue({ commonName: 'Signer' });
const pss = (image: Buffer, saltLength: number, key = signer.key): string =>
  sign('sha256', image, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }).toString('base64');

let directory = '';
const path = (): string => join(directory, 'image');
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'wallchart-'));
  writeFileSync(path(), IMAGE);
});
afterAll(() => rmSync(directory, { recursive: true }));
const check = (signature: string, certificate = signer.cert) => verifyImage(path(), certificate, signature);

it.each([
  ['as long as the hash', constants.RSA_PSS_SALTLEN_DIGEST],
  ['as long as it can be', constants.RSA_PSS_SALTLEN_MAX_SIGN],
  ['of no length', 0],
])('RSA-PSS with a salt %s is valid', async (_, saltLength) => {
  expect(await check(pss(IMAGE, saltLength))).toEqual({ valid: true, digest: DIGEST });
});

it('base64 may be broken into lines', async () => {
  const lines = pss(IMAGE, 32).replaceAll(/.{64}/g, '$&\n');
  expect((await check(lines))?.valid).toBe(true);
});

it('ECDSA by an EC key is valid', async () => {
  const signature = sign('sha256', IMAGE, SELF_SIGNED.key).toString('base64');
  expect(await check(signature, SELF_SIGNED.cert)).toEqual({ valid: true, digest: DIGEST });
});

it.each<[string, () => string, string?]>([
  ['another file', () => pss(Buffer.concat([IMAGE, Buffer.from('x')]), 32)],
  ['the beginning of the file', () => pss(IMAGE.subarray(0, 65_536), 32)],
  ['another key', () => pss(IMAGE, 32, issue().key)],
  [
    'the older padding of RSA',
    () => sign('sha256', IMAGE, { key: signer.key, padding: constants.RSA_PKCS1_PADDING }).toString('base64'),
  ],
  [
    'another hash',
    () =>
      sign('sha1', IMAGE, {
        key: signer.key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: 20,
      }).toString('base64'),
  ],
  ['no base64', () => `!${pss(IMAGE, 32)}`],
  ['nothing', () => ''],
  ['a certificate that is none', () => pss(IMAGE, 32), 'none'],
  [
    'a key of another kind',
    () => sign(null, IMAGE, generateKeyPairSync('ed25519').privateKey).toString('base64'),
    SELF_SIGNED.cert,
  ],
])('what %s is made of or by is not valid', async (_, signature, certificate) => {
  expect(await check(signature(), certificate)).toEqual({ valid: false, digest: DIGEST });
});

it('no file is no image', async () => {
  expect(await verifyImage(join(directory, 'none'), signer.cert, 'AA==')).toBeNull();
});

const hasOpenssl = (process.env.PATH ?? '').split(delimiter).some((it) => existsSync(join(it, 'openssl')));
/** A second opinion: the command `openssl`, where it is installed. */
it('openssl signs what is valid here, and takes what is signed here', async () => {
  if (!hasOpenssl) return expect((await check(pss(IMAGE, 32)))?.valid).toBe(true);
  const [key, certificate, signature] = ['key.pem', 'cert.pem', 'signature'].map((it) => join(directory, it));
  writeFileSync(key!, signer.key);
  writeFileSync(certificate!, signer.cert);
  const options = ['-sha256', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'];
  execFileSync('openssl', ['dgst', ...options, '-sign', key!, '-out', signature!, path()]);
  expect((await check(readFileSync(signature!).toString('base64')))?.valid).toBe(true);
  writeFileSync(signature!, Buffer.from(pss(IMAGE, 32), 'base64'));
  const publicKey = execFileSync('openssl', ['x509', '-in', certificate!, '-noout', '-pubkey']);
  writeFileSync(key!, publicKey);
  const said = execFileSync('openssl', [
    'dgst',
    ...options,
    '-verify',
    key!,
    '-signature',
    signature!,
    path(),
  ]);
  expect(said.toString().trim()).toBe('Verified OK');
});
