import { describe, expect, it } from 'vitest';
import { answerCall } from '../../../machines/rules/calls/answer-call.ts';
import type { StationView } from '../../../machines/rules/calls/call.ts';
import { mx007sc } from '../../../machines/vocabulary/profiles/mx007sc.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import type { UploadRecord } from '../../../machines/vocabulary/uploads.ts';
import { viewOf } from './station-view.ts';

const VIEW: StationView = viewOf(mx007sc);
const location = new Secret('ftp://logs.test/');
const diagnostics = (request: object, view = VIEW) =>
  answerCall('GetDiagnostics', { location, ...request }, view);
const log = (request: object, view = VIEW) =>
  answerCall(
    'GetLog',
    { logType: 'DiagnosticsLog', requestId: 7, log: { remoteLocation: location }, ...request },
    view,
  );
type Answer = {
  readonly conf: Readonly<Record<string, string>>;
  readonly confIfFailed?: object;
  readonly changes?: readonly { type: string; upload?: UploadRecord; key?: string; value?: unknown }[];
  readonly then?: readonly { to: string; event: { type: string; upload: UploadRecord } }[];
};
const asked = (decision: unknown): UploadRecord | undefined => (decision as Answer).then?.[0]?.event.upload;

describe('GetDiagnostics', () => {
  it('names the file, stores what is asked for and its secret location, and begins', () => {
    const { conf, changes, then, confIfFailed } = diagnostics({}) as Answer;
    expect(conf.fileName).toMatch(/^[\w-]+-diagnostics-\d{8}T\d{6}Z\.jsonl$/);
    expect(changes?.map(({ type }) => type)).toEqual(['upload-stored', 'secret-set']);
    expect(changes?.[1]).toMatchObject({ key: 'DiagnosticsLocation', value: location });
    expect(then).toMatchObject([{ to: 'diagnostics-upload', event: { type: 'UPLOAD' } }]);
    expect(asked(diagnostics({}))).toEqual({
      requestId: null,
      logType: 'DiagnosticsLog',
      fileName: conf.fileName,
      oldest: null,
      latest: null,
      retries: 2,
      retryInterval_s: 10,
      outcome: null,
    });
    expect(confIfFailed).toEqual({});
  });

  it.each([
    ['as many as are asked for', { retries: 3, retryInterval: 45 }, 3, 45],
    ['none', { retries: 0, retryInterval: 0 }, 0, 0],
    ['fewer than none are none', { retries: -1, retryInterval: -5 }, 0, 0],
    ['within reason', { retries: 2_000_000, retryInterval: 2_000_000 }, 100, 86_400],
    ['its own where none are given', {}, 2, 10],
  ])('has retries (errata 3.50): %s', (_, request, retries, retryInterval_s) => {
    expect(asked(diagnostics(request))).toMatchObject({ retries, retryInterval_s });
  });

  it('gives no file name where the time ends before it begins, and takes a moment for a time', () => {
    const [early, late] = ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'];
    expect((diagnostics({ startTime: late, stopTime: early }) as Answer).conf).toEqual({});
    expect(asked(diagnostics({ startTime: early, stopTime: early }))).toMatchObject({
      oldest: early,
      latest: early,
    });
  });

  it('may be asked for with one end of the time alone, even one before 1970', () => {
    for (const time of ['2026-01-01T00:00:00Z', '1969-01-01T00:00:00Z']) {
      expect(asked(diagnostics({ startTime: time }))).toMatchObject({ oldest: time, latest: null });
      expect(asked(diagnostics({ stopTime: time }))).toMatchObject({ oldest: null, latest: time });
    }
  });

  it('names the file with the characters that every file system takes, and at most 255 of them', () => {
    const serialNumber = `Ä/..\\${'1'.repeat(300)}`;
    const profile = { ...mx007sc, identity: { ...mx007sc.identity, serialNumber } };
    const { conf } = diagnostics({}, viewOf(profile)) as Answer;
    expect(conf.fileName).toMatch(/^[\w.-]{1,255}$/);
  });
});

describe('GetLog', () => {
  it('is Accepted with the file name, and the requestId is kept', () => {
    const decision = log({});
    expect((decision as Answer).conf).toEqual({ status: 'Accepted', filename: asked(decision)?.fileName });
    expect(asked(decision)).toMatchObject({ requestId: 7, logType: 'DiagnosticsLog', outcome: null });
    expect((decision as Answer).confIfFailed).toEqual({ status: 'Rejected' });
  });

  it('is stored with its secret location, then begins, apart from GetDiagnostics', () => {
    const { changes, then } = log({}) as Answer;
    const upload = asked(log({}));
    expect(changes).toEqual([
      { type: 'upload-stored', kind: 'log', upload },
      { type: 'secret-set', key: 'LogLocation', value: location },
    ]);
    expect(then).toEqual([{ to: 'log-upload', event: { type: 'UPLOAD', upload } }]);
  });

  it('of the diagnostics has their name (GetDiagnostics); of the security log says so in the name', () => {
    expect(asked(log({}))?.fileName).toMatch(/^[\w-]+-diagnostics-\d{8}T\d{6}Z\.jsonl$/);
    expect(asked(log({ logType: 'SecurityLog' }))).toMatchObject({
      logType: 'SecurityLog',
      fileName: expect.stringContaining('security-log') as string,
    });
  });

  it('cancels an upload that is under way, and says so (N01.FR.12); one that is over is none', () => {
    const running = asked(log({})) as UploadRecord;
    const during = (upload: UploadRecord) => ({
      ...VIEW,
      records: { ...VIEW.records, uploads: { log: upload } },
    });
    expect(log({}, during(running))).toMatchObject({ conf: { status: 'AcceptedCanceled' } });
    expect(log({}, during({ ...running, outcome: 'uploaded' }))).toMatchObject({
      conf: { status: 'Accepted' },
    });
  });

  it('is Rejected where the time asked for ends before it begins', () => {
    const times = { oldestTimestamp: '2026-01-02T00:00:00Z', latestTimestamp: '2026-01-01T00:00:00Z' };
    expect(log({ log: { remoteLocation: location, ...times } })).toEqual({
      conf: { status: 'Rejected' },
      why: expect.any(String) as string,
    });
  });
});
