import { type InboundAction, isAction, isInbound, type Requests } from '../messages/catalogue.ts';
import { validateRequest } from '../messages/validate.ts';
import type { CallReply } from '../vocabulary/effects.ts';
import type { OcppErrorCode } from '../vocabulary/ocpp-error.ts';
import type { CallFrame } from './ocpp-j-codec.ts';

/** A CALL that may be answered on its merits: `action` tells the type of `payload`. */
export type AdmittedCall = {
  [Name in InboundAction]: {
    readonly ok: true;
    readonly messageId: string;
    readonly action: Name;
    readonly payload: Requests[Name];
  };
}[InboundAction];

/** A CALL that gets the CALLERROR `reply`, and has no effect. */
export type RefusedCall = { readonly ok: false; readonly reply: CallReply };

/**
 * Whether a CALL of the central system is one that this station takes. By OCPP-J 1.6 table 7: an action that
 * OCPP does not have is NotImplemented; one that it has, but that only a charge point sends or that is not
 * among `supported`, is NotSupported; a bad payload is refused as `validateRequest` says.
 */
export function admitCall(frame: CallFrame, supported: ReadonlySet<string>): AdmittedCall | RefusedCall {
  const { messageId, action } = frame;
  const refuse = (code: OcppErrorCode, description: string): RefusedCall => ({
    ok: false,
    reply: { messageId, error: { code, description } },
  });
  if (!isAction(action)) return refuse('NotImplemented', 'action is not known');
  if (!isInbound(action)) return refuse('NotSupported', `${action} is sent by the charge point only`);
  if (!supported.has(action)) return refuse('NotSupported', `${action} is not supported by this station`);
  const request = validateRequest(action, frame.payload);
  if (!request.ok) return refuse(request.code, request.description);
  return { ok: true, messageId, action, payload: request.value } as AdmittedCall;
}
