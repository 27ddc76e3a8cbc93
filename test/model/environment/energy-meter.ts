import type { MeterRequest } from '../../../machines/vocabulary/effects.ts';
import type { Move, Part } from '../environment.ts';

type Pending = { readonly actor: string; readonly purpose: string };
export type EnergyMeter = { readonly pending: readonly Pending[]; readonly failures: number };

const READING = { energy_Wh: 100, at: { monotonic_ms: 0, wall_ms: 0 } };

/** Answers each reading some time later, or fails as often as `failures` says. The register is constant. */
export function energyMeter(connectorId: number, failures: number): Part<EnergyMeter> {
  const answers = (state: EnergyMeter): readonly Move<EnergyMeter>[] =>
    state.pending.flatMap((it) => {
      const { actor: to, purpose } = it;
      const pending = state.pending.filter((item) => item !== it);
      const read: Move<EnergyMeter> = {
        label: `meter read: ${purpose}`,
        to,
        event: { type: 'METER_READ', connectorId, purpose, ...READING },
        next: { ...state, pending },
      };
      const failed: Move<EnergyMeter> = {
        label: `meter fails: ${purpose}`,
        to,
        event: { type: 'METER_FAILED', connectorId, purpose },
        next: { pending, failures: state.failures - 1 },
      };
      return state.failures > 0 ? [read, failed] : [read];
    });
  return {
    initial: { pending: [], failures },
    moves: answers,
    absorb: (state, { actor, port, params }) => {
      if (port !== 'readMeter') return state;
      const { purpose } = params as MeterRequest;
      if (state.pending.some((it) => it.actor === actor && it.purpose === purpose)) return state;
      const pending = [...state.pending, { actor, purpose }];
      pending.sort((a, b) => (`${a.actor} ${a.purpose}` < `${b.actor} ${b.purpose}` ? -1 : 1));
      return { ...state, pending };
    },
    settle: (state, view) =>
      state.pending.every(({ actor }) => view.alive(actor))
        ? state
        : { ...state, pending: state.pending.filter(({ actor }) => view.alive(actor)) },
  };
}
