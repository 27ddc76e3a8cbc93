import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { certificateUse } from '../shapes/certificate-use.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';

/** Installs a root certificate: PEM. */
export const installCertificate = defineMessage({
  action: 'InstallCertificate',
  profile: 'Security',
  direction: 'CS>CP',
  clause: 'Security whitepaper ed.3 M05',
  request: closedObject({ certificateType: certificateUse, certificate: ciString(5500) }),
  confirmation: closedObject({ status: enumeration(['Accepted', 'Failed', 'Rejected']) }),
});
export type InstallCertificateRequest = RequestOf<typeof installCertificate>;
export type InstallCertificateConfirmation = ConfirmationOf<typeof installCertificate>;
