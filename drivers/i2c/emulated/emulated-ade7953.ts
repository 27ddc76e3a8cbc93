import type { StationClock } from '../../clock/clock.ts';
import type { EmulatedChip } from './emulated-chip.ts';
import { EnergyAccumulator } from './energy-accumulator.ts';

const UNLOCKED_BY = 0xad;
const POWER_UP_MS = 100;
const RESET_FLAG = 1 << 20;
const SOFTWARE_RESET = 0x80;
const RSTREAD = 0x40;
const UNITY = 0x400000;
/** Of ACCMODE: what can be written, and by channel what it says of the power: negative, none. */
const ACCMODE_SETTINGS = 0x3ff;
const NEGATIVE = { A: 1 << 10, B: 1 << 11 };
const NO_LOAD = { A: 1 << 16, B: 1 << 19 };
const LAST_READ = 0x35;
const LAST_WRITE = 0xca;

/** What it holds after a reset, other than 0; 24- and 32-bit registers by their 32-bit address. */
const DEFAULTS: readonly (readonly [number, number])[] = [
  [0x004, 0x40],
  [0x102, 0x8004],
  [0x324, 0xffffff],
  [0x325, 0xffffff],
  [0x32c, 0x100000],
  ...[0x380, 0x381, 0x382, 0x383, 0x384, 0x38c, 0x38d, 0x38e, 0x38f, 0x390].map((at) => [at, UNITY] as const),
];
/** Reads only. */
const READ_ONLY = new Set([
  0x0fd, 0x0ff, 0x10a, 0x10b, 0x10e, 0x1fe, 0x312, 0x313, 0x31a, 0x31b, 0x31c, 0x31e, 0x31f, 0x32d, 0x32e,
  0x702,
]);

export type Ade7953FrontEnd = {
  /** RMS on the board that makes the full scale of the chip. */
  readonly fullScale_V: number;
  readonly fullScale_A: number;
};

type Load = { readonly current_A: number; readonly powerFactor: number };

const widthOf = (register: number): number => {
  const page = register >> 8;
  return page === 1 ? 2 : page === 2 ? 3 : page === 3 ? 4 : 1;
};
/** 0x2xx and 0x3xx are the same cells. */
const cellOf = (register: number): number => (register >> 8 === 2 ? register + 0x100 : register);

/**
 * An ADE7953: registers of 8 to 32 bits behind 16-bit addresses, and energy that follows from the clock. Not
 * there: no-load detection, line cycles, reactive and apparent energy, peaks, half-full flags, the checksum.
 */
