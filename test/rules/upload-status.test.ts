import { expect, it } from 'vitest';
import { type UploadPhase, uploadStatus } from '../../machines/rules/upload-status.ts';

/**
 * How an upload stands, in the words of DiagnosticsStatus (OCPP 1.6 ed.2 7.24) and of UploadLogStatusEnumType
 * (security whitepaper ed.3 6).
 */
const WORDS: Readonly<Record<UploadPhase, readonly [diagnostics: string, log: string]>> = {
  idle: ['Idle', 'Idle'],
  uploading: ['Uploading', 'Uploading'],
  uploaded: ['Uploaded', 'Uploaded'],
  failed: ['UploadFailed', 'UploadFailure'],
  'bad-message': ['UploadFailed', 'BadMessage'],
  'not-supported': ['UploadFailed', 'NotSupportedOperation'],
  'permission-denied': ['UploadFailed', 'PermissionDenied'],
};
const PHASES = Object.keys(WORDS) as UploadPhase[];
const call = { request: 3, urgency: 'normal' } as const;

it.each(PHASES)('diagnostics that are %s are told by DiagnosticsStatusNotification (4.4)', (phase) => {
  expect(uploadStatus('diagnostics', phase, { ...call, requestId: null })).toStrictEqual({
    ...call,
    requester: 'diagnostics-upload',
    action: 'DiagnosticsStatusNotification',
    payload: { status: WORDS[phase][0] },
  });
});

it.each(PHASES)('a log that is %s is told by LogStatusNotification, named but for Idle (N01)', (phase) => {
  const status = WORDS[phase][1];
  const told = (payload: object) => ({
    ...call,
    requester: 'log-upload',
    action: 'LogStatusNotification',
    payload,
  });
  const named = phase === 'idle' ? { status } : { status, requestId: 0 };
  expect(uploadStatus('log', phase, { ...call, requestId: 0 })).toStrictEqual(told(named));
  expect(uploadStatus('log', phase, { ...call, requestId: null })).toStrictEqual(told({ status }));
});
