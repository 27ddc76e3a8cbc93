import type { StationClock } from '../../clock/clock.ts';
import { pause } from '../../clock/pause.ts';
import { I2cError, inHex } from '../i2c-bus.ts';
import type { I2cWire } from '../queued-bus.ts';
import type { EmulatedChip } from './emulated-chip.ts';

/** What is wrong with the wires; `address` narrows it to one chip. */
export type BusFault = {
  readonly kind: 'no-answer' | 'stuck' | 'garbage' | 'slow' | 'busy' | 'failed';
  readonly address?: number;
  /** For so many transfers; for ever, if it does not say. */
  readonly times?: number;
  /** Of `slow`: how long the chip stretches the clock. */
  readonly stretch_ms?: number;
};

type PresentFault = { readonly fault: BusFault; left: number };

/** One transfer that was on the wires, for tests. */
export type WireLine = {
  readonly address: number;
  readonly write: readonly number[];
  readonly readLength: number;
};

/** An adapter gives up on a stuck bus after a time of its own. */
const ADAPTER_TIMEOUT_MS = 1000;
/** A station that runs for days on these wires must not keep all that was ever on them. */
const KEPT_LINES = 5_000;
/** SDA high all the time: nobody drives it. */
const IDLE_BYTE = 0xff;

/**
 * Two wires with emulated chips on them, at the level of bytes: START, address, bytes with their
 * acknowledgement, repeated START, STOP. To be used behind a `QueuedBus`.
 */
export class EmulatedBus implements I2cWire {
  readonly #clock: StationClock;
  readonly #chips = new Map<number, EmulatedChip>();
  readonly #faults: PresentFault[] = [];
  readonly #lines: WireLine[] = [];

  constructor(clock: StationClock) {
    this.#clock = clock;
  }

  attach(address: number, chip: EmulatedChip): void {
    this.#chips.set(address, chip);
  }

  /** Takes the chip off the board: its address is not answered any more. */
  detach(address: number): void {
    this.#chips.delete(address);
  }

  /** @returns what ends the fault */
  fail(fault: BusFault): () => void {
    const present = { fault, left: fault.times ?? Number.POSITIVE_INFINITY };
    this.#faults.push(present);
    return () => {
      present.left = 0;
    };
  }

  /** The transfers until now, failed ones too; of very many only the last. */
  lines(): readonly WireLine[] {
    return this.#lines;
  }

  async exchange(address: number, write: Uint8Array, readLength: number): Promise<Uint8Array> {
    this.#lines.push({ address, write: [...write], readLength });
    if (this.#lines.length >= 2 * KEPT_LINES) this.#lines.splice(0, KEPT_LINES);
    const fault = this.#take(address);
    if (fault?.kind === 'stuck') {
      await pause(this.#clock, ADAPTER_TIMEOUT_MS);
      throw new I2cError('timeout', `${inHex(address)}: the bus is held low`);
    }
    if (fault?.kind === 'slow') await pause(this.#clock, fault.stretch_ms ?? 10);
    if (fault?.kind === 'busy') throw new I2cError('busy', `${inHex(address)}: another master won the bus`);
    if (fault?.kind === 'failed') throw new I2cError('failed', `${inHex(address)}: input/output error`);
    const read = this.onWires(fault?.kind === 'no-answer' ? null : address, write, readLength);
    if (!read) throw new I2cError('no-answer', `${inHex(address)} does not answer`);
    return fault?.kind === 'garbage' ? read.map((byte, index) => byte ^ (0x5a + index)) : read;
  }

  /**
   * What happens on the wires, at once.
   * @param address null: nobody has it; 0: the general call
   * @returns what was read; null when somebody did not acknowledge
   */
  onWires(address: number | null, write: Uint8Array, readLength: number): Uint8Array | null {
    if (address === 0) {
      for (const chip of this.#chips.values()) for (const byte of write) chip.generalCall?.(byte);
      return new Uint8Array(readLength).fill(IDLE_BYTE);
    }
    const chip = address === null ? undefined : this.#at(address);
    if (!chip) return null;
    try {
      if (write.length > 0 && !(chip.select('write') && write.every((byte) => chip.receive(byte))))
        return null;
      if (readLength > 0 && !chip.select('read')) return null;
      return Uint8Array.from({ length: readLength }, () => chip.send());
    } finally {
      chip.release();
    }
  }

  /** Emulated wires need nothing to be released. */
  release(): void {}

  #at(address: number): EmulatedChip | undefined {
    return this.#chips.get(address) ?? [...this.#chips.values()].find((chip) => chip.answersAt?.(address));
  }

  #take(address: number): BusFault | null {
    const present = this.#faults.find(
      ({ fault, left }) => left > 0 && (fault.address === undefined || fault.address === address),
    );
    if (!present) return null;
    present.left -= 1;
    return present.fault;
  }
}
