import type { AnyEventObject } from 'xstate';
import type { CurrentLimitsEffect } from '../../../machines/rules/current-limits.ts';
import type { CommitRequest, MeterRequest } from '../../../machines/vocabulary/effects.ts';
import { type ActorId, CHARGE_POINT } from '../../../machines/vocabulary/peer.ts';
import type { Part } from '../environment.ts';
import type { Effect } from '../system.ts';
import {
  LIMITS_CLOCK,
  type LimitsClock,
  limitsTold,
  reviewedAfter,
  waked,
  wakeSet,
} from './shared-current.ts';

type Delivery = { readonly words: string; readonly to: ActorId; readonly event: AnyEventObject };
/** What the edge has yet to deliver, in its order, before anything else happens. */
export type EdgeState = {
  readonly deliveries: readonly Delivery[];
  /** The disk is full: every commit that stores something fails. */
  readonly full: boolean;
  /** The meter does not answer. */
  readonly silent: boolean;
  readonly limits: LimitsClock;
};
export type EdgeOptions = {
  readonly fills: boolean;
  readonly silences: boolean;
  /** The current limits are the real ones. */
  readonly limits?: boolean;
};

const READING = { energy_Wh: 100, at: { monotonic_ms: 0, wall_ms: 0 } };
const RESERVATIONS_CHANGED = { type: 'RESERVATIONS_CHANGED' };

export const storesSomething = ({ changes = [], messages = [] }: CommitRequest): boolean =>
  changes.length + messages.length > 0;

/** As `commitPort` of the glue: what a commit leads to, once it is stored or not. */
function committed(
  actor: ActorId,
  request: CommitRequest,
  { full, limits }: EdgeState,
  reviews: boolean,
): readonly Delivery[] {
  const { changes = [], then = [], purpose = '' } = request;
  if (full && storesSomething(request))
    return [{ words: `storage fails: ${purpose}`, to: actor, event: { type: 'COMMIT_FAILED', purpose } }];
  const removed = changes.some(({ type }) => type === 'reservation-removed');
  return [
    ...(reviews ? reviewedAfter(changes, limits) : []),
    ...(removed ? [{ words: 'a reservation is gone', to: CHARGE_POINT, event: RESERVATIONS_CHANGED }] : []),
    { words: `stored: ${purpose}`, to: actor, event: { type: 'COMMITTED', purpose, then } },
  ];
}

function deliveriesOf(
  { actor, port, params }: Effect,
  state: EdgeState,
  reviews: boolean,
): readonly Delivery[] {
  if (port === 'commit') return committed(actor, params as CommitRequest, state, reviews);
  if (port === 'limitsEffect') return limitsTold(params as CurrentLimitsEffect, state.limits);
  if (port !== 'readMeter' || state.silent) return [];
  const { boundary_ms, ...asked } = params as MeterRequest;
  const boundary = boundary_ms === undefined ? {} : { boundary_ms };
  const event = { type: 'METER_READ', ...asked, ...READING, ...boundary };
  return [{ words: `meter read: ${asked.purpose}`, to: actor, event }];
}

/** Storage and meter, both prompt: what they answer is the next thing that happens. */
export function edgePart({ fills, silences, limits = false }: EdgeOptions): Part<EdgeState> {
  return {
    initial: { deliveries: [], full: false, silent: false, limits: LIMITS_CLOCK },
    urgent: ({ deliveries }) => deliveries.length > 0,
    moves: (state) => {
      const [first, ...deliveries] = state.deliveries;
      if (first) {
        const { words, to, event } = first;
        return [{ label: `${words} (${to})`, to, event, next: { ...state, deliveries } }];
      }
      // Nobody hears of a disk or a meter: what happens to them is told to nobody.
      const { full, silent } = state;
      const disk = {
        label: full ? 'the disk has room' : 'the disk is full',
        to: 'disk',
        event: { type: full ? 'ROOM' : 'FULL' },
        next: { ...state, full: !full },
      };
      const meter = {
        label: silent ? 'the meter answers again' : 'the meter is silent',
        to: 'meter',
        event: { type: 'NOTHING' },
        next: { ...state, silent: !silent },
      };
      const time = waked(state.limits);
      return [
        ...(fills ? [disk] : []),
        ...(silences ? [meter] : []),
        ...(time ? [{ label: time.told.words, ...time.told, next: { ...state, limits: time.clock } }] : []),
      ];
    },
    absorb: (state, effect) => {
      const more = deliveriesOf(effect, state, limits);
      const next = more.length === 0 ? state : { ...state, deliveries: [...state.deliveries, ...more] };
      if (effect.port !== 'limitsEffect') return next;
      const clock = wakeSet(effect.params as CurrentLimitsEffect, state.limits);
      return clock === state.limits ? next : { ...next, limits: clock };
    },
  };
}
