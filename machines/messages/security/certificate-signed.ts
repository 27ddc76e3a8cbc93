import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';

/** Hands over the signed charge point certificate: PEM, with its chain. */
export const certificateSigned = defineMessage({
  action: 'CertificateSigned',
  profile: 'Security',
  direction: 'CS>CP',
  clause: 'Security whitepaper ed.3 A02, A03',
  request: closedObject({ certificateChain: ciString(10000) }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Rejected']) }),
});
export type CertificateSignedRequest = RequestOf<typeof certificateSigned>;
export type CertificateSignedConfirmation = ConfirmationOf<typeof certificateSigned>;
