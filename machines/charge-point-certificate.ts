import {
  type ChargePointCertificateContext,
  chargePointCertificateSetup,
} from './charge-point-certificate/setup.ts';
import { cpoName } from './rules/charge-point-certificates.ts';
import { keySecret } from './vocabulary/certificates.ts';
import type { CallRequest, CommitRequest } from './vocabulary/effects.ts';
import { parseIsoTime } from './vocabulary/instant.ts';
import { CHARGE_POINT_CERTIFICATE } from './vocabulary/peer.ts';
import type { RecordChange } from './vocabulary/records.ts';

type Args = { context: ChargePointCertificateContext };

/** Whitepaper A03.FR.02: one month before it expires. */
const RENEWAL_MS = 30 * 86_400_000;

/** Both alarms follow the newest certificate; where that moment is over they ring at once. */
const alarmOf = (id: 'validity' | 'renewal') =>
  ({
    type: 'alarm',
    params: ({ context: { records } }: Args) => {
      const newest = records.now.chargePointCertificates[0]?.certificate;
      const from = newest ? parseIsoTime(newest.notBefore) : null;
      const until = newest ? parseIsoTime(newest.notAfter) : null;
      return { id, wall_ms: id === 'validity' ? from : until === null ? null : until - RENEWAL_MS };
    },
  }) as const;
const followNewest = [alarmOf('validity'), alarmOf('renewal')] as const;

/** The key of a request that is replaced is of no use any more. */
const forgotten = ({ context: { records } }: Args): readonly RecordChange[] => {
  const pending = records.now.signingRequest?.keyHash;
  return pending === undefined ? [] : [{ type: 'secret-forgotten', key: keySecret(pending) }];
};
const storeRequest = {
  type: 'commit',
  params: (args: Args): CommitRequest => {
    const { made } = args.context.data;
    if (!made) return { purpose: 'signing-request' };
    const { csr, keyHash, organisation, privateKey } = made;
    return {
      purpose: 'signing-request',
      changes: [
        ...forgotten(args),
        { type: 'secret-set', key: keySecret(keyHash), value: privateKey },
        { type: 'signing-requested', request: { csr, keyHash, organisation, answered: false } },
      ],
    };
  },
} as const;
const storeAnswer = {
  type: 'commit',
  params: (args: Args): CommitRequest => {
    const { records, control } = args.context;
    const keyHash = records.now.signingRequest?.keyHash ?? '';
    const answered: RecordChange = { type: 'signing-answered', keyHash, taken: control.taken };
    return { purpose: 'signing-answer', changes: [answered, ...(control.taken ? [] : forgotten(args))] };
  },
} as const;
const signCertificate = {
  type: 'call',
  params: ({ context: { records, control } }: Args): CallRequest => ({
    action: 'SignCertificate',
    payload: { csr: records.now.signingRequest?.csr ?? '' },
    requester: CHARGE_POINT_CERTIFICATE,
    request: control.request,
    urgency: 'triggered',
  }),
} as const;
const makeKey = {
  type: 'makeKey',
  params: ({ context: { records, control } }: Args) => ({
    attempt: control.attempt,
    commonName: records.now.profile.identity.serialNumber,
    organisation: cpoName(records.now),
  }),
} as const;

/**
 * The certificate of the charge point: asks for a new one when the central system wants it, or a month before
 * the old one expires, and lets the connection change to it. A request is stored before it is sent, with its
 * private key among the secrets, so CertificateSigned may come after a restart; it is answered by its rule.
 */
