import { describe, expect, it } from 'vitest';
import { uploadsEnd } from './uploads-end.ts';
import { CP, CS, wire } from './wire-sample.ts';

const getLog = (requestId: number, status = 'Accepted') =>
  [
    [0, 'call', CS, `g${requestId}`, 'GetLog', { requestId }],
    [0, 'result', CP, `g${requestId}`, 'GetLog', { status, filename: 'x' }],
  ] as const;
const getDiagnostics = (fileName: object = { fileName: 'x' }) =>
  [
    [0, 'call', CS, 'd', 'GetDiagnostics', { location: 'x' }],
    [0, 'result', CP, 'd', 'GetDiagnostics', fileName],
  ] as const;
const log = (status: string, requestId?: number) =>
  [
    0,
    'call',
    CP,
    `${status}${requestId}`,
    'LogStatusNotification',
    requestId === undefined ? { status } : { status, requestId },
  ] as const;
const diagnostics = (status: string) =>
  [0, 'call', CP, status, 'DiagnosticsStatusNotification', { status }] as const;

describe('uploads end', () => {
  it.each([
    [
      'in each final status',
      wire(...getLog(1), log('PermissionDenied', 1), ...getLog(2), log('Uploaded', 2)),
    ],
    ['across a boot', wire(...getLog(1), log('Uploading', 1), 'started', log('UploadFailure', 1))],
    ['told twice', wire(...getLog(1), log('Uploaded', 1), log('Uploaded', 1))],
    ['replaced', wire(...getLog(1), ...getLog(2, 'AcceptedCanceled'), log('Uploaded', 2))],
    ['refused, so that nothing is due', wire(...getLog(1, 'Rejected'), ...getDiagnostics({}))],
    ['of diagnostics', wire(...getDiagnostics(), diagnostics('Uploading'), diagnostics('UploadFailed'))],
    ['asked how nothing stands', wire(log('Idle'), diagnostics('Idle'))],
    ['whose answer was lost', wire(getLog(1)[0], 'started', log('Uploaded', 1))],
  ])('passes one %s', (_name, events) => {
    expect(uploadsEnd(events)).toEqual([]);
  });

  it.each([
    ['that never ended', wire(...getLog(1), log('Uploading', 1))],
    ['of diagnostics that never ended', wire(...getDiagnostics())],
    ['that ended under another requestId', wire(...getLog(1), ...getLog(2), log('Uploaded', 1))],
    ['that nobody asked for', wire(log('Uploading', 9))],
    ['of diagnostics that nobody asked for', wire(diagnostics('Uploaded'))],
    ['that is Idle with a requestId', wire(log('Idle', 1))],
  ])('finds one %s', (_name, events) => {
    expect(uploadsEnd(events)).toHaveLength(1);
  });
});
