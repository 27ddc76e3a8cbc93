import { assign, setup } from 'xstate';
import { absentPort } from './vocabulary/absent.ts';
import type { CommitRequest } from './vocabulary/effects.ts';
import type { ReservationEvent } from './vocabulary/events.ts';
import { parseIsoTime } from './vocabulary/instant.ts';
import type { ReservationRecord } from './vocabulary/records.ts';
import type { StateMeta } from './vocabulary/state-meta.ts';

export type ReservationInput = { readonly reservation: ReservationRecord };
export type ReservationContext = {
  readonly control: { readonly reservationId: number };
  readonly data: { readonly reservation: ReservationRecord };
};

/**
 * One reservation, from its acceptance to its end (OCPP 1.6 ed.2 5.13). That it is used or cancelled it hears
 * when the record is gone; that it is over by time, fault or unavailability it makes durable itself.
 */
export const reservation = setup({
  types: {
    context: {} as ReservationContext,
    events: {} as ReservationEvent,
    input: {} as ReservationInput,
    meta: {} as StateMeta,
  },
  delays: { storageRetry: 5_000 },
  actions: {
    /** Port: stores. Answered by GONE or COMMIT_FAILED. */
    commit: absentPort<CommitRequest>('commit'),
    /** Port: ALARM at a moment of the wall clock, also if that moment is over; null takes it back. */
    alarm: absentPort<{ id: string; wall_ms: number | null }>('alarm'),
    noteReplaced: assign({
      data: ({ context, event }) =>
        event.type === 'REPLACED' ? { reservation: event.reservation } : context.data,
    }),
  },
}).createMachine({
  id: 'reservation',
  context: ({ input: { reservation: record } }) => ({
    control: { reservationId: record.reservationId },
    data: { reservation: record },
  }),
  description: 'One reservation, from its acceptance to its end.',
  meta: { waitsFor: '' },
  initial: 'held',
  states: {
    held: {
      description: 'A connector, or one of the station, is kept for its driver.',
      meta: { waitsFor: 'its driver', clause: 'OCPP 1.6 ed.2 5.13' },
      entry: {
        type: 'alarm',
        params: ({ context }) => ({
          id: 'expiry',
          wall_ms: parseIsoTime(context.data.reservation.expiryDate) ?? 0,
        }),
      },
      exit: { type: 'alarm', params: { id: 'expiry', wall_ms: null } },
      on: {
        ALARM: 'ending',
        LOST: 'ending',
        GONE: 'gone',
        REPLACED: { target: 'held', reenter: true, actions: 'noteReplaced' },
      },
    },
    ending: {
      initial: 'storing',
      description: 'It expired, or its connector is faulted or out of service: its end is being stored.',
      meta: { waitsFor: 'storage' },
      // GONE comes before the answer to the commit: its record is gone then.
      on: { GONE: 'gone' },
      states: {
        storing: {
          description: 'The commit is on its way.',
          meta: { waitsFor: 'storage' },
          entry: {
            type: 'commit',
            params: ({ context }) => ({
              purpose: 'ended',
              changes: [{ type: 'reservation-removed', reservationId: context.control.reservationId }],
            }),
          },
          on: { COMMIT_FAILED: 'failed' },
        },
        failed: {
          description: 'Storage refused; tried again.',
          meta: { waitsFor: 'room in storage' },
          after: { storageRetry: 'storing' },
        },
      },
    },
    // Not final, as the end of a transaction is not: the charge point stops the actor.
    gone: { description: 'It is over.', meta: { waitsFor: '' } },
  },
});
