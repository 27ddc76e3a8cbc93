import { not } from 'xstate';
import { link } from './ocpp-connection/link.ts';
import { type OcppConnectionContext, ocppConnectionSetup } from './ocpp-connection/setup.ts';
import { nearestAllowed } from './rules/configuration.ts';
import { bootAnswer, timeAnswer } from './vocabulary/answers.ts';
import type { CallRequest, CommitRequest } from './vocabulary/effects.ts';
import type { OcppConnectionEvent } from './vocabulary/events.ts';
import { OCPP_CONNECTION } from './vocabulary/peer.ts';

type Args = { context: OcppConnectionContext };
type AnswerArgs = Args & { event: OcppConnectionEvent };

const bootNotification = ({ context }: Args): CallRequest => {
  const { identity } = context.records.now.profile;
  return {
    action: 'BootNotification',
    payload: {
      chargePointVendor: identity.vendor,
      chargePointModel: identity.model,
      chargePointSerialNumber: identity.serialNumber,
      firmwareVersion: context.firmwareVersion ?? identity.firmwareVersion,
      meterType: identity.meterType,
      meterSerialNumber: identity.meterSerialNumber,
    },
    requester: OCPP_CONNECTION,
    request: context.control.request,
    urgency: 'registration',
  };
};
const heartbeat = {
  type: 'call',
  params: {
    action: 'Heartbeat',
    payload: {},
    requester: OCPP_CONNECTION,
    request: -1,
    urgency: 'triggered',
  },
} as const;
/** The interval of BootNotification.conf, within the profile's range, becomes HeartbeatInterval. */
const heartbeatInterval = ({ context, event }: AnswerArgs): CommitRequest => {
  const interval_s = bootAnswer(event)?.interval ?? 0;
  const value =
    interval_s > 0 ? nearestAllowed(context.records.now.profile, 'HeartbeatInterval', interval_s) : null;
  return {
    purpose: 'heartbeat-interval',
    changes:
      value === null ? [] : [{ type: 'configuration-set', key: 'HeartbeatInterval', value: String(value) }],
  };
};
const setTime = (first: boolean) =>
  ({
    type: 'setTime',
    params: ({ event }: { event: OcppConnectionEvent }) => ({ currentTime: timeAnswer(event), first }),
  }) as const;

/**
 * The conversation with the central system: the link, and beside it the registration, which outlives a lost
 * link (no BootNotification on a mere reconnect, OCPP-J 1.6 5.4). The call queue is its child.
 */
export const ocppConnection = ocppConnectionSetup.createMachine({
  id: 'ocpp-connection',
  context: ({ input: { owner, records, queue, registration, firmwareVersion } }) => ({
    owner,
    records,
    queue,
    firmwareVersion,
    control: {
      accepted: registration === 'accepted',
      backOff_ms: 0,
      patient: false,
      bootRetry_s: 0,
      request: 0,
      securityProfile: 0,
      attempt: 0,
      proven: 0,
      root: null,
    },
  }),
  type: 'parallel',
  description: 'The conversation with the central system: the link, and the registration that outlives it.',
  meta: { waitsFor: '' },
  entry: 'startQueue',
  states: {
    link,
    registration: {
      initial: 'deciding',
      description: 'Whether the central system has accepted the station.',
      meta: { waitsFor: '', clause: 'OCPP 1.6 ed.2 4.2' },
      states: {
        deciding: {
          description: 'Whether it was accepted already.',
          meta: { waitsFor: '' },
          always: [{ guard: 'wasAccepted', target: 'accepted' }, { target: 'unregistered' }],
        },
        unregistered: {
          description: 'Not registered since the station started.',
          meta: { waitsFor: 'a connection to the central system' },
          always: { guard: 'connected', target: 'registering' },
        },
        registering: {
          description: 'BootNotification was sent.',
          meta: { waitsFor: 'the answer to BootNotification', clause: 'OCPP 1.6 ed.2 4.2' },
          entry: ['nextRequest', { type: 'call', params: bootNotification }],
          on: {
            CALL_ANSWERED: [
              { guard: not('isMyAnswer') },
              {
                guard: 'saysAccepted',
                target: 'accepted',
                actions: ['noteAccepted', setTime(true), { type: 'commit', params: heartbeatInterval }],
              },
              { guard: 'saysPending', target: 'pending', actions: 'noteBootRetry' },
              { target: 'rejected', actions: 'noteBootRetry' },
            ],
            CALL_FAILED: [
              { guard: not('isMyAnswer') },
              { guard: 'wasOffline', target: 'unregistered' },
              { target: 'repeating' },
            ],
          },
        },
        repeating: {
          description: 'BootNotification was answered with an error, or not at all.',
          meta: { waitsFor: 'the next BootNotification' },
          after: { bootRepeat: 'unregistered' },
          on: { SEND_BOOT_NOTIFICATION: 'unregistered' },
        },
        pending: {
          description: 'The central system wants to configure the station first.',
          meta: { waitsFor: 'the next BootNotification', clause: 'OCPP 1.6 ed.2 4.2.1' },
          after: { bootRetry: 'unregistered' },
          on: {
            SEND_BOOT_NOTIFICATION: 'unregistered',
            SEND_HEARTBEAT: { actions: heartbeat },
          },
        },
        rejected: {
          description: 'The central system refused the station: nothing is sent, nothing answered.',
          meta: { waitsFor: 'the next BootNotification', clause: 'OCPP 1.6 ed.2 4.2.1' },
          after: { bootRetry: 'unregistered' },
        },
        accepted: {
          initial: 'deciding',
          description: 'The central system has accepted the station.',
          meta: { waitsFor: '' },
          on: {
            COMMITTED: '.deciding',
            CONFIGURATION_CHANGED: { guard: 'isHeartbeatKey', target: '.deciding' },
            CALL_ANSWERED: { guard: 'isHeartbeatAnswer', actions: setTime(false) },
            SEND_HEARTBEAT: { actions: heartbeat },
          },
          states: {
            deciding: {
              description: 'Whether heartbeats are configured.',
              meta: { waitsFor: '' },
              always: [{ guard: 'beats', target: 'quiet' }, { target: 'silent' }],
            },
            silent: { description: 'Heartbeats are off.', meta: { waitsFor: '' } },
            quiet: {
              description: 'Until nothing was exchanged for HeartbeatInterval, or since a Heartbeat failed.',
              meta: { waitsFor: '', clause: 'OCPP 1.6 ed.2 9.1.10' },
              on: {
                EXCHANGE: { target: 'quiet', reenter: true },
                // Without a connection it fails at once, and is due again after the interval.
                CALL_FAILED: { target: 'quiet', reenter: true },
              },
              // Its answer is an exchange: the interval begins with that, not here.
              after: { heartbeatInterval: { actions: heartbeat } },
            },
          },
        },
      },
    },
  },
});

export type { OcppConnectionContext, OcppConnectionInput } from './ocpp-connection/setup.ts';
