import type { EmulatedChip } from './emulated-chip.ts';

// PCA9685 data sheet rev. 4, table 5.
const MODE1 = 0x00;
const MODE2 = 0x01;
const SUBADR1 = 0x02;
const ALLCALLADR = 0x05;
const LED0_ON_L = 0x06;
const LED15_OFF_H = 0x45;
const ALL_LED_ON_L = 0xfa;
const ALL_LED_OFF_H = 0xfd;
const PRE_SCALE = 0xfe;

const RESTART = 0x80;
const EXTCLK = 0x40;
const AI = 0x20;
const SLEEP = 0x10;
const ALLCALL = 0x01;
const INVRT = 0x10;
const OCH = 0x08;
const FULL = 0x10;
const SOFTWARE_RESET = 0x06;

export type Clocks = {
  readonly internal_Hz?: number;
  /** At the pin EXTCLK; null if nothing is there. */
  readonly external_Hz?: number | null;
};

/** A PCA9685: outputs change on STOP or ACK, the prescaler only asleep, software reset by general call. */
export class EmulatedPca9685 implements EmulatedChip {
  readonly #registers = new Uint8Array(256);
  /** LED0_ON_L to LED15_OFF_H as they drive the outputs. */
  #active = new Uint8Array(4 * 16);
  readonly #listeners: (() => void)[] = [];
  readonly #internal_Hz: number;
  readonly #external_Hz: number | null;
  #pointer = 0;
  #addressed = false;
  #written = false;
  #enabled = true;

  constructor({ internal_Hz = 25_000_000, external_Hz = null }: Clocks = {}) {
    this.#internal_Hz = internal_Hz;
    this.#external_Hz = external_Hz;
    this.powerOnReset();
  }

  powerOnReset(): void {
    this.#registers.fill(0);
    this.#registers.set([0x11, 0x04, 0xe2, 0xe4, 0xe8, 0xe0], MODE1);
    for (let at = LED0_ON_L + 3; at <= LED15_OFF_H; at += 4) this.#registers[at] = FULL;
    this.#registers[PRE_SCALE] = 0x1e;
    this.#pointer = 0;
    this.#latch();
  }

  /** The pin OE, active low: false makes all outputs low (OUTNE = 00), or high, or open. */
  enableOutputs(enabled: boolean): void {
    this.#enabled = enabled;
    this.#tell();
  }

  /** Called when outputs may have changed. */
  onOutputs(listener: () => void): void {
    this.#listeners.push(listener);
  }

  /** Of the PWM; 0 while the chip sleeps or has no clock. */
  frequency_Hz(): number {
    if (this.#of(MODE1) & SLEEP) return 0;
    const clock_Hz = this.#of(MODE1) & EXTCLK ? (this.#external_Hz ?? 0) : this.#internal_Hz;
    return clock_Hz / (4096 * (this.#of(PRE_SCALE) + 1));
  }

  /** How much of the time an output is high, 0 to 1. */
  duty(channel: number): number {
    if (!this.#enabled) return (this.#of(MODE2) & 0x03) === 0x01 ? 1 : 0;
    const high = this.#undistorted(channel);
    return this.#of(MODE2) & INVRT ? 1 - high : high;
  }

  #undistorted(channel: number): number {
    const [on_L, on_H, off_L, off_H] = this.#active.subarray(4 * channel, 4 * channel + 4);
    if (off_H! & FULL) return 0;
    if (on_H! & FULL) return 1;
    // Asleep, or awake again and not restarted, the counter stands.
    if (this.frequency_Hz() === 0 || this.#of(MODE1) & RESTART) return 0;
    const on = ((on_H! & 0x0f) << 8) | on_L!;
    const off = ((off_H! & 0x0f) << 8) | off_L!;
    return ((off - on + 4096) % 4096) / 4096;
  }

  /** LED All Call and the three sub-addresses, as far as MODE1 allows them. */
  answersAt(address: number): boolean {
    const mode = this.#of(MODE1);
    const subs = [0, 1, 2].filter((sub) => mode & (0x08 >> sub)).map((sub) => this.#of(SUBADR1 + sub) >> 1);
    return (mode & ALLCALL && this.#of(ALLCALLADR) >> 1 === address) || subs.includes(address);
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
    this.#write(this.#pointer, byte);
    this.#advance();
    return true;
  }

  send(): number {
    // The ALL_LED registers read as zero.
    const all = this.#pointer >= ALL_LED_ON_L && this.#pointer <= ALL_LED_OFF_H;
    const value = all ? 0 : this.#of(this.#pointer);
    this.#advance();
    return value;
  }

  release(): void {
    if (!this.#written) return;
    this.#written = false;
    if (!(this.#of(MODE2) & OCH)) this.#latch();
    this.#tell();
  }

  generalCall(byte: number): void {
    if (byte === SOFTWARE_RESET) this.powerOnReset();
  }

  #of(register: number): number {
    return this.#registers[register]!;
  }

  #write(register: number, byte: number): void {
    this.#written = true;
    if (register === MODE1) this.#writeMode1(byte);
    else if (register === PRE_SCALE) {
      if (this.#of(MODE1) & SLEEP) this.#registers[PRE_SCALE] = Math.max(3, byte);
    } else if (register >= ALL_LED_ON_L && register <= ALL_LED_OFF_H) {
      for (let channel = 0; channel < 16; channel += 1) {
        this.#registers[LED0_ON_L + 4 * channel + register - ALL_LED_ON_L] = byte;
      }
      this.#ledWritten(register === ALL_LED_OFF_H);
    } else if (register <= LED15_OFF_H) {
      this.#registers[register] = byte;
      if (register >= LED0_ON_L) this.#ledWritten((register - LED0_ON_L) % 4 === 3);
    }
  }

  /** 7.3.1: EXTCLK sticks; going to sleep with a counter running sets RESTART, writing 1 to it clears it. */
  #writeMode1(byte: number): void {
    const before = this.#of(MODE1);
    const asleep = (before & SLEEP) !== 0;
    const external = before & EXTCLK || (asleep && byte & SLEEP ? byte & EXTCLK : 0);
    const running = [...Array(16).keys()].some((channel) => !(this.#active[4 * channel + 3]! & FULL));
    const stopped = !asleep && byte & SLEEP && running ? RESTART : 0;
    const restarts = byte & RESTART && !(byte & SLEEP) ? 0 : before & RESTART;
    this.#registers[MODE1] = (byte & ~(RESTART | EXTCLK)) | external | stopped | restarts;
  }

  #ledWritten(last: boolean): void {
    this.#registers[MODE1] = this.#of(MODE1) & ~RESTART;
    if (this.#of(MODE2) & OCH && last) this.#latch();
  }

  #advance(): void {
    if (!(this.#of(MODE1) & AI)) return;
    this.#pointer = this.#pointer === LED15_OFF_H ? MODE1 : (this.#pointer + 1) & 0xff;
  }

  #latch(): void {
    this.#active = this.#registers.slice(LED0_ON_L, LED15_OFF_H + 1);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
