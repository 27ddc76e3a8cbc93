import { and, not, or } from 'xstate';
import { downloading, scheduled } from './firmware-update/fetching.ts';
import { installation, installScheduled } from './firmware-update/installing.ts';
import {
  contextOf,
  type FirmwareUpdateContext,
  firmwareUpdateSetup,
  report,
  say,
} from './firmware-update/setup.ts';
import { finalStatus, firmwareEvents, firmwareStatus } from './rules/firmware-status.ts';
import { raised } from './rules/security-events.ts';
import type { CommitRequest } from './vocabulary/effects.ts';
import type { FirmwareOutcome } from './vocabulary/firmware.ts';

type Args = { context: FirmwareUpdateContext };

const outcomeOf = ({ context: { control } }: Args): FirmwareOutcome =>
  control.outcome ?? 'installation-failed';
const becomes = (outcome: FirmwareOutcome) => ({ type: 'noteOutcome', params: { outcome } }) as const;
/** @param awaited whether its answer is waited for. */
const tellOutcome = (awaited: boolean) =>
  ({
    type: 'call',
    params: ({ context }: Args) =>
      firmwareStatus(finalStatus(outcomeOf({ context })), {
        requestId: context.data.update?.requestId ?? null,
        request: awaited ? context.control.request : -1,
        urgency: 'normal',
      }),
  }) as const;
const noteFinalStatus = {
  type: 'noteStatus',
  params: ({ context }: Args) => ({ status: finalStatus(outcomeOf({ context })) }),
} as const;
/** How it ended is stored with the security event that it is. */
const storeOutcome = {
  type: 'commit',
  params: ({ context }: Args): CommitRequest => {
    const outcome = outcomeOf({ context });
    const { update } = context.data;
    return {
      purpose: 'concluded',
      changes: [{ type: 'firmware-concluded', outcome }],
      ...raised(update ? firmwareEvents(outcome, update) : [], context.records.now),
    };
  },
} as const;
const storeVerified = {
  type: 'commit',
  params: ({ context: { data } }: Args): CommitRequest => ({
    purpose: 'verified',
    changes: [{ type: 'firmware-advanced', phase: 'verified', digest: data.digest ?? '' }],
  }),
} as const;
const storeTold = {
  type: 'commit',
  params: { purpose: 'told', changes: [{ type: 'firmware-told' }] },
} as const;
/** A commit that is tried until it succeeds. */
const storing = (
  entry: typeof storeOutcome | typeof storeVerified | typeof storeTold,
  done: object | string,
) => ({
  initial: 'asking',
  states: {
    asking: {
      description: 'The commit is on its way.',
      meta: { waitsFor: 'storage' },
      entry,
      on: { COMMITTED: done, COMMIT_FAILED: 'refused' },
    },
    refused: {
      description: 'Storage refused; tried again.',
      meta: { waitsFor: 'room in storage' },
      after: { storageRetry: 'asking' },
    },
  },
});

/** There was no way back when the station went down. */
const hasGoneTooFar = or(['wasInstalling', 'wasRebooting']);
/** Another one takes its place. How the one before ended is said at once, if nobody knows it yet. */
const replaced = { target: '#firmware-update.scheduled', actions: 'noteUpdate' } as const;
const replacedUntold = {
  target: '#firmware-update.scheduled',
  actions: [tellOutcome(false), 'noteUpdate'],
} as const;

/**
 * An update with a signed firmware, from SignedUpdateFirmware to its final status, also over restarts:
 * fetched when no transaction runs; installed when none runs and none may start, and only if the signature is
 * right.
 */
