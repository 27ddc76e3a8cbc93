import { ChipError } from './chip.ts';
import type { DigitalIo, InputReading } from './chip-functions.ts';
import { type I2cBus, inHex } from './i2c-bus.ts';

export type Pin = {
  readonly port: 'A' | 'B';
  readonly bit: number;
  /** True means low. */
  readonly inverted?: boolean;
};
export type InputPin = Pin & { readonly pullUp?: boolean };
/** `safe` is what the output is given at a start: false (inactive) if it does not say. */
export type OutputPin = Pin & { readonly safe?: boolean };

export type Mcp23017Pins<In extends string, Out extends string> = {
  readonly inputs: Readonly<Record<In, InputPin>>;
  readonly outputs: Readonly<Record<Out, OutputPin>>;
};

// Register addresses with IOCON.BANK = 0 (DS20001952 table 3-3); each is followed by the one of port B.
const IODIR = 0x00;
const IPOL = 0x02;
const GPINTEN = 0x04;
const INTCON = 0x08;
const IOCON = 0x0a;
/** Where IOCON is while its BANK bit is set; else GPINTENB, which `start` writes anyway. */
const IOCON_OF_OTHER_BANK = 0x05;
const GPPU = 0x0c;
const INTF = 0x0e;
const OLAT = 0x14;
const PORT_PINS = 8;

/** Bits of both ports as 16 bits: port A in the lower byte, as the registers follow one another. */
const maskOf = ({ port, bit }: Pin): number => 1 << (port === 'A' ? bit : bit + PORT_PINS);
const word = (bytes: Uint8Array, at = 0): number => bytes[at]! | (bytes[at + 1]! << 8);

/** Sixteen lines on an MCP23017, by name. */
export class Mcp23017<In extends string, Out extends string> implements DigitalIo<In, Out> {
  readonly name: string;
  readonly #bus: I2cBus;
  readonly #address: number;
  readonly #inputs: readonly (readonly [In, InputPin])[];
  readonly #outputs: readonly (readonly [Out, OutputPin])[];
  /** What each register must read: everything but the outputs. */
  readonly #settings: ReadonlyMap<number, number>;
  #latch = 0;
  #levels: number | null = null;
  #last: Promise<unknown> = Promise.resolve();

  /** @throws TypeError for pins that the chip does not have, uses twice, or cannot read. */
  constructor(bus: I2cBus, address: number, pins: Mcp23017Pins<In, Out>) {
    this.name = `MCP23017 at ${inHex(address)}`;
    this.#bus = bus;
    this.#address = address;
    this.#inputs = Object.entries<InputPin>(pins.inputs) as [In, InputPin][];
    this.#outputs = Object.entries<OutputPin>(pins.outputs) as [Out, OutputPin][];
    checkPins(this.name, this.#inputs, this.#outputs);
    const inputMask = sum(this.#inputs.map(([, pin]) => maskOf(pin)));
    const pullUps = sum(this.#inputs.filter(([, pin]) => pin.pullUp).map(([, pin]) => maskOf(pin)));
    this.#settings = new Map([
      // What no pin uses is an output and low: an input left open would drift.
      [IODIR, inputMask],
      [IPOL, 0],
      [GPINTEN, inputMask],
      // Against the value before, so that every change latches.
      [INTCON, 0],
      [IOCON, 0],
      [GPPU, pullUps],
    ]);
  }

  start(): Promise<void> {
    return this.#inTurn(() => this.#start());
  }

  async #start(): Promise<void> {
    this.#levels = null;
    this.#latch = sum(this.#outputs.map(([, pin]) => levelMask(pin, pin.safe ?? false)));
    await this.#transfer([IOCON_OF_OTHER_BANK, 0]);
    await this.#transfer([IOCON, 0]);
    // Safe values before the pins become outputs: after a restart of this program the old ones still stand.
    await this.#put(OLAT, this.#latch);
    for (const register of [IPOL, GPPU, INTCON, GPINTEN, IODIR]) {
      await this.#put(register, this.#settings.get(register)!);
    }
    await this.#compare('differs');
    this.#levels = word(await this.#transfer([INTF], 6), 4);
  }

