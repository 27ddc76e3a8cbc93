import type { StatusFrame } from '../live/frames.ts';
import type { StationBench, StationStatus } from './station-shapes.ts';

/** What was measured on a connector at one moment. */
export type Sample = {
  readonly at_ms: number;
  readonly drawn_A: number;
  readonly limit_A: number;
  /** Of the transaction; null outside of one. */
  readonly energy_Wh: number | null;
};

const WINDOW_MS = 10 * 60_000;

/** The samples of the last ten minutes before `until_ms`. */
export function samplesOf(frames: readonly StatusFrame[], connectorId: number, until_ms: number): Sample[] {
  const window = frames.filter(({ monotonic_ms: at }) => at <= until_ms && at > until_ms - WINDOW_MS);
  return window.flatMap(({ monotonic_ms, status, bench }) => {
    const measured = (bench as StationBench | null)?.connectors.find(({ id }) => id === connectorId);
    const said = (status as StationStatus | null)?.connectors.find(({ id }) => id === connectorId);
    if (!measured || !said) return [];
    const energy_Wh = said.transaction?.wh ?? null;
    return [{ at_ms: monotonic_ms, drawn_A: measured.drawnAmps, limit_A: said.limitAmps, energy_Wh }];
  });
}
