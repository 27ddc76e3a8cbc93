import type { Instant } from '../vocabulary/instant.ts';
import type { RecordsView } from '../vocabulary/records.ts';
import type { Reducer } from '../vocabulary/reducer.ts';
import { connectorIds } from '../vocabulary/station-profile.ts';
import { chargingSituation, limitAt } from './charging-limit.ts';
import { INITIAL_SHARING, type SharingState, step as share } from './current-sharing.ts';

export type Demand = {
  readonly connectorId: number;
  readonly wantsEnergy: boolean;
  /** While it is too hot for the whole rating: what is left of it, in A. */
  readonly derated_A?: number | undefined;
};
export type CurrentLimitsEvent =
  /**
   * Which connectors have a transaction that may draw. `rebuilt`: connectors that know no limit any more, for
   * they were built anew after an error.
   */
  | {
      readonly type: 'DEMAND';
      readonly connectors: readonly Demand[];
      readonly rebuilt?: readonly number[];
    }
  /** Profiles, transactions or the clock changed, or a boundary was reached. */
  | { readonly type: 'REVIEW'; readonly at: Instant };
export type CurrentLimitsEffect =
  /** Ask for REVIEW now. */
  | { readonly type: 'review' }
  | { readonly type: 'limit'; readonly connectorId: number; readonly limit_A: number }
  /** Ask for REVIEW after a while; null: only when something changes. */
  | { readonly type: 'wake'; readonly delay_ms: number | null };
export type CurrentLimitsState = {
  readonly demand: readonly Demand[];
  readonly sharing: SharingState;
  readonly limits: Readonly<Record<number, number>>;
};

/** The next moment anything may change, as a delay. */
function untilNext(
  at: Instant,
  wakeAt_ms: number | null,
  boundaries_ms: readonly (number | null)[],
): number | null {
  const delays = [
    ...(wakeAt_ms === null ? [] : [wakeAt_ms - at.monotonic_ms]),
    ...boundaries_ms.flatMap((it) => (it === null ? [] : [it - at.wall_ms])),
  ];
  return delays.length === 0 ? null : Math.max(1, Math.min(...delays));
}

/**
 * Brings charging profiles and the shared supply to the connectors (S10): what each may draw now. A connector
 * without demand gets what it would be allowed, so that a start begins with the right limit.
 */
export const currentLimits = ({
  records,
}: {
  readonly records: RecordsView;
}): Reducer<CurrentLimitsState, CurrentLimitsEvent, CurrentLimitsEffect> => ({
  initial: { demand: [], sharing: INITIAL_SHARING, limits: {} },
  step(state, event) {
    if (event.type === 'DEMAND') {
      const { connectors: demand, rebuilt = [] } = event;
      const known = Object.entries(state.limits).filter(([id]) => !rebuilt.includes(Number(id)));
      return {
        state: { ...state, demand, limits: Object.fromEntries(known) },
        effects: [{ type: 'review' }],
      };
    }
    const { at } = event;
    const ids = connectorIds(records.now);
    const situation = chargingSituation(records.now, ids);
    const own = ids.map((connectorId) => ({ connectorId, ...limitAt(situation, connectorId, at.wall_ms) }));
    const shared = limitAt(situation, 0, at.wall_ms);
    const wants = (connectorId: number): boolean =>
      state.demand.some((it) => it.connectorId === connectorId && it.wantsEnergy);
    const deratedTo = (connectorId: number): number =>
      state.demand.find((it) => it.connectorId === connectorId)?.derated_A ?? Number.POSITIVE_INFINITY;
    const connectors = own.map(({ connectorId, limit_A }) => ({
      connectorId,
      limit_A: Math.min(limit_A, deratedTo(connectorId)),
      wantsEnergy: wants(connectorId),
    }));
    const step = share(state.sharing, { shared_A: shared.limit_A, connectors }, at.monotonic_ms);
    const limits = Object.fromEntries(
      connectors.map(({ connectorId, limit_A, wantsEnergy }) => [
        connectorId,
        wantsEnergy ? (step.permits[connectorId] ?? 0) : Math.min(limit_A, shared.limit_A),
      ]),
    );
    const changed = ids.filter((id) => limits[id] !== state.limits[id]);
    const boundaries = [...own.map(({ until_ms }) => until_ms), shared.until_ms];
    return {
      state: { ...state, sharing: step.state, limits },
      effects: [
        ...changed.map((id) => ({ type: 'limit', connectorId: id, limit_A: limits[id] ?? 0 }) as const),
        { type: 'wake', delay_ms: untilNext(at, step.wakeAt_ms, boundaries) },
      ],
    };
  },
});
