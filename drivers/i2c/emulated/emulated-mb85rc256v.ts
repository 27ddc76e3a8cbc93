import type { EmulatedChip } from './emulated-chip.ts';

const SIZE = 0x8000;

/** An MB85RC256V: each byte is stored with its acknowledgement; the address counter runs on and wraps. */
export class EmulatedMb85rc256v implements EmulatedChip {
  /** What outlives the power; give it to another one to go on with it. */
  readonly memory: Uint8Array;
  /** The pin WP: nothing is stored while it is high, though every byte is acknowledged. */
  writeProtected = false;
  #pointer = 0;
  #received = 0;

  constructor(memory: Uint8Array = new Uint8Array(SIZE)) {
    this.memory = memory;
  }

  select(direction: 'write' | 'read'): boolean {
    if (direction === 'write') this.#received = 0;
    return true;
  }

  receive(byte: number): boolean {
    if (this.#received < 2) {
      // The highest bit of the 16 is ignored.
      this.#pointer = ((this.#pointer << 8) | byte) & (this.#received === 0 ? 0xff : SIZE - 1);
    } else {
      if (!this.writeProtected) this.memory[this.#pointer] = byte;
      this.#pointer = (this.#pointer + 1) % SIZE;
    }
    this.#received += 1;
    return true;
  }

  send(): number {
    const byte = this.memory[this.#pointer]!;
    this.#pointer = (this.#pointer + 1) % SIZE;
    return byte;
  }

  release(): void {}
}
