import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { certificateHashData } from '../shapes/certificate-hash-data.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';

/** Deletes an installed root certificate. */
export const deleteCertificate = defineMessage({
  action: 'DeleteCertificate',
  profile: 'Security',
  direction: 'CS>CP',
  clause: 'Security whitepaper ed.3 M04',
  request: closedObject({ certificateHashData }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Failed', 'NotFound']) }),
});
export type DeleteCertificateRequest = RequestOf<typeof deleteCertificate>;
export type DeleteCertificateConfirmation = ConfirmationOf<typeof deleteCertificate>;
