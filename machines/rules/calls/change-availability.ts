import type { Requests } from '../../messages/catalogue.ts';
import { type Addressed, CHARGE_POINT, connectorActor } from '../../vocabulary/peer.ts';
import type { RecordChange } from '../../vocabulary/records.ts';
import type { ConnectorSummary } from '../../vocabulary/summary.ts';
import type { CallRule } from './call.ts';

const isBusy = (it: ConnectorSummary): boolean => it.session === 'transaction' || it.session === 'stopping';

const change = (connectorId: number, operative: boolean): RecordChange => ({
  type: 'connector-availability-set',
  connectorId,
  operative,
});

const told = (connectorId: number, operative: boolean): Addressed =>
  connectorId === 0
    ? { to: CHARGE_POINT, event: { type: 'SET_STATION_AVAILABILITY', operative } }
    : { to: connectorActor(connectorId), event: { type: 'SET_AVAILABILITY', operative } };

/**
 * OCPP 1.6 ed.2 5.2: a connector with a transaction changes when that has ended (Scheduled), the others now;
 * connector 0 overwrites all of them. Recorded at once, so that it holds over a restart.
 */
export const changeAvailability: CallRule<Requests['ChangeAvailability']> = ({ connectorId, type }, view) => {
  const operative = type === 'Operative';
  const affected =
    connectorId === 0 ? view.connectors : view.connectors.filter((it) => it.connectorId === connectorId);
  if (affected.length === 0 || view.restarting) return { conf: { status: 'Rejected' } };
  // Out of service for new firmware, they go by the records as soon as that is over.
  const isLater = operative ? view.installing : affected.some(isBusy);
  const status = isLater ? 'Scheduled' : 'Accepted';
  const then = view.installing ? [] : [told(connectorId, operative)];
  const answer = { conf: { status }, confIfFailed: { status: 'Rejected' }, then };
  if (connectorId !== 0)
    return {
      ...answer,
      changes: [change(connectorId, operative)],
    };
  return {
    ...answer,
    changes: [
      { type: 'station-availability-set', operative },
      ...affected.map((it) => change(it.connectorId, operative)),
    ],
  };
};
