import type { CallRequest, CommitRequest } from '../../machines/vocabulary/effects.ts';
import type { FirmwareUpdateEvent } from '../../machines/vocabulary/events.ts';
import type { DownloadOutcome, FirmwareRecord, InstallOutcome } from '../../machines/vocabulary/firmware.ts';
import type { LinkSummary } from '../../machines/vocabulary/summary.ts';
import { MachineAlone } from './machine-alone.ts';

export const ONLINE: LinkSummary = { connected: true, registration: 'accepted' };
export const OFFLINE: LinkSummary = { connected: false, registration: 'accepted' };
const WALL_MS = Date.parse('2026-03-01T12:00:00.000Z');
export const UPDATE: FirmwareRecord = {
  requestId: 7,
  retrieveAt: '2026-03-01T12:00:00.000Z',
  installAt: null,
  retries: 1,
  retryInterval_s: 20,
  signingCertificate: 'PEM',
  signature: 'c2lnbmVk',
  phase: 'accepted',
  digest: null,
  outcome: null,
  told: false,
};
export const NEXT: FirmwareRecord = { ...UPDATE, requestId: 8 };

type Start = {
  readonly update?: FirmwareRecord | null;
  readonly running?: string | null;
  readonly atStart?: boolean;
  readonly link?: LinkSummary;
  readonly busy?: boolean;
};
/** What is sent to the owner comes after what the ports were asked in the same step. */
export const alone = (input: Start = {}): MachineAlone<FirmwareUpdateEvent> =>
  new MachineAlone<FirmwareUpdateEvent>('firmwareUpdate', {
    input: { update: null, running: null, atStart: true, link: ONLINE, busy: false, ...input },
    ports: {
      download: ({ attempt }: { attempt: number }) => `${attempt}`,
      abandonDownload: () => '',
      verify: ({ attempt }: { attempt: number }) => `${attempt}`,
      install: ({ attempt }: { attempt: number }) => `${attempt}`,
      alarm: ({ id, wall_ms }: { id: string; wall_ms: number | null }) =>
        wall_ms === null ? `no ${id}` : `${id} ${new Date(wall_ms).toISOString()}`,
      call: ({ payload, urgency, request }: CallRequest) =>
        [...Object.values(payload), urgency, ...(request > 0 ? [`#${request}`] : [])].join(' '),
      commit: ({ purpose, changes = [], security = [] }: CommitRequest) =>
        [
          `${purpose}:`,
          ...changes.flatMap((it) => Object.values(it)),
          ...security.map(({ type }) => type),
        ].join(' '),
    },
  });

export const asked = (update: FirmwareRecord = UPDATE, due = true, busy = false): FirmwareUpdateEvent => ({
  type: 'UPDATE',
  update,
  due,
  busy,
});
export const fetched = (attempt: number, outcome: DownloadOutcome): FirmwareUpdateEvent => ({
  type: 'DOWNLOAD_ENDED',
  attempt,
  outcome,
});
export const verified = (
  attempt: number,
  { valid = true, digest = 'd1' }: { valid?: boolean; digest?: string | null } = {},
): FirmwareUpdateEvent => ({
  type: 'VERIFIED',
  attempt,
  valid,
  digest,
  at: { monotonic_ms: 0, wall_ms: WALL_MS },
});
export const installed = (attempt: number, outcome: InstallOutcome = 'installed'): FirmwareUpdateEvent => ({
  type: 'INSTALL_ENDED',
  attempt,
  outcome,
});
export const COMMITTED: FirmwareUpdateEvent = { type: 'COMMITTED', purpose: '', then: [] };
export const REFUSED: FirmwareUpdateEvent = { type: 'COMMIT_FAILED', purpose: '' };
export const BUSY: FirmwareUpdateEvent = { type: 'BUSY', busy: true };
export const FREE: FirmwareUpdateEvent = { type: 'BUSY', busy: false };
export const alarm = (id: string): FirmwareUpdateEvent => ({ type: 'ALARM', id, wall_ms: WALL_MS });
export const link = (summary: LinkSummary): FirmwareUpdateEvent => ({ type: 'LINK', link: summary });
export const answered = (request: number): FirmwareUpdateEvent => ({
  type: 'CALL_ANSWERED',
  action: 'SignedFirmwareStatusNotification',
  request,
  conf: {},
});
export const failed = (request: number, failure: 'offline' | 'timeout' = 'timeout'): FirmwareUpdateEvent => ({
  type: 'CALL_FAILED',
  action: 'SignedFirmwareStatusNotification',
  request,
  failure,
});
/** What a question for the status is answered. */
export const statusOf = (it: MachineAlone<FirmwareUpdateEvent>): string | undefined => {
  it.told;
  return it
    .send('REPORT_FIRMWARE')
    .told[0]?.replace(/^call /, '')
    .replace(/ triggered$/, '');
};
/** As far as the attempt 2, which checks the file. */
export const fetchedOnce = (update: FirmwareRecord = UPDATE) =>
  alone().send(asked(update), fetched(1, 'downloaded'));
/** As far as attempt 3, which installs. */
export const installing = () => {
  const it = fetchedOnce().send(verified(2), COMMITTED).pass_s(0.5).send(COMMITTED);
  it.told;
  return it;
};
/** It failed, and its final status is on its way as request 1. */
export const telling = () => {
  const it = alone()
    .send(asked({ ...UPDATE, retries: 0 }), fetched(1, 'failed'), COMMITTED)
    .pass_s(0.5);
  it.told;
  return it;
};
