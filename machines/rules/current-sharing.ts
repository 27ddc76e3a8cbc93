import { MIN_OFFER_A } from '../vocabulary/pilot.ts';
import { type Claim, fairShares, roomFor } from './current-shares.ts';

/** A vehicle follows a lower offer within 5 s (SAE J1772), which also paces raises. */
const SETTLE_ms = 5_000;
/** An orderly stop opens the contactor after at most 6 s. */
const STOP_ms = 6_000;
const PAUSE_ms = 60_000;
const TURN_ms = 15 * 60_000;

/** What one connector may draw now, and what it did to get there. Times are monotonic ms. */
type Share = {
  readonly permit_A: number;
  readonly raisedAt_ms: number | null;
  readonly pausedAt_ms: number | null;
  /** Higher permits of a moment ago, which the vehicle may still be using. */
  readonly fading: readonly { readonly permit_A: number; readonly until_ms: number }[];
};

/** Serialisable; `INITIAL_SHARING` to begin with. */
export type SharingState = {
  readonly shares: Readonly<Record<number, Share>>;
  /** Connectors that want energy, in the order of their turns; the first ones charge. */
  readonly queue: readonly number[];
  /** Since when those in front charge while others wait; null: nobody waits. */
  readonly turnSince_ms: number | null;
};
export const INITIAL_SHARING: SharingState = { shares: {}, queue: [], turnSince_ms: null };

export type SharingInput = {
  /** What the connectors may draw together: supply and ChargePointMaxProfile. */
  readonly shared_A: number;
  /** Every connector; `wantsEnergy`: it has an authorised transaction that nothing else suspends. */
  readonly connectors: readonly (Claim & { readonly wantsEnergy: boolean })[];
};
export type SharingStep = {
  readonly state: SharingState;
  /**
   * A by connectorId: 0 (SuspendedEVSE if it wants energy) or at least 6. Their sum never exceeds `shared_A`.
   */
  readonly permits: Readonly<Record<number, number>>;
  /** Monotonic ms when the next permit changes without another input; null: never. */
  readonly wakeAt_ms: number | null;
};

const UNUSED: Share = { permit_A: 0, raisedAt_ms: null, pausedAt_ms: null, fading: [] };

/** More than computing with tenths of amperes can be wrong by. */
const TOLERANCE_A = 1e-6;

const drawn = ({ permit_A, fading }: Share, now_ms: number): number =>
  Math.max(permit_A, ...fading.map((before) => (before.until_ms > now_ms ? before.permit_A : 0)));

/**
 * Lowers at once, to nothing if need be; raises wait for `mayRaiseAt`. A connector that wants nothing starts
 * anew.
 */
function lowered(share: Share, target_A: number, wantsEnergy: boolean, now_ms: number): Share {
  const fading = share.fading.filter(({ until_ms }) => until_ms > now_ms);
  if (target_A >= share.permit_A && wantsEnergy) return { ...share, fading };
  const settled_ms = now_ms + (target_A === 0 ? STOP_ms : SETTLE_ms);
  const before = share.permit_A > 0 ? [{ permit_A: share.permit_A, until_ms: settled_ms }] : [];
  const next = { permit_A: target_A, fading: [...fading, ...before] };
  if (!wantsEnergy) return { ...UNUSED, ...next };
  return { ...share, ...next, pausedAt_ms: target_A === 0 ? now_ms : share.pausedAt_ms };
}

/**
 * The first moment at which a connector may be raised: its own pace and pause, and the others having made
 * room.
 */
function mayRaiseAt(
  share: Share,
  target_A: number,
  others: readonly Share[],
  shared_A: number,
  now_ms: number,
) {
  const paced_ms = share.raisedAt_ms === null ? now_ms : share.raisedAt_ms + SETTLE_ms;
  const rested_ms = share.pausedAt_ms === null ? now_ms : share.pausedAt_ms + PAUSE_ms;
  const fits = (at_ms: number) => {
    const sum_A = others.reduce((sum, other) => sum + drawn(other, at_ms), target_A);
    return sum_A <= shared_A + TOLERANCE_A;
  };
  const fades = others.flatMap(({ fading }) => fading.map(({ until_ms }) => until_ms));
  const room_ms = [now_ms, ...fades].toSorted((a, b) => a - b).find(fits);
  return Math.max(now_ms, paced_ms, rested_ms, room_ms ?? Number.POSITIVE_INFINITY);
}

/** Who charges: all, or as many as there is room for, in turns of 15 minutes. First come, first served. */
function takeTurns(state: SharingState, claims: readonly Claim[], room: number, now_ms: number) {
  const ids = claims.map(({ connectorId }) => connectorId);
  const stayed = state.queue.filter((id) => ids.includes(id));
  const queue = [...stayed, ...ids.filter((id) => !stayed.includes(id))];
  if (queue.length <= room) return { queue, turnSince_ms: null };
  const turnSince_ms = state.turnSince_ms ?? now_ms;
  if (room === 0 || now_ms < turnSince_ms + TURN_ms) return { queue, turnSince_ms };
  return { queue: [...queue.slice(room), ...queue.slice(0, room)], turnSince_ms: now_ms };
}

/**
 * Shares the supply between connectors (S10). Lowers at once; raises a connector at most once in 5 s, and not
 * before the one that was lowered for it has had 5 s to follow (6 s if it was stopped). Under 6 A it pauses,
 * for at least 60 s. Where there is not room for all, they take turns. To be called when an input changes and
 * at `wakeAt_ms`.
 */
export function step(state: SharingState, input: SharingInput, now_ms: number): SharingStep {
  const { shared_A, connectors } = input;
  const room = roomFor(shared_A);
  const claims = connectors.filter(({ wantsEnergy, limit_A }) => wantsEnergy && limit_A >= MIN_OFFER_A);
  const { queue, turnSince_ms } = takeTurns(state, claims, room, now_ms);
  const charging = claims.filter(({ connectorId }) => queue.indexOf(connectorId) < room);
  const targets = fairShares(charging, shared_A);

  const shares = new Map<number, Share>();
  for (const { connectorId, wantsEnergy } of connectors) {
    const share = state.shares[connectorId] ?? UNUSED;
    shares.set(connectorId, lowered(share, targets.get(connectorId) ?? 0, wantsEnergy, now_ms));
  }
  const waits: number[] = turnSince_ms !== null && room > 0 ? [turnSince_ms + TURN_ms] : [];
  for (const [connectorId, target_A] of targets) {
    const share = shares.get(connectorId) ?? UNUSED;
    if (target_A <= share.permit_A) continue;
    const others = [...shares].filter(([id]) => id !== connectorId).map(([, other]) => other);
    const at_ms = mayRaiseAt(share, target_A, others, shared_A, now_ms);
    if (at_ms > now_ms) waits.push(at_ms);
    else shares.set(connectorId, { ...share, permit_A: target_A, raisedAt_ms: now_ms });
  }
  const wakeAt_ms = Math.min(...waits);
  return {
    state: { shares: Object.fromEntries(shares), queue, turnSince_ms },
    permits: Object.fromEntries([...shares].map(([id, { permit_A }]) => [id, permit_A])),
    wakeAt_ms: Number.isFinite(wakeAt_ms) ? wakeAt_ms : null,
  };
}
