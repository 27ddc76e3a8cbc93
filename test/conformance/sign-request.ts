import forge from 'node-forge';
import { type Issued, issue, type Wanted } from '../drivers/certificates/authority.ts';
import type { TestedStation } from './tested-station.ts';
import { root } from './tls-station.ts';

/** The central system asks for a new request, and gets it. @returns the request of SignCertificate. */
export async function askForRequest(station: TestedStation): Promise<string> {
  station.centralSystem.answerAlways('SignCertificate', { status: 'Accepted' });
  const request = { requestedMessage: 'SignChargePointCertificate' };
  await station.expectCall('ExtendedTriggerMessage', request, { status: 'Accepted' });
  await station.pass_s(1);
  const csr = station.record.events.findLast(
    (it) => it.kind === 'call' && it.from === 'station' && it.action === 'SignCertificate',
  );
  if (csr?.kind !== 'call') throw new Error('no SignCertificate came');
  return String(csr.payload.csr);
}

/** What the authority of the operator makes of a request, with what is `changed`. */
export function signedOf(csr: string, changed: Wanted = {}): Issued {
  const request = forge.pki.certificationRequestFromPem(csr);
  if (!request.verify() || !request.publicKey) throw new Error('the request is not signed with its own key');
  const of = (name: string): string => {
    const value: unknown = request.subject.getField(name)?.value;
    return forge.util.decodeUtf8(String(value));
  };
  return issue({
    commonName: of('CN'),
    organisation: of('O'),
    publicKey: request.publicKey,
    issuer: root,
    key: root.key,
    serialNumber: '0d',
    ...changed,
  });
}
