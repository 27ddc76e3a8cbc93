import { X509Certificate } from 'node:crypto';
import { fromBER } from 'asn1js';
import * as pkijs from 'pkijs';
import type { TestedStation } from './tested-station.ts';

type HashData = Readonly<
  Record<'hashAlgorithm' | 'issuerNameHash' | 'issuerKeyHash' | 'serialNumber', string>
>;

/** What the station says it has. */
export async function installedIds(
  station: TestedStation,
  certificateType: string,
): Promise<readonly HashData[]> {
  const conf = await station.call('GetInstalledCertificateIds', { certificateType });
  return (conf as { certificateHashData?: readonly HashData[] }).certificateHashData ?? [];
}

/** CertificateHashDataType of a root certificate, reckoned by a library that is none of the station's. */
export async function secondOpinion(pem: string): Promise<HashData> {
  const { raw, serialNumber } = new X509Certificate(pem);
  const der = raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength) as ArrayBuffer;
  const certificate = new pkijs.Certificate({ schema: fromBER(der).result });
  const id = new pkijs.CertID();
  await id.createForCertificate(certificate, { hashAlgorithm: 'SHA-256', issuerCertificate: certificate });
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
  return {
    hashAlgorithm: 'SHA256',
    issuerNameHash: hex(id.issuerNameHash.valueBlock.valueHexView),
    issuerKeyHash: hex(id.issuerKeyHash.valueBlock.valueHexView),
    serialNumber: serialNumber.replace(/^0+(?=.)/, ''),
  };
}
