import { randomBytes, randomUUID } from 'node:crypto';
import type { Random } from './random.ts';

/** Randomness of the operating system. */
export class CryptoRandom implements Random {
  uuid(): string {
    return randomUUID();
  }

  fraction(): number {
    return randomBytes(6).readUIntBE(0, 6) / 2 ** 48;
  }
}
