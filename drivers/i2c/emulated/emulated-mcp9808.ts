import type { EmulatedChip } from './emulated-chip.ts';

/** DS25095 5.0: registers of 16 bits, the high byte first, and the resolution of 8. */
const CONFIG = 1;
const TEMPERATURE = 5;
const RESOLUTION = 8;
const LIMITS = [2, 3, 4];
const POWER_ON: readonly number[] = [0x001f, 0, 0, 0, 0, 0, 0x0054, 0x0400, 0x03];
const SHUTDOWN = 0x0100;

/** An MCP9808. Its alert output is not there; the comparison bits are. */
export class EmulatedMcp9808 implements EmulatedChip {
  readonly #celsius: () => number;
  #registers = [...POWER_ON];
  #pointer = 0;
  #received: number[] = [];
  #sent = 0;
  /** In sixteenths; stands still while shut down. */
  #sixteenths = 0;

  constructor(celsius: () => number) {
    this.#celsius = celsius;
  }

  powerOnReset(): void {
    this.#registers = [...POWER_ON];
    this.#pointer = 0;
  }

  select(direction: 'write' | 'read'): boolean {
    if (direction === 'write') this.#received = [];
    this.#sent = 0;
    return true;
  }

  receive(byte: number): boolean {
    this.#received.push(byte);
    if (this.#received.length === 1) this.#pointer = byte & 0x0f;
    const [, high = 0, low = 0] = this.#received;
    if (this.#pointer === RESOLUTION && this.#received.length === 2)
      this.#registers[RESOLUTION] = high & 0x03;
    const writable = this.#pointer === CONFIG || LIMITS.includes(this.#pointer);
    if (writable && this.#received.length === 3) this.#registers[this.#pointer] = (high << 8) | low;
    return true;
  }

  send(): number {
    const value = this.#pointer === TEMPERATURE ? this.#temperature() : (this.#registers[this.#pointer] ?? 0);
    this.#sent += 1;
    if (this.#pointer === RESOLUTION) return value;
    return this.#sent % 2 === 1 ? value >> 8 : value & 0xff;
  }

  release(): void {}

  #temperature(): number {
    if (!(this.#registers[CONFIG]! & SHUTDOWN)) {
      const step = 8 >> this.#registers[RESOLUTION]!;
      this.#sixteenths = Math.round((this.#celsius() * 16) / step) * step;
    }
    const [upper, lower, critical] = LIMITS.map((at) => (this.#registers[at]! << 19) >> 19) as [
      number,
      number,
      number,
    ];
    const alerts =
      (this.#sixteenths >= critical ? 0x8000 : 0) |
      (this.#sixteenths > upper ? 0x4000 : 0) |
      (this.#sixteenths < lower ? 0x2000 : 0);
    return alerts | (this.#sixteenths & 0x1fff);
  }
}
