import {
  type CurrentLimitsEffect,
  type CurrentLimitsEvent,
  type CurrentLimitsState,
  currentLimits,
} from '../../../machines/rules/current-limits.ts';
import type { SharingState } from '../../../machines/rules/current-sharing.ts';
import {
  type ActorId,
  type AnyEvent,
  CURRENT_LIMITS,
  connectorActor,
} from '../../../machines/vocabulary/peer.ts';
import type { RecordChange, RecordsView } from '../../../machines/vocabulary/records.ts';
import { ReducerComponent } from '../reducer-component.ts';

/** Time as the current limits know it, in ms: it passes only until they asked to be waked. */
export type LimitsClock = { readonly now_ms: number; readonly wakeAt_ms: number | null };
export const LIMITS_CLOCK: LimitsClock = { now_ms: 0, wakeAt_ms: null };
type Told = { readonly words: string; readonly to: ActorId; readonly event: AnyEvent };

type Make = typeof currentLimits;
export const currentLimitsComponent = (make: Make = currentLimits) =>
  new ReducerComponent<
    CurrentLimitsState,
    CurrentLimitsEvent,
    CurrentLimitsEffect,
    { readonly records: RecordsView }
  >(make, (params) => ({ kind: 'port', port: 'limitsEffect', params }));

/** Profiles say nothing of the time of day here: the wall clock stands still. */
const review = ({ now_ms }: LimitsClock, words: string): Told => ({
  words,
  to: CURRENT_LIMITS,
  event: { type: 'REVIEW', at: { monotonic_ms: now_ms, wall_ms: 0 } },
});

const AFFECTS = ['charging-profiles-replaced', 'transaction-opened', 'transaction-closed'];
/** As `CurrentLimitsEdge`: after a commit, before anything else follows from it. */
export const reviewedAfter = (changes: readonly RecordChange[], clock: LimitsClock): readonly Told[] =>
  changes.some(({ type }) => AFFECTS.includes(type)) ? [review(clock, 'limits reviewed')] : [];

/** As `CurrentLimitsEdge` performs what the current limits decided. */
export function limitsTold(effect: CurrentLimitsEffect, clock: LimitsClock): readonly Told[] {
  if (effect.type === 'review') return [review(clock, 'limits reviewed')];
  if (effect.type === 'wake') return [];
  const { connectorId, limit_A } = effect;
  return [
    { words: `limit ${limit_A} A`, to: connectorActor(connectorId), event: { type: 'LIMIT', limit_A } },
  ];
}

export const wakeSet = (effect: CurrentLimitsEffect, clock: LimitsClock): LimitsClock => {
  if (effect.type !== 'wake') return clock;
  const { delay_ms } = effect;
  return { ...clock, wakeAt_ms: delay_ms === null ? null : clock.now_ms + delay_ms };
};

/** The time passes until the current limits asked to be waked. */
export function waked(clock: LimitsClock): { readonly told: Told; readonly clock: LimitsClock } | null {
  if (clock.wakeAt_ms === null) return null;
  const then = { now_ms: clock.wakeAt_ms, wakeAt_ms: null };
  return { told: review(then, `${(then.now_ms - clock.now_ms) / 1_000} s pass`), clock: then };
}

/** What is as long ago as the longest pause decides nothing any more. */
const LONG_AGO_ms = 60_000;
type Fading = SharingState['shares'][number]['fading'];
/** What a vehicle may still draw: each only while no higher one lasts as long. */
const lasting = (fading: Fading, now_ms: number): Fading =>
  fading
    .filter(({ until_ms }) => until_ms > now_ms)
    .map(({ permit_A, until_ms }) => ({ permit_A, until_ms: until_ms - now_ms }))
    .sort((a, b) => b.until_ms - a.until_ms || b.permit_A - a.permit_A)
    .filter(({ permit_A }, index, all) => all.slice(0, index).every((it) => it.permit_A < permit_A));

function rebasedSharing({ shares, queue, turnSince_ms }: SharingState, now_ms: number): SharingState {
  const ago = (at_ms: number | null): number | null =>
    at_ms === null || now_ms - at_ms >= LONG_AGO_ms ? null : at_ms - now_ms;
  const rebased = Object.entries(shares).map(([id, { permit_A, raisedAt_ms, pausedAt_ms, fading }]) => {
    const [raised_ms, paused_ms] = [ago(raisedAt_ms), ago(pausedAt_ms)];
    const left = lasting(fading, now_ms);
    return [id, { permit_A, raisedAt_ms: raised_ms, pausedAt_ms: paused_ms, fading: left }];
  });
  return {
    shares: Object.fromEntries(rebased),
    queue,
    turnSince_ms: turnSince_ms === null ? null : turnSince_ms - now_ms,
  };
}

/** For exploring: the same with times that count from now. */
export const rebasedLimits = (state: CurrentLimitsState, now_ms: number): CurrentLimitsState => ({
  ...state,
  sharing: rebasedSharing(state.sharing, now_ms),
});

/** Reviews that are on their way come now. */
export const rebasedTold = <T extends Told>(told: T): T =>
  told.to === CURRENT_LIMITS
    ? { ...told, event: { ...told.event, at: { monotonic_ms: 0, wall_ms: 0 } } }
    : told;
