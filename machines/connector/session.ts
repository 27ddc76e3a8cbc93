import { and, not } from 'xstate';
import type { CommitRequest } from '../vocabulary/effects.ts';
import { connectorSetup } from './setup.ts';
import { stopping } from './stopping.ts';
import { transacting } from './transacting.ts';

type StartEvent = {
  event: { idTag: string; parentIdTag: string | null; floating: boolean; reservationId: number | null };
};
const noteDriver = {
  type: 'noteDriver',
  params: ({ event: { idTag, parentIdTag, floating, reservationId } }: StartEvent) => ({
    idTag,
    parentIdTag,
    floating,
    reservationId,
  }),
} as const;

const commitCleared = {
  type: 'commit',
  params: ({ context }: { context: { connectorId: number } }): CommitRequest => ({
    purpose: 'unplugged',
    changes: [{ type: 'session-cleared', connectorId: context.connectorId }],
  }),
} as const;

const usable = and(['operative', 'ok', not('meterFails'), not('halting'), not('opening')]);
/** A remote start on a plugged connector: authorised, to be authorised, or refused by the local rules. */
const remoteStartPlugged = [
  { guard: not(usable) },
  { guard: 'refusedLocally' },
  {
    guard: and(['needsAuthorize', 'online']),
    target: 'authorising',
    actions: [noteDriver, 'noteChargingProfile', 'noteVerdictOffline'],
  },
  { target: 'transaction', actions: [noteDriver, 'noteChargingProfile'] },
] as const;
/** The cable of an ended session is still plugged (errata 3.20). */
const afterSession = {
  always: [
    { guard: and(['unplugged', 'endedHere']), target: 'idle', actions: commitCleared },
    { guard: 'unplugged', target: 'idle' },
  ],
  on: {
    AUTHORISED: {
      guard: and([usable, 'mayRestart']),
      target: 'transaction',
      actions: [noteDriver, 'noteChargingProfile'],
    },
    REMOTE_START: remoteStartPlugged,
  },
} as const;
const undecided = [
  { guard: and(['acceptedIfOffline', 'plugged']), target: 'transaction' },
  { guard: 'acceptedIfOffline', target: 'awaitingPlug' },
  { target: 'released' },
] as const;

