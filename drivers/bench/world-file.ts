import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import type { StationClock } from '../clock/clock.ts';
import { makeDirectory } from '../storage/make-directory.ts';
import { BenchError } from './bench-error.ts';
import { freshWorld, type WorldState, worldStateSchema } from './world-state.ts';

/** Where the world is kept between two runs. */
export interface WorldStore {
  load(): WorldState;
  /** Durable when it returns. A failure is reported, not thrown: hardware does not refuse to change. */
  save(state: WorldState): void;
  /** It stores nothing: there is no need to store registers again and again. */
  readonly forgets?: true;
}

/** A world that ends with the process: for simulations. */
export const forgetfulStore = (state: WorldState = freshWorld()): WorldStore => ({
  load: () => state,
  save: () => undefined,
  forgets: true,
});

export const WORLD_FILE = 'bench-world.json';

/** The world in `bench-world.json` of the data directory, replaced in one step at each save. */
export class WorldFile implements WorldStore {
  readonly #directory: string;
  readonly #path: string;
  readonly #clock: StationClock;
  readonly #warn: (text: string) => void;
  #failing = false;

  constructor(options: { directory: string; clock: StationClock; warn: (text: string) => void }) {
    this.#directory = options.directory;
    this.#path = join(options.directory, WORLD_FILE);
    this.#clock = options.clock;
    this.#warn = options.warn;
  }

  /**
   * The stored world, or a fresh one. A damaged file is set aside under a dated name, and a warning says so.
   * @throws BenchError if the file exists and cannot be read or set aside.
   */
  load(): WorldState {
    let text: string;
    try {
      makeDirectory(this.#directory);
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if (isErrno(error, 'ENOENT')) return freshWorld();
      throw new BenchError(`the bench world ${this.#path} cannot be read: ${words(error)}`);
    }
    try {
      return v.parse(worldStateSchema, JSON.parse(text));
    } catch (error) {
      return this.#setAside(words(error));
    }
  }

  save(state: WorldState): void {
    try {
      const temporary = `${this.#path}.new`;
      const file = openSync(temporary, 'w', 0o600);
      try {
        writeSync(file, `${JSON.stringify(state, null, 1)}\n`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, this.#path);
      syncDirectory(this.#directory);
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#warn(`the bench world cannot be stored in ${this.#path}: ${words(error)}`);
      this.#failing = true;
    }
  }

  #setAside(reason: string): WorldState {
    const date = isoTime(this.#clock.now().wall_ms).replaceAll(':', '-');
    let aside = `${this.#path}.damaged-${date}`;
    for (let n = 2; existsSync(aside); n += 1) aside = `${this.#path}.damaged-${date}-${n}`;
    try {
      renameSync(this.#path, aside);
    } catch (error) {
      throw new BenchError(`the damaged bench world ${this.#path} cannot be set aside: ${words(error)}`);
    }
    this.#warn(
      `the bench world ${this.#path} is damaged (${reason}): it was set aside as ${aside}, ` +
        'and the bench starts with nothing plugged and its registers at 0 Wh',
    );
    return freshWorld();
  }
}

/** A rename is durable only when its directory is. */
function syncDirectory(path: string): void {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const isErrno = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
