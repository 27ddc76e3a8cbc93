import type { StationClock } from '../drivers/clock/clock.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { parseClockTime } from '../machines/vocabulary/instant.ts';
import type { Edge } from './edge.ts';

/** Smaller differences are the network's. */
const TOLERATED_MS = 1_000;

/**
 * Binds the port `setTime`: the central system's time becomes ours. Until it was set for the first time the
 * clock is untrusted: what was stamped before is shifted.
 */
export class StationTime {
  readonly #edge: Edge;
  readonly #clock: StationClock;
  readonly #storage: Storage;
  readonly #report: (error: unknown) => void;
  #trusted = false;

  constructor(edge: Edge, clock: StationClock, storage: Storage, report: (error: unknown) => void) {
    this.#edge = edge;
    this.#clock = clock;
    this.#storage = storage;
    this.#report = report;
  }

  set({ currentTime }: { currentTime: string }): void {
    const told_ms = parseClockTime(currentTime);
    if (told_ms === null) return;
    const by_ms = told_ms - this.#edge.at.wall_ms;
    const off = Math.abs(by_ms) > TOLERATED_MS;
    if (off && !this.#trusted && !this.#rebased(by_ms)) return;
    if (off) this.#clock.stepWall(by_ms);
    this.#trusted = true;
  }

  /** Storage may refuse: then the clock stays as untrusted as it is, until the next answer tells the time. */
  #rebased(by_ms: number): boolean {
    try {
      this.#storage.rebase(by_ms);
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    }
  }
}