  check(): Promise<void> {
    return this.#inTurn(async () => {
      this.#assertStarted();
      await this.#compare('reset');
    });
  }

  async read(): Promise<InputReading<In>> {
    const before = this.#assertStarted();
    // INTF, INTCAP and GPIO in one: INTF must be seen before INTCAP or GPIO clear it.
    const bytes = await this.#transfer([INTF], 6);
    const [flags, now] = [word(bytes, 0), word(bytes, 4)];
    this.#levels = now;
    const changed = (now ^ before) | flags;
    const named = this.#inputs.map(([name, pin]) => [name, isActive(pin, now)] as const);
    const edges = this.#inputs.filter(([, pin]) => changed & maskOf(pin)).map(([name]) => name);
    return { levels: Object.fromEntries(named) as Record<In, boolean>, changed: new Set(edges) };
  }

  write(levels: Partial<Readonly<Record<Out, boolean>>>): Promise<void> {
    return this.#inTurn(() => this.#write(levels));
  }

  async #write(levels: Partial<Readonly<Record<Out, boolean>>>): Promise<void> {
    this.#assertStarted();
    const named = this.#outputs.filter(([name]) => levels[name] !== undefined);
    const others = this.#latch & ~sum(named.map(([, pin]) => maskOf(pin)));
    // What cannot be written is meant to be safe from now on: the next write may not close a contactor late.
    this.#latch = others | sum(named.map(([, pin]) => levelMask(pin, pin.safe ?? false)));
    const latch = others | sum(named.map(([name, pin]) => levelMask(pin, levels[name]!)));
    await this.#put(OLAT, latch);
    this.#latch = latch;
  }

  async #compare(code: 'differs' | 'reset'): Promise<void> {
    // Not in one: reading what lies between them clears the latched changes.
    const settings = await this.#transfer([IODIR], INTF);
    const latch = await this.#transfer([OLAT], 2);
    for (const [register, expected] of [...this.#settings, [OLAT, this.#latch] as const]) {
      const found = register === OLAT ? word(latch) : word(settings, register);
      if (found === expected) continue;
      if (code === 'reset') this.#levels = null;
      const words = `register ${inHex(register)} reads ${inHex(found, 4)} instead of ${inHex(expected, 4)}`;
      throw new ChipError(this.name, code, code === 'reset' ? `lost its settings: ${words}` : words);
    }
  }

  /** All outputs are one register: who reckons with it waits until the write before has set it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => {});
    return turn;
  }

  #put(register: number, value: number): Promise<Uint8Array> {
    return this.#transfer([register, value & 0xff, value >> 8]);
  }

  #transfer(bytes: readonly number[], readLength = 0): Promise<Uint8Array> {
    return this.#bus.transfer(this.#address, Uint8Array.from(bytes), readLength);
  }

  #assertStarted(): number {
    if (this.#levels === null) throw new ChipError(this.name, 'not-started', 'start it first');
    return this.#levels;
  }
}

const sum = (masks: readonly number[]): number => masks.reduce((all, mask) => all | mask, 0);
const levelMask = (pin: Pin, active: boolean): number =>
  active !== (pin.inverted ?? false) ? maskOf(pin) : 0;
const isActive = (pin: Pin, levels: number): boolean =>
  ((levels & maskOf(pin)) !== 0) !== (pin.inverted ?? false);

function checkPins(
  chip: string,
  inputs: readonly (readonly [string, Pin])[],
  outputs: readonly (readonly [string, Pin])[],
): void {
  const users = new Map<number, string>();
  for (const [name, pin] of [...inputs, ...outputs]) {
    const place = `${pin.port}${pin.bit}`;
    if (!(Number.isInteger(pin.bit) && pin.bit >= 0 && pin.bit < PORT_PINS)) {
      throw new TypeError(`${chip}: ${name} is on ${place}, and a port has bits 0 to 7`);
    }
    const other = users.get(maskOf(pin));
    if (other) throw new TypeError(`${chip}: ${name} and ${other} are both on ${place}`);
    users.set(maskOf(pin), name);
  }
  // Since revision D of the data sheet (2022): an input that changes there can corrupt SDA.
  const wrong = inputs.find(([, pin]) => pin.bit === PORT_PINS - 1);
  if (wrong) throw new TypeError(`${chip}: ${wrong[0]} reads ${wrong[1].port}7, which is an output only`);
}
