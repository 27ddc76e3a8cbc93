import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';

/** Hands over a certificate signing request: PEM. */
export const signCertificate = defineMessage({
  action: 'SignCertificate',
  profile: 'Security',
  direction: 'CP>CS',
  clause: 'Security whitepaper ed.3 A02, A03',
  request: closedObject({ csr: ciString(5500) }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Rejected']) }),
});
export type SignCertificateRequest = RequestOf<typeof signCertificate>;
export type SignCertificateConfirmation = ConfirmationOf<typeof signCertificate>;
