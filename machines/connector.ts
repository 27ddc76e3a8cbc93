import { and, not, or } from 'xstate';
import { groundFault } from './connector/ground-fault.ts';
import { opening } from './connector/opening.ts';
import { session } from './connector/session.ts';
import { connectorSetup } from './connector/setup.ts';
import { temperature } from './connector/temperature.ts';

/**
 * One connector. Its regions are independent facts that the status is computed from: the cable, the session,
 * whether it is available, whether it is faulted. It owns its contactor (the power path) and its transaction.
 */
export const connector = connectorSetup.createMachine({
  id: 'connector',
  context: ({
    input: { connectorId, owner, records, interruption, limit_A, link, faults, reservationId },
  }) => {
    const open = Object.values(records.now.transactions).find((it) => it.connectorId === connectorId);
    return {
      connectorId,
      owner,
      records,
      control: {
        idTag: open?.idTag ?? records.now.connectors[connectorId]?.endedSession?.idTag ?? null,
        parentIdTag: open?.parentIdTag ?? null,
        floating: false,
        transaction: open?.id ?? null,
        interruption: open ? interruption : null,
        deauthorised: false,
        limit_A,
        online: link.connected && link.registration === 'accepted',
        faults,
        reservedBy: reservationId,
        using: open?.reservationId ?? null,
        request: 0,
        acceptedIfOffline: false,
        halting: false,
        restarting: false,
        groundRetries: 0,
      },
      data: { chargingProfile: null },
    };
  },
  type: 'parallel',
  description: 'One connector: its cable, its session, its availability, its faults.',
  meta: { waitsFor: '' },
  entry: 'startContactor',
  on: {
    LIMIT: { actions: 'noteLimit' },
    LINK: { actions: 'noteLink' },
    RESERVED: { actions: 'noteReservation' },
    HALT: { actions: 'noteHalt' },
    RESETTING: { actions: 'noteHalt' },
  },
  states: {
    cable: {
      initial: 'unknown',
      description: 'The cable, at the vehicle.',
      meta: { waitsFor: '' },
      on: { CABLE_PLUGGED: '.plugged', CABLE_UNPLUGGED: '.unplugged' },
      states: {
        unknown: { description: 'The pilot has not been read yet.', meta: { waitsFor: 'the control pilot' } },
        unplugged: {
          description: 'No vehicle.',
          meta: { waitsFor: '' },
          entry: [
            { type: 'removeFaultOf', params: { source: 'overcurrent' } },
            { type: 'removeFaultOf', params: { source: 'diode' } },
            { type: 'removeFaultOf', params: { source: 'meter-lost' } },
            'forgetCharge',
          ],
        },
        plugged: { description: 'A vehicle is connected.', meta: { waitsFor: '' } },
      },
    },
    session,
    temperature,
    groundFault,
    opening,
    availability: {
      initial: 'deciding',
      description: 'What ChangeAvailability asked for.',
      meta: { waitsFor: '', clause: 'OCPP 1.6 ed.2 5.2' },
      states: {
        deciding: {
          description: 'After a start: as recorded.',
          meta: { waitsFor: '' },
          always: [{ guard: 'recordedInoperative', target: 'inoperative' }, { target: 'operative' }],
        },
        operative: {
          description: 'In service.',
          meta: { waitsFor: '' },
          on: {
            SET_AVAILABILITY: [
              { guard: and(['asksInoperative', or(['inTransaction', 'stopping'])]), target: 'scheduled' },
              { guard: 'asksInoperative', target: 'inoperative' },
            ],
          },
        },
        scheduled: {
          description: 'Out of service as soon as the transaction has ended.',
          meta: { waitsFor: 'the end of the transaction' },
          always: { guard: not(or(['inTransaction', 'stopping'])), target: 'inoperative' },
          on: { SET_AVAILABILITY: { guard: 'asksOperative', target: 'operative' } },
        },
        inoperative: {
          description: 'Out of service.',
          meta: { waitsFor: 'the central system to set it operative' },
          on: { SET_AVAILABILITY: { guard: 'asksOperative', target: 'operative' } },
        },
      },
    },
    condition: {
      initial: 'ok',
      description: 'Whether a fault is in force. Laid over all the rest.',
      meta: { waitsFor: '' },
      on: {
        FAULT: [{ guard: 'inTransaction', actions: 'addFaultInCharge' }, { actions: 'addFault' }],
        FAULT_CLEARED: { actions: 'removeFault' },
        POWER_FAULT: { actions: 'addFault' },
        POWER_FAULT_CLEARED: { actions: 'removeFault' },
      },
      states: {
        ok: {
          description: 'No fault; warnings do not count.',
          meta: { waitsFor: '' },
          always: { guard: not('ok'), target: 'faulted' },
        },
        faulted: {
          description: 'A fault is in force.',
          meta: { waitsFor: 'the fault to clear' },
          always: { guard: 'ok', target: 'ok' },
          after: {
            internalErrorShown: { actions: { type: 'removeFaultOf', params: { source: 'internal' } } },
          },
        },
      },
    },
  },
});

export type { ConnectorContext, ConnectorInput } from './connector/setup.ts';
