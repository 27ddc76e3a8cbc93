import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { certificateHashData } from '../shapes/certificate-hash-data.ts';
import { certificateUse } from '../shapes/certificate-use.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';

/** Asks which root certificates of a kind are installed. */
export const getInstalledCertificateIds = defineMessage({
  action: 'GetInstalledCertificateIds',
  profile: 'Security',
  direction: 'CS>CP',
  clause: 'Security whitepaper ed.3 M03',
  request: closedObject({ certificateType: certificateUse }),
  confirmation: closedObject({
    certificateHashData: v.exactOptional(v.pipe(v.array(certificateHashData), v.minLength(1))),
    status: enumeration(['Accepted', 'NotFound']),
  }),
});
export type GetInstalledCertificateIdsRequest = RequestOf<typeof getInstalledCertificateIds>;
export type GetInstalledCertificateIdsConfirmation = ConfirmationOf<typeof getInstalledCertificateIds>;
