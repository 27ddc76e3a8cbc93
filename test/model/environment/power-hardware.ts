import { contactorActor } from '../../../machines/vocabulary/peer.ts';
import { MIN_OFFER_A, type PilotState } from '../../../machines/vocabulary/pilot.ts';
import type { Move, Part } from '../environment.ts';

/** Vehicle, control pilot, contactor and current of one connector, as the board tells of them. */
export type PowerHardware = {
  /** Told last; null before the first reading. */
  readonly pilot: PilotState | null;
  /** Offered by pulse width; null is a steady +12 V. */
  readonly offer_A: number | null;
  /** What the coil is told. */
  readonly coil: boolean;
  /** The mirror contact, told as soon as it moves. */
  readonly mirror: boolean;
  /** The contactor no longer follows its coil; once in a run, and it may be repaired once. */
  readonly defect: 'not-yet' | 'stuck' | 'repaired';
  readonly current: 'none' | 'flowing' | 'excessive';
};

export type PowerHardwareOptions = {
  readonly defects: boolean;
  readonly excess: boolean;
  readonly pilotLoss: boolean;
  /** What is plugged asks for ventilation, or has no diode. */
  readonly strangers: boolean;
};

const NEW: PowerHardware = {
  pilot: null,
  offer_A: null,
  coil: false,
  mirror: false,
  defect: 'not-yet',
  current: 'none',
};
const pilotEvent = Object.fromEntries(
  (['A', 'B', 'C', 'D', 'E', 'no-diode'] as const).map((pilot) => [pilot, { type: 'PILOT', pilot }]),
);
const feedback = { closed: { type: 'FEEDBACK', closed: true }, open: { type: 'FEEDBACK', closed: false } };
const currentEvent = {
  none: { type: 'CURRENT', flowing: false, excessive: false },
  flowing: { type: 'CURRENT', flowing: true, excessive: false },
  excessive: { type: 'CURRENT', flowing: true, excessive: true },
};

/**
 * The physics of the bench: state C only while a current is offered; the board opens by itself when the
 * pilot leaves C; current only through closed contacts. A vehicle may change its mind, and react to the
 * pilot, at any time.
 */
export function powerHardware(connectorId: number, options: PowerHardwareOptions): Part<PowerHardware> {
  const to = contactorActor(connectorId);
  const pilotTo = (state: PowerHardware, pilot: PilotState): Move<PowerHardware> => ({
    label: `pilot ${pilot}`,
    to,
    event: pilotEvent[pilot]!,
    next: { ...state, pilot },
  });
  const mirrorTo = (state: PowerHardware, mirror: boolean, why: string): Move<PowerHardware> => ({
    label: `mirror contact ${mirror ? 'closed' : 'open'}${why}`,
    to,
    event: mirror ? feedback.closed : feedback.open,
    next: { ...state, mirror },
  });
  const currentTo = (
    state: PowerHardware,
    current: PowerHardware['current'],
  ): readonly Move<PowerHardware>[] =>
    state.current === current
      ? []
      : [{ label: `current ${current}`, to, event: currentEvent[current], next: { ...state, current } }];

  const pilots = (state: PowerHardware): readonly Move<PowerHardware>[] => {
    const offered = state.offer_A !== null && state.offer_A >= MIN_OFFER_A;
    const next: Record<string, readonly PilotState[]> = {
      null: ['A', 'B', 'C'],
      A: ['B'],
      B: offered ? ['A', 'C'] : ['A'],
      C: ['A', 'B'],
      D: ['A', 'B', 'C'],
      E: ['A', 'B'],
      'no-diode': ['A', 'B'],
    };
    const strange: readonly PilotState[] = [
      ...(options.pilotLoss ? (['E'] as const) : []),
      ...(options.strangers && offered ? (['D', 'no-diode'] as const) : []),
    ];
    const lost = strange.filter((pilot) => pilot !== state.pilot);
    return [...next[String(state.pilot)]!, ...lost].map((pilot) => pilotTo(state, pilot));
  };

  const contacts = (state: PowerHardware): readonly Move<PowerHardware>[] => {
    const { coil, pilot, mirror, defect } = state;
    const moves: Move<PowerHardware>[] = [];
    if (defect === 'stuck')
      moves.push(mirrorTo({ ...state, defect: 'repaired' }, coil && pilot === 'C', ', repaired'));
    else if (mirror !== (coil && pilot === 'C')) moves.push(mirrorTo(state, !mirror, ''));
    // The board's own protection is faster than its report of the pilot.
    else if (mirror) moves.push(mirrorTo(state, false, ' by the board'));
    if (options.defects && defect === 'not-yet')
      for (const held of [false, true]) moves.push(mirrorTo({ ...state, defect: 'stuck' }, held, ', stuck'));
    return moves;
  };

  const currents = (state: PowerHardware): readonly Move<PowerHardware>[] => {
    if (!state.mirror || state.pilot !== 'C') return currentTo(state, 'none');
    const excess = options.excess ? currentTo(state, 'excessive') : [];
    return [...currentTo(state, 'none'), ...currentTo(state, 'flowing'), ...excess];
  };

  return {
    initial: NEW,
    moves: (state) => [...pilots(state), ...contacts(state), ...currents(state)],
    absorb: (state, { port, params }) => {
      if (port === 'coil') return { ...state, coil: (params as { closed: boolean }).closed };
      if (port === 'pilot') return { ...state, offer_A: (params as { limit_A: number | null }).limit_A };
      return state;
    },
  };
}
