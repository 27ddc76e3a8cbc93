import type { StationClock, TimerHandle } from '../clock/clock.ts';
import type { CardReader } from '../i2c/chip-functions.ts';
import { type HeldCards, look } from './card-hold-off.ts';
import { idTagOfUid, type UidWriting } from './card-uid.ts';

type Parts = {
  readonly clock: StationClock;
  readonly reader: CardReader;
  readonly writing: UidWriting;
  readonly cardShown: (idTag: string) => void;
  readonly changed: () => void;
  readonly complain: (text: string) => void;
};

const POLL_MS = 250;
/** A reader that failed is started anew this often: it may hold the bus for a second each time. */
const RETRY_MS = 5_000;

const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Looks for cards all the time. The chip's driver tries again and resets by itself; what it gives up, failed.
 */
export class ReferenceReader {
  readonly #parts: Parts;
  #held: HeldCards = new Map();
  #started = false;
  #failed = false;
  #ended = false;
  #timer: TimerHandle | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get failed(): boolean {
    return this.#failed;
  }

  start(): void {
    void this.#poll();
  }

  stop(): void {
    this.#ended = true;
    if (this.#timer) this.#parts.clock.clearTimeout(this.#timer);
  }

  async #poll(): Promise<void> {
    try {
      await this.#look();
      this.#says(false, 'the card reader answers again');
    } catch (error) {
      this.#started = false;
      this.#says(true, `the card reader does not answer: ${words(error)}`);
    }
    if (this.#ended) return;
    this.#timer = this.#parts.clock.setTimeout(() => void this.#poll(), this.#failed ? RETRY_MS : POLL_MS);
  }

  async #look(): Promise<void> {
    const { reader, writing, clock, cardShown, complain } = this.#parts;
    if (!this.#started) await reader.start();
    this.#started = true;
    const card = await reader.poll();
    const idTag = card && idTagOfUid(card.uid, writing);
    // What it is called for the hold-off only: it must not be refused again and again.
    const name = idTag ?? (card && Buffer.from(card.uid).toString('hex'));
    const { held, shown } = look(this.#held, name, clock.now().monotonic_ms);
    this.#held = held;
    if (!shown || this.#ended) return;
    if (idTag === null) complain('a card was refused: its UID is another one each time');
    else cardShown(idTag);
  }

  #says(failed: boolean, text: string): void {
    if (failed === this.#failed || this.#ended) return;
    this.#failed = failed;
    this.#parts.complain(text);
    this.#parts.changed();
  }
}
