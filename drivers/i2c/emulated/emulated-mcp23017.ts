import type { EmulatedChip } from './emulated-chip.ts';

// DS20001952C table 3-5 (BANK = 0): two registers of each kind, port A first.
const IODIR = 0;
const IPOL = 1;
const GPINTEN = 2;
const DEFVAL = 3;
const INTCON = 4;
const IOCON = 5;
const GPPU = 6;
const INTF = 7;
const INTCAP = 8;
const GPIO = 9;
const OLAT = 10;
const KINDS = 11;

const BANK = 0x80;
const SEQOP = 0x20;
/** Bit 0 of IOCON does not exist. */
const IOCON_BITS = 0xfe;

type PortName = 'A' | 'B';

class Port {
  readonly registers = new Uint8Array(KINDS);
  /** What the board drives the pins with: a level, or nothing. */
  readonly driven: (boolean | null)[] = Array.from({ length: 8 }, () => null);
  /** Pins as they were when interrupts were last looked at. */
  #seen = 0;

  constructor() {
    this.powerOn();
  }

  powerOn(): void {
    this.registers.fill(0);
    this.registers[IODIR] = 0xff;
    this.#seen = this.pins();
  }

  /**
   * Levels at the pins: outputs by the latch; inputs by the board, else pull-up, else low (board pull-
   * downs).
   */
  pins(): number {
    const [direction, latch, pullUp] = [this.#of(IODIR), this.#of(OLAT), this.#of(GPPU)];
    return this.driven.reduce<number>((all, level, bit) => {
      const mask = 1 << bit;
      const high = direction & mask ? (level ?? (pullUp & mask) !== 0) : (latch & mask) !== 0;
      return high ? all | mask : all;
    }, 0);
  }

  gpio(): number {
    return this.pins() ^ this.#of(IPOL);
  }

  /**
   * After anything that may move a pin: 3.6.1, interrupt on change from the previous value, or from DEFVAL.
   */
  sense(): void {
    const now = this.pins();
    const changed = now ^ this.#seen;
    const compared = this.gpio() ^ this.#of(DEFVAL);
    const against = this.#of(INTCON);
    const enabled = this.#of(GPINTEN) & this.#of(IODIR);
    const raised = enabled & ((changed & ~against) | (compared & against));
    // The first interrupt freezes INTCAP until it is read; flags of later ones still show (3.5.7, 3.5.8).
    if (raised && !this.#of(INTF)) this.registers[INTCAP] = this.gpio();
    this.registers[INTF] = this.#of(INTF) | raised;
    this.#seen = now;
  }

  read(kind: number): number {
    const value = kind === GPIO ? this.gpio() : this.#of(kind);
    if (kind === GPIO || kind === INTCAP) {
      this.registers[INTF] = 0;
      this.sense();
    }
    return value;
  }

  write(kind: number, byte: number): void {
    if (kind === INTF || kind === INTCAP) return;
    this.registers[kind === GPIO ? OLAT : kind] = byte;
    this.sense();
  }

  #of(kind: number): number {
    return this.registers[kind]!;
  }
}

/** An MCP23017: all registers of both banks, sequential mode, latched interrupts on change. */
export class EmulatedMcp23017 implements EmulatedChip {
  readonly #ports = { A: new Port(), B: new Port() };
  readonly #listeners: (() => void)[] = [];
  #pointer = 0;
  #addressed = false;

  /** Supply lost and back: every register as after power-on. */
  powerOnReset(): void {
    for (const port of Object.values(this.#ports)) port.powerOn();
    this.#pointer = 0;
    this.#tell();
  }

  /** The board drives a pin; null: it lets go of it. */
  drive(port: PortName, bit: number, level: boolean | null): void {
    this.#ports[port].driven[bit] = level;
    this.#ports[port].sense();
  }

  /** The level at a pin. */
  pin(port: PortName, bit: number): boolean {
    return (this.#ports[port].pins() & (1 << bit)) !== 0;
  }

  isOutput(port: PortName, bit: number): boolean {
    return (this.#ports[port].registers[IODIR]! & (1 << bit)) === 0;
  }

  /** Called after each write to a register and each reset: outputs may have moved. */
  onOutputs(listener: () => void): void {
    this.#listeners.push(listener);
  }

  select(direction: 'write' | 'read'): boolean {
    this.#addressed = direction === 'write';
    return true;
  }

  receive(byte: number): boolean {
    if (this.#addressed) {
      this.#pointer = byte;
      this.#addressed = false;
      return true;
    }
    const { port, kind } = this.#place();
    if (kind === IOCON) {
      for (const both of Object.values(this.#ports)) both.registers[IOCON] = byte & IOCON_BITS;
    } else if (kind !== null) this.#ports[port].write(kind, byte);
    this.#advance();
    this.#tell();
    return true;
  }

  send(): number {
    const { port, kind } = this.#place();
    const value = kind === null ? 0 : this.#ports[port].read(kind);
    this.#advance();
    return value;
  }

  release(): void {}

  #iocon(): number {
    return this.#ports.A.registers[IOCON]!;
  }

  /** Which register the pointer is at; BANK = 1 has those of port B from 0x10. */
  #place(): { readonly port: PortName; readonly kind: number | null } {
    const banked = (this.#iocon() & BANK) !== 0;
    const kind = banked ? this.#pointer & 0x0f : this.#pointer >> 1;
    const second = banked ? this.#pointer & 0x10 : this.#pointer & 1;
    return { port: second ? 'B' : 'A', kind: kind < KINDS && this.#pointer < 0x20 ? kind : null };
  }

  /** Sequential: on to the next, from the last to the first. In byte mode the pointer of BANK = 0 toggles. */
  #advance(): void {
    const banked = (this.#iocon() & BANK) !== 0;
    if (this.#iocon() & SEQOP) {
      if (!banked) this.#pointer ^= 1;
      return;
    }
    this.#pointer += 1;
    if (!banked && this.#pointer >= KINDS * 2) this.#pointer = 0;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