export const firmwareUpdate = firmwareUpdateSetup.createMachine({
  id: 'firmware-update',
  context: ({ input }) => contextOf(input),
  description: 'An update with a signed firmware, from the request to its final status.',
  meta: { waitsFor: '', clause: 'Security whitepaper ed.3 L01' },
  initial: 'deciding',
  on: {
    LINK: { actions: 'noteLink' },
    BUSY: { actions: 'noteBusy' },
    UPDATE: replaced,
    REPORT_FIRMWARE: { actions: report },
  },
  states: {
    deciding: {
      description: 'Whether the records hold an update, and how far it had come.',
      meta: { waitsFor: '' },
      always: [
        { guard: 'isConcluded', target: 'reporting', actions: noteFinalStatus },
        { guard: 'hasNone', target: 'idle' },
        { guard: and(['wasRebooting', not('atStart')]), target: 'outOfService.rebooting' },
        { guard: and(['wasInstalling', not('atStart')]), target: 'outOfService.installing.running' },
        {
          guard: and([hasGoneTooFar, 'isRunning']),
          target: 'concluding',
          actions: becomes('installed'),
        },
        {
          guard: hasGoneTooFar,
          target: 'concluding',
          actions: becomes('installation-failed'),
        },
        { target: 'resuming' },
      ],
    },
    idle: { description: 'Nothing is asked for.', meta: { waitsFor: '' } },
    resuming: {
      description: 'The station restarted during an update. Its clock is right when it is accepted.',
      meta: { waitsFor: 'the central system' },
      always: [
        { guard: and(['online', 'wasVerified']), target: 'verifying' },
        { guard: 'online', target: 'scheduled' },
      ],
    },
    scheduled,
    downloading,
    paused: {
      description: 'A transaction has begun: the download is given up, and begun again after it.',
      meta: { waitsFor: 'the end of the transactions' },
      entry: [...say('DownloadPaused')],
      always: { guard: not('busy'), target: 'downloading' },
    },
    verifying: {
      description: 'The signature over the whole file is checked.',
      meta: { waitsFor: 'the check', clause: 'Security whitepaper ed.3 L01' },
      entry: [
        'nextAttempt',
        { type: 'verify', params: ({ context: { control } }) => ({ attempt: control.attempt }) },
      ],
      on: {
        VERIFIED: [
          { guard: 'isOfAnother' },
          { guard: 'hasNoFile', target: 'scheduled' },
          { guard: 'isValid', target: 'verified', actions: 'noteVerified' },
          { target: 'concluding', actions: becomes('invalid-signature') },
        ],
      },
    },
    verified: {
      description: 'The signature is right: that is stored.',
      meta: { waitsFor: '' },
      ...storing(storeVerified, {
        target: '#firmware-update.installScheduled',
        actions: [...say('SignatureVerified')],
      }),
    },
    installScheduled,
    outOfService: installation,
    concluding: {
      description: 'How it ended is stored before it is told.',
      meta: { waitsFor: '' },
      entry: noteFinalStatus,
      ...storing(storeOutcome, '#firmware-update.reporting'),
    },
    reporting: {
      initial: 'waiting',
      description: 'The final status goes to the central system.',
      meta: { waitsFor: '' },
      entry: 'beginTelling',
      states: {
        waiting: {
          description: 'Nobody can be told now.',
          meta: { waitsFor: 'the central system' },
          on: { UPDATE: replacedUntold },
          always: { guard: 'online', target: 'settling' },
        },
        settling: {
          description: 'After a restart the statuses of the connectors go first.',
          meta: { waitsFor: 'the statuses to go out' },
          on: { UPDATE: replacedUntold },
          after: { statusesOut: 'telling' },
        },
        telling: {
          description: 'It was told.',
          meta: { waitsFor: 'the central system to confirm' },
          entry: ['nextRequest', tellOutcome(true)],
          on: {
            CALL_ANSWERED: [{ guard: 'isOfAnother' }, { target: '#firmware-update.forgetting' }],
            CALL_FAILED: [
              { guard: 'isOfAnother' },
              { guard: 'wasOffline', target: 'waiting' },
              { guard: 'hasTellings', target: 'resting', actions: 'countTelling' },
              { target: '#firmware-update.forgetting' },
            ],
          },
        },
        resting: {
          description: 'It was not confirmed; told again after a while.',
          meta: { waitsFor: 'the next try' },
          on: { UPDATE: replacedUntold },
          after: { tellAgain: 'waiting' },
        },
      },
    },
    forgetting: {
      description: 'The central system knows.',
      meta: { waitsFor: '' },
      ...storing(storeTold, '#firmware-update.idle'),
    },
  },
});

export type { FirmwareUpdateContext, FirmwareUpdateInput } from './firmware-update/setup.ts';
