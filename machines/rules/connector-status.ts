import type { SnapshotFrom } from 'xstate';
import type { connector } from '../connector.ts';
import type { ChargePointStatus, Fault, StatusReport } from '../vocabulary/status.ts';
import type { ConnectorSummary, SessionPhase } from '../vocabulary/summary.ts';
import { isWarning } from './faults.ts';

export type ConnectorSnapshot = SnapshotFrom<typeof connector>;

/**
 * What a connector's states mean as an OCPP status (OCPP 1.6 ed.2 4.9 and 7.7). A fault lies over all the
 * rest.
 */
export function connectorStatus(snapshot: ConnectorSnapshot): ChargePointStatus {
  const { control } = snapshot.context;
  if (snapshot.matches({ condition: 'faulted' })) return 'Faulted';
  if (snapshot.matches({ availability: 'inoperative' })) return 'Unavailable';
  if (snapshot.matches({ session: 'transaction' })) return transactionStatus(snapshot);
  if (snapshot.matches({ session: 'stopping' }) || snapshot.matches({ session: 'halted' }))
    return 'Finishing';
  if (snapshot.matches({ session: 'finishing' })) return 'Finishing';
  if (snapshot.matches({ session: 'awaitingPlug' })) return 'Preparing';
  // Plugging into a reserved connector keeps Reserved: nobody who may use it has identified.
  if (control.reservedBy !== null) return 'Reserved';
  return snapshot.matches({ cable: 'plugged' }) ? 'Preparing' : 'Available';
}

function transactionStatus(snapshot: ConnectorSnapshot): ChargePointStatus {
  // SuspendedEVSE beats SuspendedEV (4.9).
  if (snapshot.matches({ session: { transaction: 'suspendedEVSE' } })) return 'SuspendedEVSE';
  // The table of 4.9 has no way back to Preparing: the pause lasts until the vehicle reacts.
  if (snapshot.matches({ session: { transaction: { supplied: 'resuming' } } })) return 'SuspendedEVSE';
  if (snapshot.matches({ session: { transaction: 'disconnected' } })) return 'SuspendedEV';
  if (snapshot.matches({ session: { transaction: { supplied: 'suspendedEV' } } })) return 'SuspendedEV';
  if (snapshot.matches({ session: { transaction: { supplied: 'charging' } } })) return 'Charging';
  return 'Preparing';
}

const PHASE_OF = {
  deciding: 'idle',
  idle: 'idle',
  preparing: 'preparing',
  authorising: 'authorising',
  awaitingPlug: 'awaiting-plug',
  released: 'idle',
  transaction: 'transaction',
  stopping: 'stopping',
  halted: 'stopping',
  finishing: 'finishing',
  backInService: 'finishing',
} as const satisfies Record<string, SessionPhase>;

/** The fault that a StatusNotification names: a fault before a warning, the oldest first. */
export const reportedFault = (faults: readonly Fault[]): Fault | undefined =>
  faults.find((fault) => !isWarning(fault)) ?? faults[0];

/** @returns status, errorCode and words for one connector, as a StatusNotification has them. */
export function statusReport(
  connectorId: number,
  status: ChargePointStatus,
  faults: readonly Fault[],
  info?: string,
): StatusReport {
  const fault = reportedFault(faults);
  const words = fault?.info ?? info;
  return {
    connectorId,
    status,
    errorCode: fault?.errorCode ?? 'NoError',
    ...(words === undefined ? {} : { info: words }),
    ...(fault?.vendorErrorCode === undefined ? {} : { vendorErrorCode: fault.vendorErrorCode }),
  };
}

/** What heat leaves of the rating, in A. */
function deratedTo(snapshot: ConnectorSnapshot): number | undefined {
  const { rating_A } = snapshot.context.records.now.profile;
  if (snapshot.matches({ temperature: 'warm' })) return rating_A / 2;
  if (snapshot.matches({ temperature: 'hot' })) return rating_A / 4;
  return undefined;
}

/** Nobody has it. What holds it for whom in the course of a session was said before, and may be over. */
const isOffered = (phase: SessionPhase): boolean => phase === 'idle' || phase === 'preparing';

/** The connector as its charge point needs to know it. */
export function connectorSummary(snapshot: ConnectorSnapshot): ConnectorSummary {
  const { connectorId, control } = snapshot.context;
  const status = connectorStatus(snapshot);
  const disconnected = snapshot.matches({ session: { transaction: 'disconnected' } });
  const session =
    typeof snapshot.value.session === 'string'
      ? snapshot.value.session
      : Object.keys(snapshot.value.session)[0];
  const phase = PHASE_OF[session as keyof typeof PHASE_OF];
  const derated_A = deratedTo(snapshot);
  return {
    connectorId,
    report: statusReport(
      connectorId,
      status,
      control.faults,
      disconnected ? 'EV side disconnected' : undefined,
    ),
    status,
    plugged: snapshot.matches({ cable: 'plugged' }),
    session: phase,
    halted: control.halting && phase !== 'transaction' && (phase !== 'stopping' || session === 'halted'),
    idTag: control.idTag,
    parentIdTag: control.parentIdTag,
    floating: control.floating,
    transaction: control.transaction,
    operative: snapshot.matches({ availability: 'operative' }),
    scheduledInoperative: snapshot.matches({ availability: 'scheduled' }),
    faults: control.faults,
    faulted: snapshot.matches({ condition: 'faulted' }),
    reservationId: control.using ?? (isOffered(phase) ? control.reservedBy : null),
    wantsEnergy: phase === 'transaction' && !control.deauthorised && !disconnected,
    ...(derated_A === undefined ? {} : { derated_A }),
    limit_A: control.limit_A,
  };
}
