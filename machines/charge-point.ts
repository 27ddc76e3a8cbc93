import { alignedInterval_s } from './charge-point/reactions.ts';
import { chargePointSetup } from './charge-point/setup.ts';
import type { ConnectorSummary } from './vocabulary/summary.ts';

const alignedAlarm = {
  type: 'alignedAlarm',
  params: ({ context }: { context: Parameters<typeof alignedInterval_s>[0] }) => ({
    every_s: alignedInterval_s(context),
  }),
} as const;

/** A connector of which nothing is known yet. */
const unknownConnector = (connectorId: number, limit_A: number): ConnectorSummary => ({
  connectorId,
  report: { connectorId, status: 'Available', errorCode: 'NoError' },
  status: 'Available',
  plugged: false,
  session: 'idle',
  halted: false,
  idTag: null,
  parentIdTag: null,
  floating: false,
  transaction: null,
  operative: true,
  scheduledInoperative: false,
  faults: [],
  faulted: false,
  reservationId: null,
  wantsEnergy: false,
  limit_A,
});

/**
 * The station: owner of connectors, card reader and connection, and the one who answers the central system.
 * What it decides by is what its children told it.
 */
export const chargePoint = chargePointSetup.createMachine({
  id: 'charge-point',
  context: ({ input: { records, interruption, idPrefix, waiting } }) => ({
    records,
    idPrefix,
    waiting,
    control: {
      connectors: Array.from({ length: records.now.profile.connectors.count }, (_, i) =>
        unknownConnector(i + 1, records.now.profile.rating_A),
      ),
      link: { connected: false, registration: 'unknown' },
      operative: records.now.operative,
      faults: [],
      interruption,
      going: null,
      request: 0,
      reservations: [],
    },
  }),
  description: 'The station: owner of connectors, card reader and connection; it answers the central system.',
  meta: { waitsFor: '' },
  entry: ['startChildren', 'followReservations'],
  initial: 'operating',
  on: {
    CALL: { guard: 'listens', actions: 'answer' },
    COMMITTED: { actions: 'follow' },
    SECURITY_EVENT: { actions: 'raiseSecurityEvent' },
    RELAY: { actions: 'relay' },
    CONNECTOR_SUMMARY: { actions: 'noteSummary' },
    LINK_SUMMARY: { actions: 'noteLink' },
    START_ANSWERED: { actions: 'toConnectorOf' },
    BOARD_FAULT: { actions: 'noteBoardFault' },
    EMERGENCY_STOP: { actions: 'noteEmergencyStop' },
    SET_STATION_AVAILABILITY: { actions: ['noteAvailability', 'toConnectors'] },
    CONFIGURATION_CHANGED: [
      { guard: 'isAlignedKey', actions: ['toConnectors', 'configurationToConnection', alignedAlarm] },
      { actions: ['toConnectors', 'configurationToConnection'] },
    ],
    ALARM: { guard: 'isAligned', actions: ['toConnectors', 'readIdleMeters'] },
    RESERVATIONS_CHANGED: { actions: 'followReservations' },
    LOCAL_LIST_CHANGED: { actions: 'clearListConflict' },
    LOCAL_LIST_CONTRADICTED: { actions: 'noteListConflict' },
    TRIGGERED: { actions: 'trigger' },
    METER_READ: { guard: 'isMeterForCentralSystem', actions: 'sendMeterValues' },
    'xstate.error.actor.*': { actions: 'respawn' },
  },
  states: {
    operating: {
      description: 'The station is in service.',
      meta: { waitsFor: '' },
      entry: alignedAlarm,
      on: {
        RESET: { target: 'resetting', actions: 'noteGoing' },
        SHUT_DOWN: { target: 'halting', actions: 'noteGoing' },
      },
    },
    resetting: {
      initial: 'stopping',
      description:
        'A Reset was accepted: transactions end, their messages go out, then the station starts anew.',
      meta: { waitsFor: '', clause: 'OCPP 1.6 ed.2 5.14' },
      entry: 'stopConnectors',
      on: { SHUT_DOWN: { target: 'halting', actions: 'noteGoing' } },
      states: {
        stopping: {
          description: 'Transactions end.',
          meta: { waitsFor: 'the transactions to end' },
          always: { guard: 'allStopped', target: 'reporting' },
          after: { stopDeadline: 'reporting' },
        },
        reporting: {
          description: 'The last statuses go out.',
          meta: { waitsFor: 'the last statuses' },
          after: { lastStatuses: 'delivering' },
        },
        delivering: {
          description: 'StopTransaction was sent; a moment is left for its answer.',
          meta: { waitsFor: 'the central system to confirm' },
          entry: 'awaitDelivery',
          on: { QUEUE_EMPTY: '#charge-point.restarted' },
          after: { deliveryDeadline: '#charge-point.restarted' },
        },
      },
    },
    halting: {
      initial: 'poweringDown',
      description: 'An orderly stop of the process: power off, registers stored, transactions left open.',
      meta: { waitsFor: '' },
      entry: 'haltConnectors',
      after: { haltDeadline: 'stopped' },
      states: {
        poweringDown: {
          description: 'Contactors open, registers are stored.',
          meta: { waitsFor: 'the contactors to open' },
          always: { guard: 'allHalted', target: 'marking' },
        },
        marking: {
          description: 'The clean marker is stored: the next start will call this a reboot, no power loss.',
          meta: { waitsFor: 'storage' },
          entry: {
            type: 'commit',
            params: { purpose: 'clean-stop', changes: [{ type: 'clean-stop-set', clean: true }] },
          },
          on: {
            COMMITTED: {
              guard: { type: 'commitWas', params: { purpose: 'clean-stop' } },
              target: '#charge-point.stopped',
            },
            COMMIT_FAILED: {
              guard: { type: 'commitWas', params: { purpose: 'clean-stop' } },
              target: '#charge-point.stopped',
            },
          },
        },
      },
    },
    restarted: {
      type: 'final',
      description: 'To be started anew.',
      meta: { waitsFor: '' },
    },
    stopped: {
      type: 'final',
      description: 'Stopped in order.',
      meta: { waitsFor: '' },
    },
  },
  output: ({ context: { control } }) =>
    control.going === 'stop'
      ? { ended: 'stopped', interruption: 'Reboot' }
      : { ended: 'restart', interruption: control.going === 'Hard' ? 'HardReset' : 'SoftReset' },
});

export type { ChargePointContext, ChargePointInput, ChargePointOutput } from './charge-point/setup.ts';
