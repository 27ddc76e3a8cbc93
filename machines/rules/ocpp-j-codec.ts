import { OCPP_ERROR_CODES, type OcppErrorCode } from '../vocabulary/ocpp-error.ts';

/** A request. Its payload is not validated, and may be any JSON value. */
export type CallFrame = {
  readonly kind: 'call';
  readonly messageId: string;
  readonly action: string;
  readonly payload: unknown;
};
/** The answer to a CALL of ours. Its payload is not validated, and may be any JSON value. */
export type ResultFrame = { readonly kind: 'result'; readonly messageId: string; readonly payload: unknown };
/** The refusal of a CALL of ours; a code that OCPP 1.6 does not know reads as GenericError. */
export type ErrorFrame = {
  readonly kind: 'error';
  readonly messageId: string;
  readonly code: OcppErrorCode;
  readonly description: string;
  readonly details: unknown;
};
/**
 * What is none of these. With `messageId`, it was a CALL that can be answered, by a CALLERROR with `code`;
 * without, it can only be logged and ignored. `reason` holds nothing of the frame.
 */
export type BadFrame = { readonly kind: 'bad'; readonly reason: string } & (
  | { readonly messageId: string; readonly code: 'FormationViolation' | 'ProtocolError' }
  | { readonly messageId?: never; readonly code?: never }
);
export type Frame = CallFrame | ResultFrame | ErrorFrame | BadFrame;

/** Message type numbers (OCPP-J 1.6 4.1.3). */
const CALL = 2;
const CALLRESULT = 3;
const CALLERROR = 4;

/** Longest message id: that of a GUID (OCPP-J 1.6 4.1.4). */
const MESSAGE_ID_LENGTH = 36;
/** Up to here one that is too long is repeated in the refusal of its CALL. */
const REFUSED_ID_LENGTH = 255;

/**
 * Deepest nesting of a frame. The deepest message, a MeterValues, needs 6; a frame of many thousand levels is
 * valid JSON, but would overflow the stack of whoever walks through it.
 */
const MAX_DEPTH = 32;

/**
 * Reads one text frame of OCPP-J 1.6 (4.2). Never throws, whatever the text.
 *
 * A CALL with a usable id (a string of at most 36 characters) but otherwise bad can be answered:
 * `ProtocolError` ("payload for Action is incomplete") if the action or the payload is not there at all,
 * `FormationViolation` ("not conform the PDU structure") if there are more than four elements, the action is
 * no string or the payload is nested too deep; so is a CALL with an id of 37 to 255 characters. Anything else
 * that is bad is to be ignored, as 4.1.3 says of unknown message types.
 *
 * A CALLERROR is taken without its description and details too: a central system that leaves them out has
 * still said that our CALL failed.
 */
export function decodeFrame(text: string): Frame {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return bad('not JSON');
  }
  if (!Array.isArray(frame)) return bad('not a JSON array');
  const [type, messageId] = frame as unknown[];
  if (type !== CALL && type !== CALLRESULT && type !== CALLERROR) return bad('unknown message type');
  if (typeof messageId !== 'string') return bad('message id is not a string');
  if (messageId.length > MESSAGE_ID_LENGTH) return tooLongId(type, messageId);
  if (type === CALL) return decodeCall(messageId, frame);
  if (isDeeper(frame, MAX_DEPTH)) return bad('nested too deep');
  return type === CALLRESULT ? decodeResult(messageId, frame) : decodeError(messageId, frame);
}

/** Whoever writes such ids would wait in vain for every answer, and not learn why. */
function tooLongId(type: number, messageId: string): BadFrame {
  const reason = 'message id is longer than 36 characters';
  return type === CALL && messageId.length <= REFUSED_ID_LENGTH
    ? { kind: 'bad', reason, messageId, code: 'FormationViolation' }
    : bad(reason);
}

function decodeCall(messageId: string, frame: readonly unknown[]): CallFrame | BadFrame {
  const [, , action, payload] = frame;
  const violation = (reason: string): BadFrame => ({
    kind: 'bad',
    reason,
    messageId,
    code: frame.length < 4 ? 'ProtocolError' : 'FormationViolation',
  });
  if (frame.length !== 4) return violation('CALL does not have 4 elements');
  if (typeof action !== 'string') return violation('action is not a string');
  if (isDeeper(payload, MAX_DEPTH - 1)) return violation('nested too deep');
  return { kind: 'call', messageId, action, payload };
}

function decodeResult(messageId: string, frame: readonly unknown[]): ResultFrame | BadFrame {
  if (frame.length !== 3) return bad('CALLRESULT does not have 3 elements');
  return { kind: 'result', messageId, payload: frame[2] };
}

function decodeError(messageId: string, frame: readonly unknown[]): ErrorFrame | BadFrame {
  const [, , code, description, details = {}] = frame;
  if (frame.length < 3 || frame.length > 5) return bad('CALLERROR does not have 5 elements');
  if (typeof code !== 'string') return bad('error code is not a string');
  return {
    kind: 'error',
    messageId,
    code: readErrorCode(code),
    description: typeof description === 'string' ? description : '',
    details,
  };
}

const bad = (reason: string): BadFrame => ({ kind: 'bad', reason });

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

/** Spellings in use beside those of the specification. */
const OTHER_SPELLINGS: ReadonlyMap<string, OcppErrorCode> = new Map([
  ['OccurrenceConstraintViolation', 'OccurenceConstraintViolation'],
  ['FormatViolation', 'FormationViolation'],
]);

function readErrorCode(code: string): OcppErrorCode {
  const known = OCPP_ERROR_CODES.find((name) => name === code);
  return known ?? OTHER_SPELLINGS.get(code) ?? 'GenericError';
}

/** @param messageId unique among all calls of this station, at most 36 characters. */
export const encodeCall = (messageId: string, action: string, payload: object): string =>
  JSON.stringify([CALL, messageId, action, payload]);

/** @param messageId that of the CALL. */
export const encodeResult = (messageId: string, payload: object): string =>
  JSON.stringify([CALLRESULT, messageId, payload]);

/** @param messageId that of the CALL. */
export const encodeError = (
  messageId: string,
  code: OcppErrorCode,
  description = '',
  details: object = {},
): string => JSON.stringify([CALLERROR, messageId, code, description, details]);
