import { CHARGE_POINT, connectorActor, RFID_SESSION } from '../../../machines/vocabulary/peer.ts';
import type { ConnectorSummary } from '../../../machines/vocabulary/summary.ts';
import { OLDER_REQUEST } from '../environment/authorisation.ts';
import type { Stimulus } from '../environment.ts';

const IDLE: ConnectorSummary = {
  connectorId: 2,
  report: { connectorId: 2, status: 'Available', errorCode: 'NoError' },
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
  limit_A: 16,
};
const says = (words: string, changes: Partial<ConnectorSummary>): Stimulus => ({
  label: `connector 2: ${words}`,
  to: CHARGE_POINT,
  event: { type: 'CONNECTOR_SUMMARY', summary: { ...IDLE, ...changes } },
});

/** In place of a second connector: any of its summaries at any time, in any order. */
export const NEIGHBOUR: readonly Stimulus[] = [
  says('free', {}),
  says('plugged', { plugged: true, session: 'preparing', status: 'Preparing' }),
  says('waits for the cable of A', { session: 'awaiting-plug', idTag: 'A', floating: true }),
  says('charges A', { plugged: true, session: 'transaction', idTag: 'A', transaction: 2 }),
  says('Faulted', { faulted: true, status: 'Faulted' }),
];

const CONNECTOR = connectorActor(1);
const toConnector = (label: string, event: Stimulus['event']): Stimulus => ({ label, to: CONNECTOR, event });
const remoteStart = (verdict: string, verdictOffline: string): Stimulus['event'] => ({
  type: 'REMOTE_START',
  idTag: 'A',
  parentIdTag: null,
  floating: false,
  reservationId: null,
  verdict,
  verdictOffline,
});

/** Starts that come to nothing, a card shown again, a Reset, answers of the past. */
export const REFUSALS: readonly Stimulus[] = [
  toConnector('RemoteStart (refused)', remoteStart('refused', 'refused')),
  toConnector('RemoteStart (ask, refused offline)', remoteStart('ask', 'refused')),
  toConnector('the card is shown again', { type: 'RELEASE' }),
  toConnector('a Reset was accepted', { type: 'RESETTING' }),
  ...[CONNECTOR, RFID_SESSION].map((to) => ({
    label: `Authorize fails (older, ${to})`,
    to,
    event: { type: 'CALL_FAILED', action: 'Authorize', request: OLDER_REQUEST, failure: 'timeout' },
  })),
];

/** On a connector that was out of service: starts that are refused, and a reservation that comes. */
export const BACK_IN_SERVICE: readonly Stimulus[] = [
  toConnector('RemoteStart (refused)', remoteStart('refused', 'refused')),
  toConnector('reserved', { type: 'RESERVED', reservationId: 7 }),
];

/** What happens beside a charge. */
export const INTERLUDES: readonly Stimulus[] = [
  toConnector('a boundary', { type: 'ALIGNED', boundary_ms: 0 }),
  toConnector('a key changed', { type: 'CONFIGURATION_CHANGED', key: 'MeterValueSampleInterval' }),
  toConnector('reserved', { type: 'RESERVED', reservationId: 7 }),
  toConnector('reserved no more', { type: 'RESERVED', reservationId: null }),
];
