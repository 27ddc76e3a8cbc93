export class MeterError extends Error {
  override name = 'MeterError';
}

/** What the current does, against the limit last given to `watch`. */
export type CurrentReport = {
  /** More than 1 A flows. */
  readonly flowing: boolean;
  /** The current is over limit x 1.10 + 0.5 A. */
  readonly excessive: boolean;
};

/** @param limit_A null: nothing is offered, and nothing is too much. */
export const currentReport = (current_A: number, limit_A: number | null): CurrentReport => ({
  flowing: current_A > 1,
  excessive: limit_A !== null && current_A > limit_A * 1.1 + 0.5,
});

/** One register and one current transformer a connector. */
export interface EnergyMeter {
  /**
   * Energy.Active.Import.Register in whole Wh, never decreasing.
   * @throws MeterError (rejects) when the meter does not answer.
   */
  read(connectorId: number): Promise<number>;
  /** Present current in A, for display; null when the meter does not answer. */
  current_A(connectorId: number): number | null;
  /** The limit that `onCurrent` compares with, in A; null while nothing is offered. */
  watch(connectorId: number, limit_A: number | null): void;
  /** Called for each change of the report. */
  onCurrent(listener: (connectorId: number, report: CurrentReport) => void): void;
}
