import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { fromBER } from 'asn1js';
import * as pkijs from 'pkijs';
import { expect, it } from 'vitest';
import { makeSigningRequest } from '../../../drivers/certificates/signing-request.ts';

it('a request names operator and station and is signed with its own key, by another library', async () => {
  const subject = { commonName: 'MX007SC-0001', organisation: 'Wall & Chart Ä 漢' };
  const { csr, keyHash, privateKey } = await makeSigningRequest(subject);
  const base64 = csr.replace(/-----[^-]+-----|\s/g, '');
  const der = Uint8Array.from(Buffer.from(base64, 'base64')).buffer;
  const request = new pkijs.CertificationRequest({ schema: fromBER(der).result });
  expect(await request.verify()).toBe(true);
  const names = request.subject.typesAndValues.map(({ type, value }) => [type, value.valueBlock.value]);
  // O and CN
  expect(names).toEqual([
    ['2.5.4.10', subject.organisation],
    ['2.5.4.3', subject.commonName],
  ]);
  const publicKey = createPublicKey(createPrivateKey(privateKey.reveal()));
  expect(publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  expect(Buffer.from(request.subjectPublicKeyInfo.toSchema().toBER())).toEqual(spki);
  expect(keyHash).toBe(createHash('sha256').update(spki).digest('hex'));
  expect(JSON.stringify(privateKey)).toBe('"[secret]"');
  expect(csr.length).toBeLessThan(5500);

  const other = await makeSigningRequest(subject);
  expect(other.keyHash).not.toBe(keyHash);
});
