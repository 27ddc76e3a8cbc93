import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { closedObject } from '../shapes/closed-object.ts';
import { enumeration } from '../shapes/enumeration.ts';
import { idTagInfo, idToken } from '../shapes/id-tag-info.ts';
import { integer } from '../shapes/integer.ts';

/** AuthorizationData (OCPP 1.6 ed.2 7.1). */
const authorizationData = closedObject({ idTag: idToken, idTagInfo: v.exactOptional(idTagInfo) });

/** Replaces or amends the local authorisation list. */
export const sendLocalList = defineMessage({
  action: 'SendLocalList',
  profile: 'LocalAuthListManagement',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.15, 6.41, 6.42',
  request: closedObject({
    listVersion: integer,
    localAuthorizationList: v.exactOptional(v.array(authorizationData)),
    updateType: enumeration(['Differential', 'Full']),
  }),
  confirmation: closedObject({
    status: enumeration(['Accepted', 'Failed', 'NotSupported', 'VersionMismatch']),
  }),
});
export type SendLocalListRequest = RequestOf<typeof sendLocalList>;
export type SendLocalListConfirmation = ConfirmationOf<typeof sendLocalList>;