export class EmulatedAde7953 implements EmulatedChip {
  readonly #clock: StationClock;
  readonly #frontEnd: Ade7953FrontEnd;
  readonly #cells = new Map<number, number>();
  readonly #energy: Readonly<Record<'A' | 'B', EnergyAccumulator>>;
  readonly #loads: Record<'A' | 'B', Load> = {
    A: { current_A: 0, powerFactor: 1 },
    B: { current_A: 0, powerFactor: 1 },
  };
  #voltage_V = 0;
  #frequency_Hz = 50;
  #status = 0;
  #answersFrom_ms = 0;
  #unlocked = false;
  #register = 0;
  #received: number[] = [];
  #sending: number[] = [];

  constructor(clock: StationClock, frontEnd: Ade7953FrontEnd) {
    this.#clock = clock;
    this.#frontEnd = frontEnd;
    this.#energy = { A: new EnergyAccumulator(clock), B: new EnergyAccumulator(clock) };
    this.powerOnReset();
  }

  /** It answers 100 ms later, with RESET in its status. */
  powerOnReset(): void {
    this.#cells.clear();
    for (const [register, value] of DEFAULTS) this.#cells.set(register, value);
    for (const accumulator of Object.values(this.#energy)) accumulator.clear();
    this.#status = RESET_FLAG;
    this.#unlocked = false;
    this.#answersFrom_ms = this.#clock.now().monotonic_ms + POWER_UP_MS;
    this.#feed();
  }

  setVoltage(voltage_V: number, frequency_Hz = 50): void {
    this.#voltage_V = voltage_V;
    this.#frequency_Hz = frequency_Hz;
    this.#feed();
  }

  /** @param powerFactor negative when energy flows back */
  setLoad(channel: 'A' | 'B', current_A: number, powerFactor = 1): void {
    this.#loads[channel] = { current_A, powerFactor };
    this.#feed();
  }

  select(direction: 'write' | 'read'): boolean {
    if (this.#clock.now().monotonic_ms < this.#answersFrom_ms) return false;
    if (direction === 'write') this.#received = [];
    else {
      const value = this.#read(this.#register);
      const width = widthOf(this.#register);
      this.#sending = Array.from({ length: width }, (_, at) => (value >>> (8 * (width - 1 - at))) & 0xff);
      this.#received = [];
    }
    return true;
  }

  receive(byte: number): boolean {
    this.#received.push(byte);
    if (this.#received.length === 2) this.#register = (this.#received[0]! << 8) | byte;
    if (this.#received.length === 2 + widthOf(this.#register)) {
      const value = this.#received.slice(2).reduce((all, one) => all * 0x100 + one, 0);
      this.#write(this.#register, value);
    }
    return true;
  }

  send(): number {
    return this.#sending.shift() ?? 0xff;
  }

  release(): void {}

  #of(cell: number): number {
    return this.#cells.get(cell) ?? 0;
  }

  #write(register: number, value: number): void {
    const cell = cellOf(register);
    const unlocked = this.#unlocked;
    this.#unlocked = register === 0x0fe && value === UNLOCKED_BY;
    const width = widthOf(register);
    // WRITE_PROTECT: a bit each for 8, 16, and 24 or 32 bits; itself can always be written.
    const protects = [0, 1, 2, 4, 4][width]!;
    if (register !== 0x040 && register !== 0x0fe && this.#of(0x040) & protects) return;
    if (READ_ONLY.has(cell)) return;
    if (register === 0x120 && !unlocked) return;
    if (register === 0x102 && value & SOFTWARE_RESET) {
      this.powerOnReset();
      return;
    }
    this.#cells.set(cell, width === 3 ? (value << 8) >> 8 : value);
    this.#cells.set(0x0fd, LAST_WRITE);
    this.#cells.set(0x1fe, register);
    this.#feed();
  }

  #read(register: number): number {
    const value = this.#valueOf(cellOf(register));
    this.#unlocked = false;
    if (register !== 0x0fd && register !== 0x1fe) {
      this.#cells.set(0x0fd, LAST_READ);
      this.#cells.set(0x1fe, register);
    }
    return value;
  }

  #valueOf(cell: number): number {
    if (cell === 0x10a || cell === 0x10b) return this.#powerFactor(cell === 0x10a ? 'A' : 'B');
    if (cell === 0x10e) return this.#voltage_V > 0 ? Math.round(223_750 / this.#frequency_Hz - 1) : 0xffff;
    if (cell === 0x312 || cell === 0x313)
      return Math.round(this.#power(cell === 0x312 ? 'A' : 'B') * 4_862_401);
    if (cell === 0x31a || cell === 0x31b) return this.#rms(this.#currentShare(cell === 0x31a ? 'A' : 'B'));
    if (cell === 0x31c) return this.#rms(this.#voltageShare());
    if (cell === 0x31e || cell === 0x31f) {
      const accumulator = this.#energy[cell === 0x31e ? 'A' : 'B'];
      return this.#of(0x004) & RSTREAD ? accumulator.take() : accumulator.read();
    }
    if (cell === 0x301) return this.#accumulationMode();
    if (cell === 0x32d) return this.#status;
    if (cell === 0x32e) {
      const status = this.#status;
      this.#status = 0;
      return status;
    }
    return this.#of(cell);
  }

  #accumulationMode(): number {
    return (['A', 'B'] as const).reduce((mode, channel) => {
      const power = this.#power(channel);
      return mode | (power < 0 ? NEGATIVE[channel] : 0) | (power === 0 ? NO_LOAD[channel] : 0);
    }, this.#of(0x301) & ACCMODE_SETTINGS);
  }

  #rms(share: number): number {
    return Math.min(0xffffff, Math.round(share * 9_032_007));
  }

  /** Shares of the full scale, with the gains of the chip. */
  #voltageShare(): number {
    return (this.#voltage_V / this.#frontEnd.fullScale_V) * (this.#of(0x381) / UNITY);
  }

  #currentShare(channel: 'A' | 'B'): number {
    const gain = this.#of(channel === 'A' ? 0x380 : 0x38c) / UNITY;
    return (this.#loads[channel].current_A / this.#frontEnd.fullScale_A) * gain;
  }

  #power(channel: 'A' | 'B'): number {
    const gain = this.#of(channel === 'A' ? 0x382 : 0x38e) / UNITY;
    return this.#voltageShare() * this.#currentShare(channel) * this.#loads[channel].powerFactor * gain;
  }

  #powerFactor(channel: 'A' | 'B'): number {
    const { current_A, powerFactor } = this.#loads[channel];
    const factor = current_A === 0 ? 1 : powerFactor;
    return Math.max(-0x8000, Math.min(0x7fff, Math.round(factor * 0x8000))) & 0xffff;
  }

  /** After anything that changes how fast the energy counts. */
  #feed(): void {
    const modes = this.#of(0x301);
    for (const [channel, mode] of [
      ['A', modes & 0x03],
      ['B', (modes >> 2) & 0x03],
    ] as const) {
      const rate = this.#power(channel) * 206_900;
      const counted = mode === 1 ? Math.max(0, rate) : mode === 2 ? Math.abs(rate) : rate;
      this.#energy[channel].setRate(counted);
    }
  }
}
