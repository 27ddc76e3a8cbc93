import { contactorActor } from '../../../machines/vocabulary/peer.ts';
import type { PilotState } from '../../../machines/vocabulary/pilot.ts';
import type { Move, Part } from '../environment.ts';

/** A vehicle at one connector, with a board that is prompt: contacts and current follow at once. */
export type Vehicle = {
  readonly pilot: Extract<PilotState, 'A' | 'B' | 'C'>;
  /** The station has been told the pilot since it started. */
  readonly told: boolean;
  /** In A; null is a steady +12 V. */
  readonly offer_A: number | null;
  readonly coil: boolean;
  readonly mirror: boolean;
  readonly flowing: boolean;
};

export type VehicleOptions = {
  /** A cable is ever plugged. */
  readonly visits: boolean;
  /** It ever asks for energy. */
  readonly asks: boolean;
  /** It stops asking for energy while it is offered some, and asks again. */
  readonly pauses: boolean;
  /** The meter tells of current; else of none, and an orderly stop opens at once. */
  readonly draws: boolean;
};

const ABSENT: Vehicle = {
  pilot: 'A',
  told: false,
  offer_A: null,
  coil: false,
  mirror: false,
  flowing: false,
};
const pilotEvent = {
  A: { type: 'PILOT', pilot: 'A' },
  B: { type: 'PILOT', pilot: 'B' },
  C: { type: 'PILOT', pilot: 'C' },
};
const feedback = { closed: { type: 'FEEDBACK', closed: true }, open: { type: 'FEEDBACK', closed: false } };
const current = {
  flowing: { type: 'CURRENT', flowing: true, excessive: false },
  none: { type: 'CURRENT', flowing: false, excessive: false },
};

/** The board after a start of the station: safe, and it says anew what it sees. */
export const boardReset = (state: Vehicle): Vehicle => ({
  ...ABSENT,
  pilot: state.pilot === 'A' ? 'A' : 'B',
});

const wantsContact = ({ coil, pilot }: Vehicle): boolean => coil && pilot === 'C';

/**
 * One vehicle after the other. What a slow or broken contactor does is explored with one connector; here the
 * mirror contact follows before anything else happens.
 */
export function vehicle(connectorId: number, { visits, asks, pauses, draws }: VehicleOptions): Part<Vehicle> {
  const to = contactorActor(connectorId);
  const at = ` (connector ${connectorId})`;
  const pilotTo = (state: Vehicle, pilot: Vehicle['pilot']): Move<Vehicle> => ({
    label: `pilot ${pilot}${at}`,
    to,
    event: pilotEvent[pilot],
    next: { ...state, pilot, told: true },
  });
  const currentTo = (state: Vehicle, flowing: boolean): Move<Vehicle> => ({
    label: `current ${flowing ? 'flowing' : 'none'}${at}`,
    to,
    event: flowing ? current.flowing : current.none,
    next: { ...state, flowing },
  });

  const prompt = (state: Vehicle): Move<Vehicle> | null => {
    if (!state.told) return pilotTo(state, state.pilot);
    const mirror = wantsContact(state);
    if (state.mirror !== mirror) {
      const label = `mirror contact ${mirror ? 'closed' : 'open'}${at}`;
      return { label, to, event: mirror ? feedback.closed : feedback.open, next: { ...state, mirror } };
    }
    if (state.flowing && !state.mirror) return currentTo(state, false);
    return draws && !state.flowing && state.mirror && state.offer_A !== null ? currentTo(state, true) : null;
  };
  const freely = (state: Vehicle): readonly Move<Vehicle>[] => {
    const offered = state.offer_A !== null;
    if (state.pilot === 'A') return visits ? [pilotTo(state, 'B')] : [];
    if (state.pilot === 'B') return [pilotTo(state, 'A'), ...(asks && offered ? [pilotTo(state, 'C')] : [])];
    return [
      pilotTo(state, 'A'),
      ...(pauses || !offered ? [pilotTo(state, 'B')] : []),
      ...(state.flowing && !offered ? [currentTo(state, false)] : []),
    ];
  };
  return {
    initial: ABSENT,
    urgent: (state) => prompt(state) !== null,
    moves: (state) => {
      const first = prompt(state);
      return first ? [first] : freely(state);
    },
    absorb: (state, { actor, port, params }) => {
      // Its connector has died: made safe, and what is seen is said to the one that takes its place.
      if (port === 'forceOpen' && (params as { connectorId: number }).connectorId === connectorId)
        return boardReset(state);
      if (actor !== to) return state;
      if (port === 'coil') return { ...state, coil: (params as { closed: boolean }).closed };
      if (port === 'pilot') return { ...state, offer_A: (params as { limit_A: number | null }).limit_A };
      return state;
    },
  };
}