/** Whose connector it is and how far the charge has come (OCPP 1.6 ed.2 4.8 to 4.10). */
export const session = connectorSetup.createStateConfig({
  initial: 'deciding',
  description: 'Whose connector it is, and how far the charge has come.',
  meta: { waitsFor: '' },
  states: {
    deciding: {
      description: 'After a start of the station: what the records say was going on.',
      meta: { waitsFor: '' },
      always: [
        { guard: 'interrupted', target: 'stopping.recovering' },
        { guard: 'endedHere', target: 'finishing' },
        { target: 'idle' },
      ],
    },
    idle: {
      description: 'Nobody, and no cable.',
      meta: { waitsFor: 'a card, a cable or a remote start' },
      entry: ['forgetDriver', 'noteFresh', { type: 'removeFaultOf', params: { source: 'meter' } }],
      always: { guard: 'plugged', target: 'preparing' },
      on: {
        AUTHORISED: { guard: usable, target: 'awaitingPlug', actions: [noteDriver, 'noteChargingProfile'] },
        REMOTE_START: [
          { guard: not(usable) },
          { guard: 'refusedLocally' },
          {
            guard: and(['needsAuthorize', 'online']),
            target: 'authorising',
            actions: [noteDriver, 'noteChargingProfile', 'noteVerdictOffline'],
          },
          { target: 'awaitingPlug', actions: [noteDriver, 'noteChargingProfile'] },
        ],
      },
    },
    preparing: {
      description: 'A cable is plugged and nobody has identified.',
      meta: { waitsFor: 'a card or a remote start', clause: 'OCPP 1.6 ed.2 9.1.6' },
      always: { guard: 'unplugged', target: 'idle' },
      // Reserved or Unavailable it is not Preparing: nobody's time runs out, and Finishing may not follow.
      after: { connectionTimeOut: { guard: and(['operative', not('reserved')]), target: 'finishing' } },
      on: {
        RESERVED: { target: 'preparing', reenter: true, actions: 'noteReservation' },
        SET_AVAILABILITY: { guard: 'becomesOperative', target: 'preparing', reenter: true },
        AUTHORISED: { guard: usable, target: 'transaction', actions: [noteDriver, 'noteChargingProfile'] },
        REMOTE_START: remoteStartPlugged,
      },
    },
    authorising: {
      description: 'A remote start is authorised like a local one (AuthorizeRemoteTxRequests).',
      meta: { waitsFor: 'the central system to authorise', clause: 'OCPP 1.6 ed.2 5.11' },
      entry: {
        type: 'call',
        params: ({ context }) => ({
          action: 'Authorize',
          payload: { idTag: context.control.idTag ?? '' },
          requester: `connector-${context.connectorId}`,
          request: context.control.request,
          urgency: 'normal',
        }),
      },
      exit: {
        type: 'withdraw',
        params: ({ context }) => ({
          requester: `connector-${context.connectorId}`,
          request: context.control.request,
        }),
      },
      always: { guard: not(usable), target: 'released' },
      after: { authorizeTimeout: undecided },
      on: {
        CALL_ANSWERED: [
          { guard: not('isMyAnswer') },
          { guard: not('authorizeAccepted'), target: 'released' },
          { guard: 'plugged', target: 'transaction', actions: 'noteParent' },
          { target: 'awaitingPlug', actions: 'noteParent' },
        ],
        CALL_FAILED: [{ guard: not('isMyAnswer') }, ...undecided],
        RELEASE: 'released',
      },
    },
    awaitingPlug: {
      description: 'A driver is authorised and has not plugged in yet.',
      meta: { waitsFor: 'a cable', clause: 'OCPP 1.6 ed.2 9.1.6' },
      always: [
        { guard: not(usable), target: 'idle' },
        { guard: 'plugged', target: 'transaction' },
      ],
      after: { connectionTimeOut: 'idle' },
      on: {
        RELEASE: 'idle',
        HAND_OVER: { target: 'idle', actions: { type: 'handOver', params: ({ event }) => event } },
        AUTHORISED: { target: 'awaitingPlug', reenter: true, actions: [noteDriver, 'noteChargingProfile'] },
      },
    },
    released: {
      description: 'The driver was refused: the connector is whose it was before.',
      meta: { waitsFor: '' },
      entry: 'giveBack',
      always: [
        { guard: and(['plugged', 'restartRefused']), target: 'finishing' },
        { guard: 'plugged', target: 'preparing' },
        { target: 'idle' },
      ],
    },
    transaction: transacting,
    stopping,
    halted: {
      description: 'The station stops in order: power is off and the register is stored.',
      meta: { waitsFor: 'the end of the process' },
    },
    finishing: {
      description:
        'The session is over and the cable still plugged: only its owner, or the central system, may start.',
      meta: { waitsFor: 'the cable to be unplugged', clause: 'errata 3.20' },
      always: afterSession.always,
      on: {
        ...afterSession.on,
        // From Unavailable there is no way back to Finishing (4.9).
        SET_AVAILABILITY: { guard: 'becomesOperative', target: 'backInService' },
      },
      // Also for what comes after Unavailable: only Available forgets it.
      exit: 'noteRestart',
    },
    backInService: {
      description:
        'Operative again, with the cable of an ended session: Preparing, but no stranger may start here.',
      meta: { waitsFor: 'the cable to be unplugged', clause: 'OCPP 1.6 ed.2 4.9, errata 3.20' },
      always: afterSession.always,
      after: { connectionTimeOut: { guard: and(['operative', not('reserved')]), target: 'finishing' } },
      on: {
        ...afterSession.on,
        RESERVED: { target: 'backInService', reenter: true, actions: 'noteReservation' },
        SET_AVAILABILITY: { guard: 'becomesOperative', target: 'backInService', reenter: true },
      },
    },
  },
});