export const chargePointCertificate = chargePointCertificateSetup.createMachine({
  id: 'charge-point-certificate',
  context: ({ input: { owner, records, link } }) => ({
    owner,
    records,
    control: {
      link,
      renewalDue: false,
      delivered: false,
      attempt: 0,
      request: 0,
      tellingsLeft: 0,
      taken: false,
    },
    data: { made: null },
  }),
  description: 'The certificate of the charge point: asked for, renewed, and changed over to.',
  meta: { waitsFor: '', clause: 'whitepaper A02, A03' },
  entry: followNewest,
  initial: 'deciding',
  on: {
    LINK: { actions: 'noteLink' },
    SIGN_CERTIFICATE: { guard: 'mayRequest', target: '.makingKey' },
    CERTIFICATE_INSTALLED: { actions: ['noteDelivered', ...followNewest] },
    ALARM: [
      { guard: 'isRenewal', actions: 'noteDue' },
      { guard: 'isNew', actions: ['noteShown', 'reconnect'] },
    ],
  },
  states: {
    deciding: {
      description: 'Whether a request was interrupted.',
      meta: { waitsFor: '' },
      always: [{ guard: 'isUntold', target: 'telling' }, { target: 'idle' }],
    },
    idle: {
      initial: 'deciding',
      description: 'Nothing is asked for, or the central system has the request.',
      meta: { waitsFor: '' },
      on: { ALARM: { guard: 'isRenewal', target: '.deciding', actions: 'noteDue' } },
      states: {
        deciding: {
          description: 'Whether a renewal is due.',
          meta: { waitsFor: '' },
          always: [{ guard: 'isDue', target: 'renewing' }, { target: 'calm' }],
        },
        calm: { description: 'No certificate is due.', meta: { waitsFor: '' } },
        renewing: {
          description: 'The certificate has a month to live.',
          meta: { waitsFor: 'CpoName', clause: 'whitepaper A03.FR.02' },
          always: { guard: 'mayRequest', target: '#charge-point-certificate.makingKey' },
          after: { renewalRetry: { target: 'renewing', reenter: true } },
        },
        asked: {
          description: 'The central system was asked; whether it has to be asked again shows a day later.',
          meta: { waitsFor: 'CertificateSigned' },
          after: { renewalRetry: 'deciding' },
        },
      },
    },
    makingKey: {
      description: 'A new key pair is made, and a request signed with it.',
      meta: { waitsFor: 'the new key', clause: 'whitepaper A02.FR.02' },
      entry: ['nextAttempt', makeKey],
      on: {
        KEY_MADE: [{ guard: 'isOfAnother' }, { target: 'storing', actions: 'noteMade' }],
        KEY_FAILED: [{ guard: 'isOfAnother' }, { target: 'idle.asked' }],
      },
      after: { keyTimeout: 'idle.asked' },
    },
    storing: {
      description: 'The request and its private key are being stored.',
      meta: { waitsFor: 'storage' },
      entry: storeRequest,
      exit: 'forgetMade',
      on: {
        COMMITTED: { guard: 'isOfStorage', target: 'telling' },
        COMMIT_FAILED: { guard: 'isOfStorage', target: 'idle.asked' },
      },
    },
    telling: {
      initial: 'waiting',
      description: 'The central system is asked to sign.',
      meta: { waitsFor: '' },
      entry: 'beginTelling',
      states: {
        waiting: {
          description: 'Nobody can be asked now.',
          meta: { waitsFor: 'the central system' },
          always: { guard: 'online', target: 'asking' },
        },
        asking: {
          description: 'SignCertificate was sent.',
          meta: { waitsFor: 'the answer to SignCertificate' },
          entry: ['nextRequest', signCertificate],
          on: {
            CALL_ANSWERED: [
              { guard: 'isOfAnother' },
              { target: '#charge-point-certificate.idle.asked', actions: ['noteTaken', storeAnswer] },
            ],
            CALL_FAILED: [
              { guard: 'isOfAnother' },
              { guard: 'wasOffline', target: 'waiting' },
              { guard: 'hasTellings', target: 'resting', actions: 'countTelling' },
              { target: '#charge-point-certificate.idle.asked' },
            ],
          },
        },
        resting: {
          description: 'It was not answered; sent again after a while.',
          meta: { waitsFor: 'the next try' },
          after: { tellAgain: 'waiting' },
        },
      },
    },
  },
});

export type {
  ChargePointCertificateContext,
  ChargePointCertificateInput,
} from './charge-point-certificate/setup.ts';
