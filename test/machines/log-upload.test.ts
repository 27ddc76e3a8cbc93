import { describe, expect, it } from 'vitest';
import type { CallRequest, CommitRequest } from '../../machines/vocabulary/effects.ts';
import type { LogUploadEvent } from '../../machines/vocabulary/events.ts';
import type { LinkSummary } from '../../machines/vocabulary/summary.ts';
import type { UploadKind, UploadOutcome, UploadRecord } from '../../machines/vocabulary/uploads.ts';
import { MachineAlone } from './machine-alone.ts';

const ONLINE: LinkSummary = { connected: true, registration: 'accepted' };
const OFFLINE: LinkSummary = { connected: false, registration: 'accepted' };
const UPLOAD: UploadRecord = {
  requestId: 7,
  logType: 'DiagnosticsLog',
  fileName: 'x.jsonl',
  oldest: null,
  latest: null,
  retries: 1,
  retryInterval_s: 20,
  outcome: null,
};

const alone = (
  upload: UploadRecord | null = null,
  link: LinkSummary = ONLINE,
  kind: UploadKind = 'log',
): MachineAlone<LogUploadEvent> =>
  new MachineAlone<LogUploadEvent>('logUpload', {
    input: { kind, upload, link },
    ports: {
      upload: ({ attempt }: { attempt: number }) => `${attempt}`,
      abandonUpload: () => '',
      call: ({ payload, urgency, request }: CallRequest) =>
        `${Object.values(payload).join(' ')} ${urgency}${request > 0 ? ` #${request}` : ''}`,
      commit: ({ changes = [] }: CommitRequest) =>
        changes.map((it) => ('outcome' in it ? `${it.type} ${it.outcome}` : it.type)).join(),
    },
  });
const begin = (upload: UploadRecord = UPLOAD): LogUploadEvent => ({ type: 'UPLOAD', upload });
const ended = (attempt: number, outcome: UploadOutcome): LogUploadEvent => ({
  type: 'UPLOAD_ENDED',
  attempt,
  outcome,
});
const COMMITTED: LogUploadEvent = { type: 'COMMITTED', purpose: '', then: [] };
const REFUSED: LogUploadEvent = { type: 'COMMIT_FAILED', purpose: '' };
const answered = (request: number): LogUploadEvent => ({
  type: 'CALL_ANSWERED',
  action: 'LogStatusNotification',
  request,
  conf: {},
});
const failed = (request: number, failure: 'offline' | 'timeout'): LogUploadEvent => ({
  type: 'CALL_FAILED',
  action: 'LogStatusNotification',
  request,
  failure,
});

