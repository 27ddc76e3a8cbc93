import type { Requests } from '../../messages/catalogue.ts';
import { CHARGE_POINT } from '../../vocabulary/peer.ts';
import type { CallRule } from './call.ts';

/** OCPP 1.6 ed.2 5.14: the answer first, then transactions end, then the station starts anew. */
export const reset: CallRule<Requests['Reset']> = ({ type }, view) => {
  if (view.restarting) return { conf: { status: 'Rejected' } };
  return { conf: { status: 'Accepted' }, then: [{ to: CHARGE_POINT, event: { type: 'RESET', kind: type } }] };
};
