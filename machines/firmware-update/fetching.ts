import { and, not } from 'xstate';
import { parseIsoTime } from '../vocabulary/instant.ts';
import { type FirmwareUpdateContext, firmwareUpdateSetup, say } from './setup.ts';

type Args = { context: FirmwareUpdateContext };
const failed = { type: 'noteOutcome', params: { outcome: 'download-failed' } } as const;

/** Not before retrieveDateTime, and not during a transaction (the certificate's AQ-4). */
export const scheduled = firmwareUpdateSetup.createStateConfig({
  initial: 'deciding',
  description: 'The update is accepted.',
  meta: { waitsFor: '' },
  states: {
    deciding: {
      description: 'Whether it may be fetched now.',
      meta: { waitsFor: '' },
      always: [
        { guard: and(['due', not('busy')]), target: '#firmware-update.downloading' },
        { target: 'waiting' },
      ],
    },
    waiting: {
      description: 'It is fetched later: at its time, and when no transaction runs.',
      meta: { waitsFor: 'the time of the download, and the end of the transactions' },
      entry: [
        ...say('DownloadScheduled'),
        {
          type: 'alarm',
          params: ({ context: { data } }: Args) => ({
            id: 'retrieve',
            wall_ms: parseIsoTime(data.update?.retrieveAt ?? '') ?? 0,
          }),
        },
      ],
      exit: { type: 'alarm', params: { id: 'retrieve', wall_ms: null } },
      on: { ALARM: { actions: 'noteDue' } },
      always: { guard: and(['due', not('busy')]), target: '#firmware-update.downloading' },
    },
  },
});

export const downloading = firmwareUpdateSetup.createStateConfig({
  initial: 'transferring',
  description: 'The file is being fetched.',
  meta: { waitsFor: '' },
  entry: [...say('Downloading')],
  always: { guard: 'busy', target: '#firmware-update.paused' },
  states: {
    transferring: {
      description: 'The file is on its way.',
      meta: { waitsFor: 'the server that has the file' },
      entry: [
        'nextAttempt',
        { type: 'download', params: ({ context: { control } }) => ({ attempt: control.attempt }) },
      ],
      exit: 'abandonDownload',
      on: {
        DOWNLOAD_ENDED: [
          { guard: 'isOfAnother' },
          { guard: 'downloaded', target: '#firmware-update.verifying', actions: [...say('Downloaded')] },
          { guard: 'mayRetry', target: 'pausing', actions: 'countRetry' },
          { target: '#firmware-update.concluding', actions: failed },
        ],
      },
      after: {
        downloadTimeout: [
          { guard: 'hasRetries', target: 'pausing', actions: 'countRetry' },
          { target: '#firmware-update.concluding', actions: failed },
        ],
      },
    },
    pausing: {
      description: 'It failed; it is tried again after retryInterval.',
      meta: { waitsFor: 'the next try', clause: 'Security whitepaper ed.3 L01' },
      after: { retryInterval: 'transferring' },
    },
  },
});
