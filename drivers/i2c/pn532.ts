import type { StationClock } from '../clock/clock.ts';
import { pause } from '../clock/pause.ts';
import { ChipError, type ChipErrorCode } from './chip.ts';
import type { Card, CardReader } from './chip-functions.ts';
import { type I2cBus, I2cError, inHex } from './i2c-bus.ts';
import { ACK_FRAME, answerIn, commandFrame, isAck } from './pn532-frames.ts';
import { Turns } from './turns.ts';

/** Drives the pin RSTPDN: low is reset and power-down. */
export type ResetLine = (low: boolean) => Promise<void>;

/** It has no straps: this is its only address. */
const ADDRESS = 0x24;

const GET_FIRMWARE_VERSION = 0x02;
const SAM_CONFIGURATION = 0x14;
const RF_CONFIGURATION = 0x32;
const IN_LIST_PASSIVE_TARGET = 0x4a;

/** Normal mode, no timeout of it, IRQ in use. */
const NORMAL_MODE = [0x01, 0x14, 0x01];
/**
 * Item 5, tries: of ATR for ever, of PSL once, of finding a card twice; by default it would wait for ever.
 */
const FEW_TRIES = [0x05, 0xff, 0x01, 0x02];
/** One target, 106 kbit/s type A. */
const ONE_TYPE_A = [0x01, 0x00];
const PN532_IC = 0x32;

const READY = 0x01;
const ACK_BYTES = 6;
/** Of any answer that is asked for here; more is harmless. */
const ANSWER_BYTES = 64;

const RESET_MS = 2;
const BOOT_MS = 10;
/** A chip in power-down wakes by its address, and refuses it that time. */
const WAKE_MS = 10;
const LOOK_EVERY_MS = 5;
const ACK_WITHIN_MS = 50;
const ANSWER_WITHIN_MS = 1000;
const ATTEMPTS = 3;
const UID_LENGTHS = [4, 7, 10];

/** Nothing helps a bus that is gone. */
const isFinal = (error: unknown): boolean =>
  error instanceof I2cError && (error.code === 'closed' || error.code === 'lost');

/** A reader of ISO 14443 A cards. */
export class Pn532 implements CardReader {
  readonly name = `PN532 at ${inHex(ADDRESS)}`;
  readonly #bus: I2cBus;
  readonly #clock: StationClock;
  readonly #resetLine: ResetLine;
  readonly #turns = new Turns();
  #started = false;

  constructor(bus: I2cBus, clock: StationClock, resetLine: ResetLine) {
    this.#bus = bus;
    this.#clock = clock;
    this.#resetLine = resetLine;
  }

  start(): Promise<void> {
    return this.#turns.take(() => this.#reset());
  }

  /** It does not tell its settings; one that lost them fails a `poll`, which starts it anew. */
  check(): Promise<void> {
    return this.#turns.take(async () => {
      this.#assertStarted();
      await this.#identify();
    });
  }

  poll(): Promise<Card | null> {
    return this.#turns.take(async () => {
      this.#assertStarted();
      try {
        return await this.#look();
      } catch (error) {
        if (isFinal(error)) throw error;
        await this.#reset();
        return this.#look().catch((error: unknown) => {
          this.#started = false;
          throw error;
        });
      }
    });
  }

  async #reset(): Promise<void> {
    this.#started = false;
    await this.#resetLine(true);
    await pause(this.#clock, RESET_MS);
    await this.#resetLine(false);
    await pause(this.#clock, BOOT_MS);
    await this.#command(SAM_CONFIGURATION, NORMAL_MODE);
    await this.#identify();
    await this.#command(RF_CONFIGURATION, FEW_TRIES);
    this.#started = true;
  }

  async #identify(): Promise<void> {
    const [ic = 0] = await this.#command(GET_FIRMWARE_VERSION, []);
    if (ic !== PN532_IC) throw this.#error('wrong-chip', `it says that it is ${inHex(ic)}, not 0x32`);
  }

  async #look(): Promise<Card | null> {
    const [found, , high = 0, low = 0, selRes = 0, length = 0, ...rest] = await this.#command(
      IN_LIST_PASSIVE_TARGET,
      ONE_TYPE_A,
    );
    if (found === 0) return null;
    if (found !== 1 || !UID_LENGTHS.includes(length) || rest.length < length) {
      throw this.#error('garbage', `it lists ${found} cards, with a UID of ${length} bytes`);
    }
    return { uid: Uint8Array.from(rest.slice(0, length)), sensRes: (high << 8) | low, selRes };
  }

  /** @returns the data of the answer, after at most three attempts */
  async #command(command: number, data: readonly number[]): Promise<Uint8Array> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.#send(commandFrame(command, data));
        return await this.#answer(command);
      } catch (error) {
        if (isFinal(error) || attempt === ATTEMPTS) throw error;
        // What it may still be at ends with an acknowledgement from the host.
        await this.#bus.transfer(ADDRESS, Uint8Array.from(ACK_FRAME)).catch(() => {});
        await pause(this.#clock, LOOK_EVERY_MS);
      }
    }
  }

  async #send(frame: Uint8Array): Promise<void> {
    try {
      await this.#bus.transfer(ADDRESS, frame);
    } catch (error) {
      if (!(error instanceof I2cError && error.code === 'no-answer')) throw error;
      await pause(this.#clock, WAKE_MS);
      await this.#bus.transfer(ADDRESS, frame);
    }
    const acknowledged = await this.#whenReady(ACK_BYTES, ACK_WITHIN_MS);
    if (!isAck(acknowledged)) throw this.#error('garbage', 'it does not acknowledge a command');
  }

  async #answer(command: number): Promise<Uint8Array> {
    const answer = answerIn(await this.#whenReady(ANSWER_BYTES, ANSWER_WITHIN_MS), command);
    if (typeof answer === 'string') throw this.#error('garbage', answer);
    return answer;
  }

  /** Every reading begins with a byte that says whether a frame follows; one not read whole is gone. */
  async #whenReady(length: number, within_ms: number): Promise<Uint8Array> {
    const end_ms = this.#clock.now().monotonic_ms + within_ms;
    while (((await this.#read(1))[0]! & READY) === 0) {
      if (this.#clock.now().monotonic_ms >= end_ms) {
        throw this.#error('hung', `it is not ready within ${within_ms} ms`);
      }
      await pause(this.#clock, LOOK_EVERY_MS);
    }
    const frame = await this.#read(1 + length);
    if ((frame[0]! & READY) === 0) throw this.#error('garbage', 'it was ready, and then was not');
    return frame.subarray(1);
  }

  #read(length: number): Promise<Uint8Array> {
    return this.#bus.transfer(ADDRESS, new Uint8Array(0), length);
  }

  #error(code: ChipErrorCode, words: string): ChipError {
    return new ChipError(this.name, code, words);
  }

  #assertStarted(): void {
    if (!this.#started) throw this.#error('not-started', 'start it first');
  }
}
