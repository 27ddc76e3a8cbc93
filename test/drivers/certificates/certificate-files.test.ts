import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ownCertificateOfFiles, rootsOfFile } from '../../../drivers/certificates/certificate-files.ts';
import { StartError } from '../../../drivers/command-line/start-error.ts';
import { SELF_SIGNED } from '../file-transfer/self-signed.ts';
import { issue, newKey } from './authority.ts';

const directory = mkdtempSync(join(tmpdir(), 'wallchart-certificates-'));
afterAll(() => rmSync(directory, { recursive: true }));
function file(name: string, text: string, mode = 0o600): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}
const USE = 'CentralSystemRootCertificate';
const root = issue({ commonName: 'Root' });
const leaf = issue({ commonName: 'CP-1', issuer: root });

describe('a file of root certificates', () => {
  it('may hold one or more, and anybody may read it', () => {
    const roots = rootsOfFile(file('roots.pem', root.cert + SELF_SIGNED.cert, 0o644), USE);
    expect(roots.map(({ use, certificate }) => [use, certificate.commonName])).toEqual([
      [USE, 'Root'],
      [USE, 'localhost'],
    ]);
  });

  it.each([
    ['that is not there', () => join(directory, 'none.pem'), /cannot be read/],
    ['that is no PEM', () => file('text.pem', 'root'), /no PEM of X\.509/],
    ['of one that is no root', () => file('leaf.pem', leaf.cert), /is no root/],
    ['with a weak key', () => file('weak.pem', issue({ bits: 1024 }).cert), /is no root/],
  ])('%s is told in a sentence', (_, path, words) => {
    expect(() => rootsOfFile(path(), USE)).toThrow(StartError);
    expect(() => rootsOfFile(path(), USE)).toThrow(words);
  });
});

describe('the files of the certificate of the charge point', () => {
  const certificate = (): string => file('own.pem', leaf.cert + root.cert, 0o644);
  const roots = () => rootsOfFile(file('root.pem', root.cert), USE);

  it('give it with its key, in the form in which the station keeps keys, and without the root', () => {
    const { own, key } = ownCertificateOfFiles(
      { certificate: certificate(), key: file('own.key', leaf.key) },
      roots(),
    );
    expect(own).toMatchObject({ certificate: { commonName: 'CP-1' }, chain: leaf.cert });
    expect(own.hashData).not.toBeNull();
    expect(key.reveal()).toBe(leaf.key);
  });

  it.each([
    ['a key that others may read', () => file('open.key', leaf.key, 0o640), /chmod 600/],
    ['a key of another certificate', () => file('other.key', newKey()), /is not that of the certificate/],
    ['no key', () => file('no.key', leaf.cert), /no PEM of a private key/],
    ['a key that is not there', () => join(directory, 'none.key'), /cannot be read/],
  ])('with %s are told in a sentence, without the key', (_, key, words) => {
    const read = () => ownCertificateOfFiles({ certificate: certificate(), key: key() }, roots());
    expect(read).toThrow(StartError);
    expect(read).toThrow(words);
  });
});
