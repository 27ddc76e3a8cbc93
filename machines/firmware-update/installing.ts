import { not } from 'xstate';
import type { InstallOutcome } from '../vocabulary/firmware.ts';
import { parseIsoTime } from '../vocabulary/instant.ts';
import { type FirmwareUpdateContext, firmwareUpdateSetup, say } from './setup.ts';

type Args = { context: FirmwareUpdateContext };
const didEndAs = (outcome: InstallOutcome) => ({ type: 'endedAs', params: { outcome } }) as const;
const ended = (outcome: InstallOutcome, guard?: ReturnType<typeof didEndAs>) =>
  ({
    ...(guard && { guard }),
    target: '#firmware-update.concluding',
    actions: { type: 'noteOutcome', params: { outcome } },
  }) as const;

/** The whole file is there, and who signed it is known. Not installed before installDateTime. */
export const installScheduled = firmwareUpdateSetup.createStateConfig({
  initial: 'deciding',
  description: 'The file is the one that was signed.',
  meta: { waitsFor: '' },
  states: {
    deciding: {
      description: 'Whether it may be installed now.',
      meta: { waitsFor: '' },
      always: [{ guard: 'installDue', target: '#firmware-update.outOfService' }, { target: 'waiting' }],
    },
    waiting: {
      description: 'It is installed later.',
      meta: { waitsFor: 'the time of the installation' },
      entry: [
        ...say('InstallScheduled'),
        {
          type: 'alarm',
          params: ({ context: { data } }: Args) => ({
            id: 'install',
            wall_ms: parseIsoTime(data.update?.installAt ?? '') ?? 0,
          }),
        },
      ],
      exit: { type: 'alarm', params: { id: 'install', wall_ms: null } },
      on: { ALARM: { target: '#firmware-update.outOfService', actions: 'noteInstallDue' } },
    },
  },
});

/** No transaction may start any more; those that run are waited for (L01.FR.06, FR.07). */
export const installation = firmwareUpdateSetup.createStateConfig({
  initial: 'clearing',
  description: 'Connectors that are free are Unavailable, and so is each that becomes free.',
  meta: { waitsFor: '', clause: 'Security whitepaper ed.3 L01.FR.06, FR.07' },
  entry: { type: 'toOwner', params: { type: 'FIRMWARE_INSTALLS', installing: true } },
  exit: { type: 'toOwner', params: { type: 'FIRMWARE_INSTALLS', installing: false } },
  states: {
    clearing: {
      initial: 'deciding',
      description: 'Transactions end.',
      meta: { waitsFor: '' },
      states: {
        deciding: {
          description: 'Whether a transaction runs.',
          meta: { waitsFor: '' },
          always: [{ guard: 'busy', target: 'waiting' }, { target: 'empty' }],
        },
        waiting: {
          description: 'A transaction runs.',
          meta: { waitsFor: 'the end of the transactions' },
          entry: [...say('InstallScheduled')],
          always: { guard: not('busy'), target: 'empty' },
        },
        empty: {
          description: 'No transaction runs; the statuses of the connectors go out.',
          meta: { waitsFor: 'the statuses to go out' },
          after: { statusesOut: '#firmware-update.outOfService.installing' },
        },
      },
    },
    installing: {
      initial: 'storing',
      description: 'There is no way back.',
      meta: { waitsFor: '' },
      states: {
        storing: {
          description: 'That it begins is stored.',
          meta: { waitsFor: 'storage' },
          entry: {
            type: 'commit',
            params: {
              purpose: 'installing',
              changes: [{ type: 'firmware-advanced', phase: 'installing' }],
            },
          },
          on: { COMMITTED: 'running', COMMIT_FAILED: 'refused' },
        },
        refused: {
          description: 'Storage refused; tried again.',
          meta: { waitsFor: 'room in storage' },
          after: { storageRetry: 'storing' },
        },
        running: {
          description: 'The firmware is put in place.',
          meta: { waitsFor: 'the installation' },
          entry: [
            ...say('Installing'),
            'nextAttempt',
            { type: 'install', params: ({ context: { control } }) => ({ attempt: control.attempt }) },
          ],
          on: {
            UPDATE: {},
            INSTALL_ENDED: [
              { guard: 'isOfAnother' },
              { guard: didEndAs('installed'), target: '#firmware-update.outOfService.rebooting' },
              ended('verification-failed', didEndAs('verification-failed')),
              ended('installation-failed'),
            ],
          },
          after: { installTimeout: ended('installation-failed') },
        },
      },
    },
    rebooting: {
      initial: 'storing',
      description: 'The firmware is in place, and runs after a restart.',
      meta: { waitsFor: '' },
      on: { UPDATE: {} },
      states: {
        storing: {
          description: 'That it is in place is stored.',
          meta: { waitsFor: 'storage' },
          entry: {
            type: 'commit',
            params: { purpose: 'rebooting', changes: [{ type: 'firmware-advanced', phase: 'rebooting' }] },
          },
          on: { COMMITTED: 'leaving', COMMIT_FAILED: 'refused' },
        },
        refused: {
          description: 'Storage refused; tried again.',
          meta: { waitsFor: 'room in storage' },
          after: { storageRetry: 'storing' },
        },
        leaving: {
          description: 'The station goes down.',
          meta: { waitsFor: 'the restart' },
          entry: [...say('InstallRebooting'), { type: 'toOwner', params: { type: 'FIRMWARE_REBOOT' } }],
        },
      },
    },
  },
});
