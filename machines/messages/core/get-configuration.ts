import * as v from 'valibot';
import { type ConfirmationOf, defineMessage, type RequestOf } from '../message-definition.ts';
import { ciString } from '../shapes/ci-string.ts';
import { closedObject } from '../shapes/closed-object.ts';

/** KeyValue (OCPP 1.6 ed.2 7.29). */
const keyValue = closedObject({
  key: ciString(50),
  readonly: v.boolean(),
  value: v.exactOptional(ciString(500)),
});

/** Reads configuration keys; without `key`, all of them. */
export const getConfiguration = defineMessage({
  action: 'GetConfiguration',
  profile: 'Core',
  direction: 'CS>CP',
  clause: 'OCPP 1.6 ed.2 5.8, 6.23, 6.24',
  request: closedObject({ key: v.exactOptional(v.array(ciString(50))) }),
  confirmation: closedObject({
    configurationKey: v.exactOptional(v.array(keyValue)),
    unknownKey: v.exactOptional(v.array(ciString(50))),
  }),
});
export type GetConfigurationRequest = RequestOf<typeof getConfiguration>;
export type GetConfigurationConfirmation = ConfirmationOf<typeof getConfiguration>;
