import { localListVersion } from '../local-list.ts';
import { switchedOn } from '../switched-on.ts';
import type { CallRule } from './call.ts';

/** GetLocalListVersion (OCPP 1.6 ed.2 5.10): -1 where there is no list, 0 where it is empty. */
export const getLocalListVersion: CallRule<object> = (_request, { records }) => ({
  conf: {
    listVersion: switchedOn(records, 'LocalAuthListEnabled') ? localListVersion(records.localList) : -1,
  },
});
