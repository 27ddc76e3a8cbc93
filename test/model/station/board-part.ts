import { CHARGE_POINT } from '../../../machines/vocabulary/peer.ts';
import type { Move, Part } from '../environment.ts';
import type { Effect } from '../system.ts';

/** Faults and the emergency stop as the board reports them, and the alarms that are set. */
export type BoardState = {
  readonly emergencyStop: boolean;
  /** Connectors with a fault in force; 0 is the station. */
  readonly faulted: readonly number[];
  /** Actors whose moment has not come: expiries of reservations. */
  readonly alarms: readonly string[];
};
export type BoardOptions = {
  readonly emergencyStop: boolean;
  readonly faults: readonly number[];
};

const FAULT = { errorCode: 'OverVoltage', source: 'board' };
const emergency = {
  pressed: { type: 'EMERGENCY_STOP', pressed: true },
  released: { type: 'EMERGENCY_STOP', pressed: false },
};
const ALARM = { type: 'ALARM', id: 'expiry', wall_ms: 0 };

/** A stop that is pressed and a fault that is there are told anew after a start. */
export const toldAnew = (state: BoardState): BoardState => ({
  ...state,
  emergencyStop: false,
  faulted: [],
  alarms: [],
});

function alarmSet(state: BoardState, { actor, params }: Effect): BoardState {
  const { wall_ms } = params as { wall_ms: number | null };
  const others = state.alarms.filter((it) => it !== actor);
  return { ...state, alarms: wall_ms === null ? others : [...others, actor].sort() };
}

/** Each fault comes and goes at any time; an alarm may come any time after it was set. */
export function boardPart(options: BoardOptions): Part<BoardState> {
  const faultOf = (state: BoardState, connectorId: number): Move<BoardState> => {
    const cleared = state.faulted.includes(connectorId);
    const others = state.faulted.filter((it) => it !== connectorId);
    return {
      label: `OverVoltage ${cleared ? 'cleared ' : ''}(connector ${connectorId})`,
      to: CHARGE_POINT,
      event: { type: 'BOARD_FAULT', connectorId, fault: FAULT, cleared },
      next: { ...state, faulted: cleared ? others : [...others, connectorId].sort() },
    };
  };
  const emergencyStop = (state: BoardState): Move<BoardState> => ({
    label: state.emergencyStop ? 'emergency stop released' : 'emergency stop',
    to: CHARGE_POINT,
    event: state.emergencyStop ? emergency.released : emergency.pressed,
    next: { ...state, emergencyStop: !state.emergencyStop },
  });
  return {
    initial: { emergencyStop: false, faulted: [], alarms: [] },
    moves: (state) => [
      ...(options.emergencyStop ? [emergencyStop(state)] : []),
      ...options.faults.map((it) => faultOf(state, it)),
      ...state.alarms.map((actor) => ({
        label: `expiry of ${actor}`,
        to: actor,
        event: ALARM,
        next: { ...state, alarms: state.alarms.filter((it) => it !== actor) },
      })),
    ],
    absorb: (state, effect) => (effect.port === 'alarm' ? alarmSet(state, effect) : state),
  };
}
