import { chargingSituation } from '../../../machines/rules/charging-limit.ts';
import { CURRENT_LIMITS } from '../../../machines/vocabulary/peer.ts';
import type { StationRecords } from '../../../machines/vocabulary/records.ts';
import { secondBySecond } from '../../rules/second-by-second.ts';
import { CONNECTORS } from './station-facts.ts';
import type { Node } from './station-model.ts';
import type { StationCheck } from './station-properties.ts';
import { vehicleAt } from './surroundings.ts';

/** By connector, 0 is the station, in A. */
const known = new WeakMap<StationRecords, ReadonlyMap<number, number>>();
/** By a slow reading of the norm, not by the station's own rules. */
function limitsIn(records: StationRecords): ReadonlyMap<number, number> {
  const limits = known.get(records) ?? new Map([0, ...CONNECTORS].map((id) => [id, limitOf(records, id)]));
  known.set(records, limits);
  return limits;
}
const limitOf = (records: StationRecords, connectorId: number): number =>
  secondBySecond(chargingSituation(records, CONNECTORS), connectorId, 0, 1)[0] ?? 0;

const limitsAreReal = ({ world }: Node): boolean =>
  'reducer' in ((world.actors.get(CURRENT_LIMITS)?.state ?? {}) as object);

/** S10: no connector offers more than its limit, nor both together more than what they share. */
export const offersWithinLimits: StationCheck = ({ after, resting }) => {
  if (!resting || !limitsAreReal(after)) return null;
  const limits = limitsIn(after.records);
  const offers = CONNECTORS.map((id) => [id, vehicleAt(after.around, id).offer_A ?? 0] as const);
  const over = offers.find(([id, offer_A]) => offer_A > limits.get(id)!);
  if (over) return `connector ${over[0]} offers ${over[1]} A of ${limits.get(over[0])} A`;
  const sum_A = offers.reduce((sum, [, offer_A]) => sum + offer_A, 0);
  return sum_A > limits.get(0)! ? `the connectors offer ${sum_A} A of ${limits.get(0)} A` : null;
};
