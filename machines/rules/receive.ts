import { isAction } from '../messages/catalogue.ts';
import { isConfirmationWithExtras, validateConfirmation } from '../messages/validate.ts';
import type { CertificateReader } from '../vocabulary/certificates.ts';
import type { CallReply } from '../vocabulary/effects.ts';
import { hasSecretValue, Secret } from '../vocabulary/secret.ts';
import { type AdmittedCall, admitCall } from './admit-call.ts';
import type { CallQueueEvent } from './call-queue.ts';
import { SUPPORTED } from './calls/answer-call.ts';
import { decodeFrame, type ErrorFrame, type ResultFrame } from './ocpp-j-codec.ts';

/** A received frame, as far as it can be understood without knowing what was sent. */
export type Frame =
  | { readonly kind: 'call'; readonly messageId: string; readonly action: string; readonly payload: object }
  | { readonly kind: 'refused'; readonly reply: CallReply }
  | ResultFrame
  | ErrorFrame
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * The payload as rules take it: what may hold a secret is wrapped (a key of whitepaper 7, a location with a
 * password), and certificates are read, since no rule could.
 */
function prepared(call: AdmittedCall, read: CertificateReader): object {
  switch (call.action) {
    case 'ChangeConfiguration': {
      const { key, value } = call.payload;
      return hasSecretValue(key) ? { key, value: new Secret(value) } : call.payload;
    }
    case 'GetDiagnostics':
      return { ...call.payload, location: new Secret(call.payload.location) };
    case 'GetLog': {
      const { log } = call.payload;
      return { ...call.payload, log: { ...log, remoteLocation: new Secret(log.remoteLocation) } };
    }
    case 'SignedUpdateFirmware': {
      const { firmware } = call.payload;
      const signingCertificate = read(firmware.signingCertificate, 'ManufacturerRootCertificate');
      const location = new Secret(firmware.location);
      return { ...call.payload, firmware: { ...firmware, location, signingCertificate } };
    }
    case 'InstallCertificate': {
      const { certificateType, certificate } = call.payload;
      return { certificateType, certificate: read(certificate, certificateType) };
    }
    case 'CertificateSigned': {
      const { certificateChain } = call.payload;
      const { length } = certificateChain;
      return { certificateChain: read(certificateChain, 'CentralSystemRootCertificate'), length };
    }
    default:
      return call.payload;
  }
}

/** From text to something that can be acted on; never throws, whatever the text is. */
export function receive(text: string, read: CertificateReader): Frame {
  const frame = decodeFrame(text);
  if (frame.kind === 'bad') {
    const { messageId, code, reason } = frame;
    if (messageId === undefined) return { kind: 'unreadable', reason };
    return { kind: 'refused', reply: { messageId, error: { code, description: reason } } };
  }
  if (frame.kind !== 'call') return frame;
  const admitted = admitCall(frame, SUPPORTED);
  if (!admitted.ok) return { kind: 'refused', reply: admitted.reply };
  const { messageId, action } = admitted;
  return { kind: 'call', messageId, action, payload: prepared(admitted, read) };
}

/** What many central systems write where they have nothing to say is left out, as it should have been. */
function withoutNulls(payload: NonNullable<unknown>): unknown {
  if (typeof payload !== 'object' || Array.isArray(payload)) return payload;
  const said = Object.entries(payload).filter(([, value]) => value !== null);
  return Object.fromEntries(said.map(([key, value]) => [key, withoutNulls(value)]));
}

/**
 * The answer to a CALL of ours. `action`: what was sent under this id, if anything was. A CALLRESULT that
 * only has properties nobody knows, or nulls where it may have nothing, is taken all the same: a message must
 * not be repeated, or a transaction go without its transactionId, for the sake of those.
 */
export function readAnswer(
  frame: ResultFrame | ErrorFrame,
  action: string | undefined,
): { readonly event: CallQueueEvent | null; readonly complaint: string | null } {
  const { messageId } = frame;
  if (action === undefined || !isAction(action)) return { event: null, complaint: 'an answer to nothing' };
  if (frame.kind === 'error') {
    const { code } = frame;
    return { event: { type: 'ERROR', messageId, code }, complaint: `${action} was answered with ${code}` };
  }
  const checked = validateConfirmation(action, frame.payload);
  if (checked.ok) return { event: { type: 'RESULT', messageId, conf: checked.value }, complaint: null };
  const complaint = `invalid answer to ${action}: ${checked.description}`;
  const conf = withoutNulls(frame.payload ?? {});
  return isConfirmationWithExtras(action, conf)
    ? { event: { type: 'RESULT', messageId, conf: conf as object }, complaint }
    : { event: { type: 'ERROR', messageId, code: 'InvalidAnswer' }, complaint };
}
