import type { StationClock } from '../../clock/clock.ts';
import type { EmulatedChip } from './emulated-chip.ts';

export type EmulatedCard = {
  /** 4, 7 or 10 bytes. */
  readonly uid: readonly number[];
  readonly sensRes?: number;
  readonly selRes?: number;
  /** What a card of ISO 14443-4 says of itself, behind its UID. */
  readonly ats?: readonly number[];
};

/** What is wrong with it, for so many frames. */
type Trouble = 'ignores' | 'garbles' | 'wrong-checksum' | 'garbles the acknowledgement of';

const BOOT_MS = 8;
const WORK_MS = 2;
/** One try to find a card, and finding one. */
const TRY_MS = 15;
const CARD_MS = 8;
const FOR_EVER = 0xff;

const ACK = [0x00, 0x00, 0xff, 0x00, 0xff, 0x00];
const NACK = [0x00, 0x00, 0xff, 0xff, 0x00, 0x00];
const SYNTAX_ERROR = [0x00, 0x00, 0xff, 0x01, 0xff, 0x7f, 0x81, 0x00];

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

/** Data after TFI and command, of a frame as UM0701-02 6.2.1.1 has it; null if it is none for a PN532. */
function contentOf(frame: readonly number[]): readonly number[] | null {
  const start = frame.findIndex((byte, at) => byte === 0x00 && frame[at + 1] === 0xff);
  const [length = -1, complement = -1] = frame.slice(start + 2);
  if (start < 0 || ((length + complement) & 0xff) !== 0) return null;
  const content = frame.slice(start + 4, start + 4 + length);
  const checksum = frame[start + 4 + length];
  const sum = content.reduce((all, byte) => all + byte, checksum ?? 0x100);
  const right = checksum !== undefined && (sum & 0xff) === 0 && content[0] === 0xd4;
  return right ? content.slice(1) : null;
}

const frameOf = (content: readonly number[]): number[] => {
  const bytes = [0xd5, ...content];
  const sum = bytes.reduce((all, byte) => all + byte, 0);
  return [0x00, 0x00, 0xff, bytes.length, (0x100 - bytes.length) & 0xff, ...bytes, -sum & 0xff, 0x00];
};

/** A PN532 on I2C, as far as it is a reader of type A cards: frames, acknowledgements, times, troubles. */
export class EmulatedPn532 implements EmulatedChip {
  readonly #clock: StationClock;
  readonly #ic: number;
  #card: EmulatedCard | null = null;
  #poweredDown = false;
  #asleep = false;
  #answersFrom_ms = 0;
  #lowBattery = true;
  #tries = FOR_EVER;
  /** The command under way: when its answer is ready follows from it and the time. */
  #command: { readonly content: readonly number[]; readonly at_ms: number } | null = null;
  /** Acknowledged already, so that its answer is the next to be read. */
  #ackRead = false;
  #lastAnswer: readonly number[] | null = null;
  #received: number[] = [];
  #sent = 0;
  #sending: readonly number[] = [];
  #reading = false;
  #hung: 'until-reset' | 'for-ever' | null = null;
  readonly #troubles: Trouble[] = [];

  /** @param ic what it says that it is */
  constructor(clock: StationClock, ic = 0x32) {
    this.#clock = clock;
    this.#ic = ic;
    this.#boot();
  }

  /** A card comes into the field, or leaves it. */
  present(card: EmulatedCard | null): void {
    this.#card = card;
  }

  /** RSTPDN: low is power-down, and its end a start. */
  resetLine(low: boolean): void {
    this.#poweredDown = low;
    if (!low) this.#boot();
  }

  /** It loses its power for a moment. */
  powerOnReset(): void {
    this.#boot();
  }

  /** It answers its address, and is never ready. */
  hang(lasts: 'until-reset' | 'for-ever'): void {
    this.#hung = lasts;
  }

  heal(): void {
    this.#hung = null;
    this.#troubles.length = 0;
  }

  /** What happens to the next frames, each of which takes one of these. */
  trouble(...troubles: readonly Trouble[]): void {
    this.#troubles.push(...troubles);
  }

  /** Power-down by itself: the next address wakes it, unanswered. */
  sleep(): void {
    this.#asleep = true;
  }

