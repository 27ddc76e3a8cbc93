import { type AnyActorLogic, assign, enqueueActions, setup, spawnChild } from 'xstate';
import type { ChargePointEvent, ConnectorEvent } from '../../../machines/vocabulary/events.ts';
import { connectorActor, RFID_SESSION } from '../../../machines/vocabulary/peer.ts';
import type { RecordsView } from '../../../machines/vocabulary/records.ts';
import type { ConnectorSummary, LinkSummary } from '../../../machines/vocabulary/summary.ts';

export type StationInput = {
  readonly records: RecordsView;
  readonly connectors: readonly number[];
  readonly limit_A: number;
};
type Context = StationInput & { readonly control: { readonly connectors: readonly ConnectorSummary[] } };

const ONLINE: LinkSummary = { connected: true, registration: 'accepted' };
const EMERGENCY = { errorCode: 'OtherError', source: 'emergency-stop' } as const;

/**
 * In place of the charge point: it owns connectors and card reader, relays between them, hands on the link
 * and the emergency stop as the real one does, and does nothing else.
 */
export const stationOf = (connector: AnyActorLogic, rfidSession: AnyActorLogic) =>
  setup({
    types: { input: {} as StationInput, context: {} as Context, events: {} as ChargePointEvent },
    actors: { connector, rfidSession },
    actions: {
      startChildren: enqueueActions(({ context: { records, connectors, limit_A }, self, enqueue }) => {
        const common = { owner: self, records, link: ONLINE };
        enqueue(spawnChild('rfidSession', { id: RFID_SESSION, input: { ...common, connectors: [] } }));
        for (const connectorId of connectors) {
          const situation = { interruption: 'PowerLoss', limit_A, faults: [], reservationId: null };
          const input = { ...common, connectorId, ...situation };
          enqueue(spawnChild('connector', { id: connectorActor(connectorId), input }));
        }
      }),
      /** What is meant for a connector that is not there goes nowhere. */
      relay: enqueueActions(({ context: { connectors }, event, enqueue }) => {
        if (event.type !== 'RELAY') return;
        const { to } = event;
        if (connectors.some((id) => connectorActor(id) === to)) enqueue.sendTo(to, event.event);
      }),
      noteSummary: enqueueActions(({ context: { control }, event, enqueue }) => {
        if (event.type !== 'CONNECTOR_SUMMARY') return;
        const { summary } = event;
        const others = control.connectors.filter((it) => it.connectorId !== summary.connectorId);
        const connectors = [...others, summary].sort((a, b) => a.connectorId - b.connectorId);
        enqueue(assign({ control: { connectors } }));
        enqueue.sendTo(RFID_SESSION, { type: 'CONNECTORS', connectors });
      }),
      noteLink: enqueueActions(({ context, event, enqueue }) => {
        if (event.type !== 'LINK_SUMMARY') return;
        const told = { type: 'LINK', link: event.link };
        enqueue.sendTo(RFID_SESSION, told);
        for (const connectorId of context.connectors) enqueue.sendTo(connectorActor(connectorId), told);
      }),
      noteEmergencyStop: enqueueActions(({ context, event, enqueue }) => {
        if (event.type !== 'EMERGENCY_STOP') return;
        const stop: ConnectorEvent = { type: 'STOP', reason: 'EmergencyStop', idTag: null, immediate: true };
        const type = event.pressed ? 'FAULT' : 'FAULT_CLEARED';
        for (const connectorId of context.connectors) {
          if (event.pressed) enqueue.sendTo(connectorActor(connectorId), stop);
          enqueue.sendTo(connectorActor(connectorId), { type, fault: EMERGENCY });
        }
      }),
    },
  }).createMachine({
    id: 'charge-point',
    context: ({ input }) => ({ ...input, control: { connectors: [] } }),
    entry: 'startChildren',
    on: {
      RELAY: { actions: 'relay' },
      CONNECTOR_SUMMARY: { actions: 'noteSummary' },
      LINK_SUMMARY: { actions: 'noteLink' },
      EMERGENCY_STOP: { actions: 'noteEmergencyStop' },
    },
  });
