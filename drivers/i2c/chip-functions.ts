import type { Chip } from './chip.ts';

/** What the inputs are, and which of them changed since the last reading, even if only for a moment. */
export type InputReading<In extends string> = {
  readonly levels: Readonly<Record<In, boolean>>;
  readonly changed: ReadonlySet<In>;
};

/** Named lines; true is active (of a line marked `inverted`: low). MCP23017. */
export interface DigitalIo<In extends string, Out extends string> extends Chip {
  read(): Promise<InputReading<In>>;
  /** Sets the named outputs in one transfer, and leaves the others. */
  write(levels: Partial<Readonly<Record<Out, boolean>>>): Promise<void>;
}

/** Outputs with one common frequency. PCA9685. */
export interface PwmOutputs extends Chip {
  /** Steps of the duty: 4096. */
  readonly steps: number;
  /**
   * @param duty 0 (steadily low) to 1 (steadily high), rounded down to a step; above 0 at least one step
   */
  set(channel: number, duty: number): Promise<void>;
  /** The duty that the chip has, read from it. */
  read(channel: number): Promise<number>;
}

/** Voltages against ground. ADS1115. */
export interface VoltageInputs extends Chip {
  /** In V, at the pin. Takes the time of one conversion. */
  read(input: number): Promise<number>;
}

export type MeterChannel = 'A' | 'B';

export type PowerReading = {
  readonly voltage_V: number;
  readonly current_A: number;
  /** Negative when the vehicle feeds back. */
  readonly power_W: number;
  readonly frequency_Hz: number;
  /** -1 to 1. */
  readonly powerFactor: number;
};

/** Two current channels on one voltage. ADE7953. */
export interface PowerMeter extends Chip {
  /**
   * True when `start` found that the chip had lost its registers since it was last started: its energy then
   * counts from 0. False: they go on from where they were, also over a restart of this program.
   */
  readonly startedAnew: boolean;
  /** Energy of one tick of `energyTicks`, in Ws. */
  readonly tick_Ws: number;
  read(channel: MeterChannel): Promise<PowerReading>;
  /**
   * The free-running 24-bit energy register, 0 to 2^24 - 1. It wraps: see `ticksBetween`. At the highest
   * power
   * half of its range passes in 40 s, so it is to be read every second or so.
   */
  energyTicks(channel: MeterChannel): Promise<number>;
}

/** A card as it answered; the UID is 4, 7 or 10 bytes in the order of the wire. */
export type Card = { readonly uid: Uint8Array; readonly sensRes: number; readonly selRes: number };

/** ISO 14443 A. PN532. */
export interface CardReader extends Chip {
  /**
   * Looks for one card, about 100 ms; null when there is none. What fails is sent again, then the chip is
   * reset
   * and started, and only then this rejects.
   */
  poll(): Promise<Card | null>;
}

/** MB85RC256V. */
export interface NonVolatileMemory extends Chip {
  /** In bytes. */
  readonly size: number;
  read(at: number, length: number): Promise<Uint8Array>;
  /** Writes, reads back and compares. A power cut may leave the first bytes new and the rest old. */
  write(at: number, bytes: Uint8Array): Promise<void>;
}

/** MCP9808. */
export interface Thermometer extends Chip {
  /** In degrees Celsius. */
  read(): Promise<number>;
}
