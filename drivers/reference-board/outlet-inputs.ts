import type { PilotState } from '../../machines/vocabulary/pilot.ts';
import type { OutletInput } from './board-lines.ts';
import { type Confirmed, confirm } from './contactor-witnesses.ts';
import { type Sampled, sampled } from './equal-samples.ts';
import { type Guarded, type GuardLevels, guard, UNGUARDED } from './outlet-guards.ts';
import { type Debounced, debounce } from './pilot-debounce.ts';
import { type PilotPeaks, type PilotReading, pilotState, readPilot } from './pilot-level.ts';

/** What one pass of the safety loop read of one connector. */
export type OutletSample = {
  readonly at_ms: number;
  readonly peaks: PilotPeaks;
  readonly levels: Readonly<Record<OutletInput, boolean>>;
  /** null: the board has no guards. */
  readonly guards: GuardLevels | null;
  /** What the coil is commanded. */
  readonly commandedClosed: boolean;
};

/** A contact bounces; two equal readings are 10 ms. */
const CONTACT_SAMPLES = 2;

/** The inputs of one connector, debounced. What cannot be read any more is not known. */
export class OutletInputs {
  #reading: PilotReading | null = null;
  #pilot: Debounced | null = null;
  #mirror: Sampled<boolean> | null = null;
  #load: Sampled<boolean> | null = null;
  #confirmed: Confirmed | null = null;
  #trip = false;
  #guarded = UNGUARDED;
  #lost = false;

  /** null until enough was read. */
  get pilot(): PilotState | null {
    return this.#lost ? 'E' : (this.#pilot?.state ?? null);
  }

  /** As it was read last: the latch does not bounce. */
  get tripped(): boolean {
    return this.#trip;
  }

  get guarded(): Guarded {
    return this.#guarded;
  }

  /** null until it was read. */
  get closed(): boolean | null {
    return this.#confirmed?.closed ?? null;
  }

  take({ at_ms, peaks, levels, guards, commandedClosed }: OutletSample): void {
    this.#lost = false;
    this.#reading = readPilot(peaks, this.#reading);
    this.#pilot = debounce(this.#pilot, pilotState(this.#reading), at_ms);
    this.#mirror = sampled(this.#mirror, levels.mirror, CONTACT_SAMPLES);
    this.#load = sampled(this.#load, levels.load, CONTACT_SAMPLES);
    const witnesses = { mirrorClosed: this.#mirror.value, loadVoltage: this.#load.value };
    this.#confirmed = confirm(this.#confirmed, commandedClosed, witnesses, at_ms);
    // The monitor measures behind the contactor: as soon as one witness leaves, it sees nothing.
    const closed = this.#confirmed.closed && levels.mirror && levels.load;
    if (guards) this.#guarded = guard(this.#guarded, { ...guards, at_ms, closed, commandedClosed });
    this.#trip = levels.trip;
  }

  /** A missing earth is looked for afresh. */
  resetGuards(): void {
    this.#guarded = UNGUARDED;
  }

  /** Nothing can be read: the pilot counts as lost, until it is read again. */
  lose(): void {
    this.#lost = true;
  }

  /** What was read of the pilot counts no more: it is debounced afresh. */
  forget(): void {
    this.#reading = null;
    this.#pilot = null;
  }
}
