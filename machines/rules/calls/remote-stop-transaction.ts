import type { Requests } from '../../messages/catalogue.ts';
import type { Stop } from '../../vocabulary/events.ts';
import { connectorActor } from '../../vocabulary/peer.ts';
import type { CallRule } from './call.ts';

/** OCPP 1.6 ed.2 5.12, errata 3.33: Accepted only if that transaction runs. Not while Pending (4.2). */
export const remoteStopTransaction: CallRule<Requests['RemoteStopTransaction']> = (
  { transactionId },
  view,
) => {
  const open = Object.values(view.records.transactions).find((it) => it.transactionId === transactionId);
  const running = view.connectors.some((it) => it.session === 'transaction' && it.transaction === open?.id);
  if (!open || !running || view.link.registration !== 'accepted') return { conf: { status: 'Rejected' } };
  const event: Stop = { type: 'STOP', reason: 'Remote', idTag: null, immediate: false };
  return { conf: { status: 'Accepted' }, then: [{ to: connectorActor(open.connectorId), event }] };
};
