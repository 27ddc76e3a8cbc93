import type { CallRequest } from '../vocabulary/effects.ts';
import { uploadActor } from '../vocabulary/peer.ts';
import type { UploadKind, UploadOutcome } from '../vocabulary/uploads.ts';

export type UploadPhase = 'idle' | 'uploading' | UploadOutcome;

const DIAGNOSTICS: Readonly<Record<UploadPhase, string>> = {
  idle: 'Idle',
  uploading: 'Uploading',
  uploaded: 'Uploaded',
  failed: 'UploadFailed',
  'bad-message': 'UploadFailed',
  'not-supported': 'UploadFailed',
  'permission-denied': 'UploadFailed',
};
const LOG: Readonly<Record<UploadPhase, string>> = {
  idle: 'Idle',
  uploading: 'Uploading',
  uploaded: 'Uploaded',
  failed: 'UploadFailure',
  'bad-message': 'BadMessage',
  'not-supported': 'NotSupportedOperation',
  'permission-denied': 'PermissionDenied',
};

/**
 * The notification of how an upload stands: DiagnosticsStatusNotification (OCPP 1.6 ed.2 4.4) or
 * LogStatusNotification (whitepaper N01), the latter with its requestId, but for Idle.
 * @param request comes back with the answer.
 */
export function uploadStatus(
  kind: UploadKind,
  phase: UploadPhase,
  { requestId, request, urgency }: Pick<CallRequest, 'request' | 'urgency'> & { requestId: number | null },
): CallRequest {
  const common = { requester: uploadActor(kind), request, urgency };
  if (kind === 'diagnostics')
    return { ...common, action: 'DiagnosticsStatusNotification', payload: { status: DIAGNOSTICS[phase] } };
  const named = requestId === null || phase === 'idle' ? {} : { requestId };
  return { ...common, action: 'LogStatusNotification', payload: { status: LOG[phase], ...named } };
}