  select(direction: 'write' | 'read'): boolean {
    if (this.#poweredDown || this.#now() < this.#answersFrom_ms) return false;
    if (this.#asleep) {
      this.#asleep = false;
      return false;
    }
    this.#reading = direction === 'read';
    this.#received = [];
    this.#sent = 0;
    if (this.#reading) this.#sending = this.#ready() ?? [];
    return true;
  }

  receive(byte: number): boolean {
    this.#received.push(byte);
    return true;
  }

  send(): number {
    const frame = this.#sending;
    const byte = this.#sent === 0 ? Number(frame.length > 0) : (frame[this.#sent - 1] ?? 0x00);
    this.#sent += 1;
    return byte;
  }

  release(): void {
    if (this.#reading && this.#sent > 1 && this.#sending.length > 0) this.#wasRead();
    if (!this.#reading && this.#received.length > 0) this.#take(this.#received);
    this.#received = [];
    this.#sending = [];
    this.#reading = false;
  }

  #now(): number {
    return this.#clock.now().monotonic_ms;
  }

  #boot(): void {
    this.#answersFrom_ms = this.#now() + BOOT_MS;
    this.#lowBattery = true;
    this.#tries = FOR_EVER;
    this.#command = null;
    this.#lastAnswer = null;
    this.#asleep = false;
    if (this.#hung === 'until-reset') this.#hung = null;
  }

  #take(frame: readonly number[]): void {
    if (this.#hung) return;
    if (same(frame, ACK)) {
      this.#command = null;
      return;
    }
    if (same(frame, NACK)) return;
    const content = contentOf(frame);
    if (!content) return;
    if (this.#troubles[0] === 'ignores') {
      this.#troubles.shift();
      return;
    }
    this.#command = { content, at_ms: this.#now() };
    this.#ackRead = false;
    this.#lastAnswer = null;
  }

  #wasRead(): void {
    if (this.#ackRead) this.#command = null;
    else if (this.#troubles[0] === 'garbles the acknowledgement of') this.#troubles.shift();
    this.#ackRead = true;
  }

  /** The frame that can be read now: acknowledgement first, then the answer. */
  #ready(): readonly number[] | null {
    if (!this.#command || this.#hung) return null;
    const waited_ms = this.#now() - this.#command.at_ms;
    if (!this.#ackRead) return waited_ms >= 1 ? this.#acknowledgement() : null;
    const { content } = this.#command;
    if (waited_ms < this.#work_ms(content)) return null;
    this.#lastAnswer ??= this.#troubled(this.#answer(content));
    return this.#lastAnswer;
  }

  #acknowledgement(): readonly number[] {
    if (this.#troubles[0] !== 'garbles the acknowledgement of') return ACK;
    return ACK.map((byte, at) => (at === 4 ? byte ^ 0x10 : byte));
  }

  #work_ms([command]: readonly number[]): number {
    if (command !== 0x4a) return WORK_MS;
    if (this.#card) return CARD_MS;
    return this.#tries === FOR_EVER ? Number.POSITIVE_INFINITY : (this.#tries + 1) * TRY_MS;
  }

  #answer(content: readonly number[]): readonly number[] {
    const [command = 0, ...data] = content;
    if (command === 0x02) return frameOf([0x03, this.#ic, 0x01, 0x06, 0x07]);
    if (command === 0x14) {
      this.#lowBattery = false;
      return frameOf([0x15]);
    }
    // Until SAMConfiguration it is in the mode for low batteries, without a field (7.2.10).
    if (this.#lowBattery) return SYNTAX_ERROR;
    if (command === 0x32 && data[0] === 0x05) {
      this.#tries = data[3] ?? FOR_EVER;
      return frameOf([0x33]);
    }
    if (command !== 0x4a || data[1] !== 0x00) return SYNTAX_ERROR;
    if (!this.#card) return frameOf([0x4b, 0x00]);
    const { uid, sensRes = 0x0004, selRes = 0x08, ats = [] } = this.#card;
    return frameOf([0x4b, 0x01, 0x01, sensRes >> 8, sensRes & 0xff, selRes, uid.length, ...uid, ...ats]);
  }

  #troubled(frame: readonly number[]): readonly number[] {
    const [trouble] = this.#troubles;
    if (trouble !== 'garbles' && trouble !== 'wrong-checksum') return frame;
    this.#troubles.shift();
    if (trouble === 'garbles') return frame.map((byte, at) => byte ^ (0x33 + at));
    return frame.map((byte, at) => (at === frame.length - 3 ? byte ^ 0x04 : byte));
  }
}
