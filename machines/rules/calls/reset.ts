import type { Requests } from '../../messages/catalogue.ts';
import { CHARGE_POINT } from '../../vocabulary/peer.ts';
import { isBeingInstalled } from '../firmware-phase.ts';
import type { CallRule } from './call.ts';

/** OCPP 1.6 ed.2 5.14: the answer first, then transactions end, then the station starts anew. */
export const reset: CallRule<Requests['Reset']> = ({ type }, view) => {
  if (view.restarting) return { conf: { status: 'Rejected' } };
  if (isBeingInstalled(view.records.firmware))
    return { conf: { status: 'Rejected' }, why: 'firmware is being installed' };
  return { conf: { status: 'Accepted' }, then: [{ to: CHARGE_POINT, event: { type: 'RESET', kind: type } }] };
};
