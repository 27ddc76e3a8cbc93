import { closeSync, fdatasyncSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from '../../bench/bench-error.ts';
import type { EmulatedChip } from '../../i2c/emulated/emulated-chip.ts';
import { EmulatedMb85rc256v } from '../../i2c/emulated/emulated-mb85rc256v.ts';

export const FRAM_FILE = 'reference-fram.bin';
const BYTES = 0x8000;

/** An emulated FRAM that outlives the process: each transfer that wrote is in its file at its STOP. */
export class FramFile implements EmulatedChip {
  readonly #chip = new EmulatedMb85rc256v();
  readonly #kept = new Uint8Array(BYTES);
  readonly #file: number;
  readonly #warn: (text: string) => void;
  #failing = false;
  #written = false;

  /** @throws BenchError if the file cannot be opened. */
  constructor(directory: string, warn: (text: string) => void) {
    this.#warn = warn;
    const path = join(directory, FRAM_FILE);
    try {
      mkdirSync(directory, { recursive: true });
      // Made if it is not there; a file that is opened to append cannot be written in the middle.
      closeSync(openSync(path, 'a', 0o600));
      this.#file = openSync(path, 'r+');
      readSync(this.#file, this.#chip.memory, 0, BYTES, 0);
    } catch (error) {
      throw new BenchError(`the emulated FRAM ${path} cannot be read: ${String(error)}`);
    }
    this.#kept.set(this.#chip.memory);
  }

  stop(): void {
    closeSync(this.#file);
  }

  select(direction: 'write' | 'read'): boolean {
    return this.#chip.select(direction);
  }

  receive(byte: number): boolean {
    this.#written = true;
    return this.#chip.receive(byte);
  }

  send(): number {
    return this.#chip.send();
  }

  release(): void {
    this.#chip.release();
    if (this.#written) this.#keep();
    this.#written = false;
  }

  /** Only what changed, in one write. */
  #keep(): void {
    const { memory } = this.#chip;
    const first = memory.findIndex((byte, at) => byte !== this.#kept[at]);
    if (first < 0) return;
    const last = memory.findLastIndex((byte, at) => byte !== this.#kept[at]);
    try {
      writeSync(this.#file, memory, first, last - first + 1, first);
      fdatasyncSync(this.#file);
      this.#kept.set(memory);
      this.#failing = false;
    } catch (error) {
      // Hardware does not refuse to store: what a file cannot keep is lost with the process.
      if (!this.#failing) this.#warn(`the emulated FRAM cannot be stored: ${String(error)}`);
      this.#failing = true;
    }
  }
}