describe('an upload', () => {
  it('is told as it begins, sent, and its end is stored, told, and forgotten when it is confirmed', () => {
    const it = alone().send(begin());
    expect(it.told).toEqual(['call Uploading 7 normal', 'upload 1']);
    expect(it.send(ended(1, 'uploaded')).told).toEqual(['abandonUpload', 'commit upload-concluded uploaded']);
    expect(it.send(COMMITTED).told).toEqual(['call Uploaded 7 normal #1']);
    expect(it.send(answered(1)).told).toEqual(['commit upload-ended']);
    expect(it.send(COMMITTED).state()).toBe('idle');
  });

  it('that fails is tried again after retryInterval, as often as was asked for', () => {
    const it = alone().send(begin(), ended(1, 'failed')).pass_s(19);
    expect(it.told).toEqual(['call Uploading 7 normal', 'upload 1', 'abandonUpload']);
    expect(it.pass_s(1).told).toEqual(['upload 2']);
    const told = it.send(ended(2, 'failed'), COMMITTED).told;
    expect(told).toEqual([
      'abandonUpload',
      'commit upload-concluded failed',
      'call UploadFailure 7 normal #1',
    ]);
  });

  it.each([
    ['bad-message', 'BadMessage'],
    ['not-supported', 'NotSupportedOperation'],
    ['permission-denied', 'PermissionDenied'],
  ] as const)('that ends as %s is not tried again: %s', (outcome, status) => {
    const it = alone().send(begin(), ended(1, outcome), COMMITTED);
    expect(it.told.at(-1)).toBe(`call ${status} 7 normal #1`);
  });

  it('of diagnostics has the three statuses of OCPP 1.6, and no requestId', () => {
    const upload = { ...UPLOAD, requestId: null };
    for (const [outcome, status] of [
      ['uploaded', 'Uploaded'],
      ['permission-denied', 'UploadFailed'],
    ] as const) {
      const it = alone(null, ONLINE, 'diagnostics').send(begin(upload), ended(1, outcome), COMMITTED);
      expect(it.told.filter((words) => words.startsWith('call'))).toEqual([
        'call Uploading normal',
        `call ${status} normal #1`,
      ]);
    }
  });

  it('that comes to no end within five minutes is abandoned, and tried again', () => {
    const it = alone().send(begin()).pass_s(299);
    it.told;
    expect(it.pass_s(1).told).toEqual(['abandonUpload']);
    expect(it.pass_s(20).told).toEqual(['upload 2']);
    expect(it.pass_s(300).told).toEqual(['abandonUpload', 'commit upload-concluded failed']);
  });

  it('is replaced by another one: what becomes of its transfer concerns nobody', () => {
    const it = alone().send(begin(), begin({ ...UPLOAD, requestId: 8 }));
    expect(it.told.slice(2)).toEqual(['abandonUpload', 'call Uploading 8 normal', 'upload 2']);
    expect(it.send(ended(1, 'uploaded')).told).toEqual([]);
    expect(it.send(ended(2, 'uploaded'), COMMITTED).told.at(-1)).toBe('call Uploaded 8 normal #1');
  });

  it('has its retries back when another one takes its place', () => {
    const it = alone().send(begin(), ended(1, 'failed'), begin(), ended(2, 'failed'));
    expect(it.state()).toBe('uploading.pausing');
  });

  it('whose end cannot be told waits for the central system', () => {
    const it = alone().send(begin(), { type: 'LINK', link: OFFLINE }, ended(1, 'uploaded'), COMMITTED);
    expect([it.state(), it.told.at(-1)]).toEqual(['reporting.waiting', 'commit upload-concluded uploaded']);
    expect(it.send({ type: 'LINK', link: ONLINE }).told).toEqual(['call Uploaded 7 normal #1']);
    expect(it.send({ type: 'LINK', link: OFFLINE }, failed(1, 'offline')).state()).toBe('reporting.waiting');
    expect(it.send({ type: 'LINK', link: ONLINE }).told).toEqual(['call Uploaded 7 normal #2']);
    expect(it.send(answered(1)).state()).toBe('reporting.telling');
    expect(it.send(answered(2)).told).toEqual(['commit upload-ended']);
  });

  it('whose end is not confirmed is told again every 30 s, three times', () => {
    const it = alone().send(begin(), ended(1, 'uploaded'), COMMITTED);
    it.told;
    expect(it.send(failed(9, 'timeout')).state()).toBe('reporting.telling');
    for (const request of [1, 2, 3]) {
      expect(it.send(failed(request, 'timeout')).pass_s(29).told).toEqual([]);
      expect(it.pass_s(1).told).toEqual([`call Uploaded 7 normal #${request + 1}`]);
    }
    expect(it.send(failed(4, 'timeout')).told).toEqual(['commit upload-ended']);
  });

  it('whose end is not confirmed is told again only where somebody is there', () => {
    const it = alone().send(begin(), ended(1, 'uploaded'), COMMITTED, failed(1, 'timeout'));
    it.send({ type: 'LINK', link: OFFLINE }).pass_s(30);
    expect(it.state()).toBe('reporting.waiting');
  });

  it('whose end storage refuses is stored 5 s later: nothing is told before', () => {
    const it = alone().send(begin(), ended(1, 'uploaded'), REFUSED).pass_s(4);
    expect(it.told.at(-1)).toBe('commit upload-concluded uploaded');
    expect(it.pass_s(1).told).toEqual(['commit upload-concluded uploaded']);
    expect(it.send(COMMITTED, answered(1), REFUSED).pass_s(4).told).toEqual([
      'call Uploaded 7 normal #1',
      'commit upload-ended',
    ]);
    expect(it.pass_s(1).told).toEqual(['commit upload-ended']);
  });
});

describe('a station that restarts', () => {
  it('begins an interrupted upload again, once it is online', () => {
    const it = alone(UPLOAD, { connected: false, registration: 'unknown' });
    expect(it.told).toEqual([]);
    expect(it.send({ type: 'LINK', link: ONLINE }).told).toEqual(['call Uploading 7 normal', 'upload 1']);
  });

  it('tells the end that it had stored, and sends nothing again', () => {
    const it = alone({ ...UPLOAD, outcome: 'uploaded' }, OFFLINE).send({ type: 'LINK', link: ONLINE });
    expect(it.told).toEqual(['call Uploaded 7 normal #1']);
  });
});

describe('who asks how it stands', () => {
  it('hears Idle, without a requestId, where nothing is asked for, also after an upload', () => {
    const it = alone().send('REPORT_UPLOAD');
    expect([it.told, it.state()]).toEqual([['call Idle triggered'], 'idle']);
    it.send(begin(), ended(1, 'uploaded'), COMMITTED, answered(1), COMMITTED).told;
    expect(it.send('REPORT_UPLOAD').told).toEqual(['call Idle triggered']);
  });

  it('hears Uploading while one is under way, pauses, or is to be begun again', () => {
    const it = alone(UPLOAD, OFFLINE).send('REPORT_UPLOAD');
    expect(it.told).toEqual(['call Uploading 7 triggered']);
    it.send({ type: 'LINK', link: ONLINE }).told;
    expect(it.send('REPORT_UPLOAD').told).toEqual(['call Uploading 7 triggered']);
    it.send(ended(1, 'failed')).told;
    expect(it.send('REPORT_UPLOAD').told).toEqual(['call Uploading 7 triggered']);
  });
});
