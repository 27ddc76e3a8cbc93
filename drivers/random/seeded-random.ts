import type { Random } from './random.ts';

/** Steps of the generator after seeding, so that similar seeds part ways (as PractRand's sfc32 does). */
const WARM_UP_STEPS = 15;

/** Repeatable randomness: sfc32 (Chris Doty-Humphrey's Small Fast Counter, 128 bits of state). */
export class SeededRandom implements Random {
  #a: number;
  #b: number;
  #c = 0;
  #counter = 1;

  /** @param seed any integer up to 2^53; equal seeds give equal sequences. */
  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = Math.floor(seed / 2 ** 32) | 0;
    for (let step = 0; step < WARM_UP_STEPS; step++) this.#next();
  }

  uuid(): string {
    const hex = [0, 1, 2, 3].map(() => this.#next().toString(16).padStart(8, '0')).join('');
    const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
    const [start, middle, end] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(20)];
    return `${start}-${middle}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${end}`;
  }

  fraction(): number {
    return this.#next() / 2 ** 32;
  }

  /** 32 bits, unsigned. */
  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return sum >>> 0;
  }
}
