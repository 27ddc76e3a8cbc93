import { CHARGE_POINT, connectorActor } from '../../../machines/vocabulary/peer.ts';
import type { Move, Part } from '../environment.ts';

/** What the central system, the board and people ask of one connector. */
export type Operations = {
  readonly limit_A: number;
  readonly operative: boolean;
  readonly fault: boolean;
  readonly celsius: number;
  readonly emergencyStop: boolean;
  readonly online: boolean;
  /** The station was told to stop in order. */
  readonly halted: boolean;
  /** A RemoteStop was given for the transaction that runs. */
  readonly stopAsked: boolean;
};

export type OperationsOptions = {
  readonly limits: boolean;
  readonly availability: boolean;
  /** A fault of this code, raised and cleared by the board. */
  readonly faults: 'OverVoltage' | 'GroundFailure' | null;
  readonly heat: boolean;
  readonly emergencyStop: boolean;
  readonly remoteStop: boolean;
  /** What the local rules say of the one idTag that RemoteStart names. */
  readonly remoteStart: readonly ('accepted' | 'ask')[];
  readonly link: boolean;
  /** An orderly stop of the station, once. */
  readonly halt: boolean;
};

const REMOTE_STOP = { type: 'STOP', reason: 'Remote', idTag: null, immediate: false };
const HALT = { type: 'HALT' };
/** Cool, and each threshold of the connector just passed. */
const TEMPERATURES = [25, 65, 68, 71];
const remoteStart = (verdict: 'accepted' | 'ask') => ({
  type: 'REMOTE_START',
  idTag: 'A',
  parentIdTag: null,
  floating: false,
  reservationId: null,
  verdict,
  verdictOffline: 'accepted',
});

/** Every move by its name, on one connector. */
function movesOf(connectorId: number, highest_A: number) {
  const to = connectorActor(connectorId);
  const limits = (state: Operations): Move<Operations> => {
    const limit_A = state.limit_A === 0 ? highest_A : 0;
    return {
      label: `limit ${limit_A} A`,
      to,
      event: { type: 'LIMIT', limit_A },
      next: { ...state, limit_A },
    };
  };
  const availability = (state: Operations): Move<Operations> => {
    const operative = !state.operative;
    const label = operative ? 'set operative' : 'set inoperative';
    return { label, to, event: { type: 'SET_AVAILABILITY', operative }, next: { ...state, operative } };
  };
  const faults = (state: Operations, errorCode: string): Move<Operations> => ({
    label: state.fault ? `${errorCode} cleared` : errorCode,
    to,
    event: { type: state.fault ? 'FAULT_CLEARED' : 'FAULT', fault: { errorCode, source: 'board' } },
    next: { ...state, fault: !state.fault },
  });
  const heat = (state: Operations): readonly Move<Operations>[] =>
    TEMPERATURES.filter((it) => it !== state.celsius).map((celsius) => ({
      label: `${celsius} °C`,
      to,
      event: { type: 'TEMPERATURE', celsius },
      next: { ...state, celsius },
    }));
  const emergencyStop = (state: Operations): Move<Operations> => ({
    label: state.emergencyStop ? 'emergency stop released' : 'emergency stop',
    to: CHARGE_POINT,
    event: { type: 'EMERGENCY_STOP', pressed: !state.emergencyStop },
    next: { ...state, emergencyStop: !state.emergencyStop },
  });
  const link = (state: Operations): Move<Operations> => {
    const online = !state.online;
    const event = {
      type: 'LINK_SUMMARY',
      link: { connected: online, registration: 'accepted' },
    };
    return { label: online ? 'online' : 'offline', to: CHARGE_POINT, event, next: { ...state, online } };
  };
  const starts = (state: Operations, verdict: 'accepted' | 'ask'): Move<Operations> => {
    return { label: `RemoteStart (${verdict})`, to, event: remoteStart(verdict), next: state };
  };
  const remoteStop = (state: Operations): Move<Operations> => {
    return { label: 'RemoteStop', to, event: REMOTE_STOP, next: { ...state, stopAsked: true } };
  };
  const halt = (state: Operations): Move<Operations> => {
    return { label: 'orderly stop of the station', to, event: HALT, next: { ...state, halted: true } };
  };
  return { limits, availability, faults, heat, emergencyStop, link, starts, remoteStop, halt };
}

/** Each of the chosen dimensions changes at any time, as often as it likes. */
export function operations(
  connectorId: number,
  options: OperationsOptions,
  highest_A: number,
): Part<Operations> {
  const to = connectorActor(connectorId);
  const move = movesOf(connectorId, highest_A);
  return {
    initial: {
      limit_A: highest_A,
      operative: true,
      fault: false,
      celsius: 25,
      emergencyStop: false,
      online: true,
      halted: false,
      stopAsked: false,
    },
    moves: (state, view) => {
      const running = (view.control(to)?.transaction ?? null) !== null;
      return [
        ...options.remoteStart.map((verdict) => move.starts(state, verdict)),
        ...(options.remoteStop && running ? [move.remoteStop(state)] : []),
        ...(options.limits ? [move.limits(state)] : []),
        ...(options.availability ? [move.availability(state)] : []),
        ...(options.faults ? [move.faults(state, options.faults)] : []),
        ...(options.heat ? move.heat(state) : []),
        ...(options.emergencyStop ? [move.emergencyStop(state)] : []),
        ...(options.link ? [move.link(state)] : []),
        ...(options.halt && !state.halted ? [move.halt(state)] : []),
      ];
    },
    settle: (state, view) =>
      state.stopAsked && (view.control(to)?.transaction ?? null) === null
        ? { ...state, stopAsked: false }
        : state,
  };
}
