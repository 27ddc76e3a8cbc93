import type { StationAbout, StatusFrame } from './frames.ts';
import type { Recorder } from './recorder.ts';
import { Viewer, type ViewerSink } from './viewer.ts';

type Handle = object;
type FeedNeeds = {
  readonly recorder: Recorder;
  readonly about: StationAbout;
  /** Time and timers, as the station's clock has them. */
  readonly clock: {
    now(): { readonly monotonic_ms: number };
    setTimeout(fire: () => void, delay_ms: number): Handle;
  };
  /** A copy without secrets: everything passes it before it is sent. */
  readonly redact: (value: unknown) => unknown;
  readonly status: () => Promise<Pick<StatusFrame, 'status' | 'bench'>>;
};

export const MAX_VIEWERS = 32;
const TICK_MS = 1_000;
/** In a flood all is told anew only every so many ticks. */
const PATIENCE_IN_FLOOD_TICKS = 5;
/** How soon after a cascade the status is looked at again. */
const STATUS_SETTLES_MS = 50;

/** Items of so long go out together: 20 viewers are 20 writes then, not 20 for each item. */
const FLUSH_MS = 16;
/**
 * What is shown of a flood: so many items at once, and so many a second for long. More than anybody can
 * follow; the rest is left out and counted, since writing it would take the time that the station needs.
 */
export const MAX_BURST = 500;
export const MAX_ITEMS_S = 500;

const frameText = (frame: unknown): string => `data: ${JSON.stringify(frame)}\n\n`;

/** Sends what is recorded to everyone who watches, as Server-Sent Events. Costs nothing while nobody does. */
export class Feed {
  readonly #needs: FeedNeeds;
  readonly #viewers = new Set<Viewer>();
  /** Items as text, each written once for all viewers. */
  readonly #texts = new WeakMap<object, string>();
  #statusText = '';
  #ticking = false;
  #statusPlanned = false;
  #pending: object[] = [];
  #flushPlanned = false;
  #flushed_ms = Number.NEGATIVE_INFINITY;
  /** How many items may still be written, as of the last flush. */
  #allowance = MAX_BURST;
  /** More happened since the last tick than is shown. */
  #flooded = false;
  #ticks = 0;
  #lastHello: {
    readonly at_ms: number;
    readonly item: object | undefined;
    readonly bytes: Uint8Array;
  } | null = null;

  constructor(needs: FeedNeeds) {
    this.#needs = needs;
    needs.recorder.onItem = (item) => {
      if (this.#viewers.size === 0) return;
      this.#pending.push(item);
      this.#planFlush();
      this.#planStatus(STATUS_SETTLES_MS);
    };
  }

  get viewers(): number {
    return this.#viewers.size;
  }

  /** Frames left out for viewers that watch now. */
  get dropped(): number {
    return [...this.#viewers].reduce((sum, viewer) => sum + viewer.dropped, 0);
  }

  get full(): boolean {
    return this.#viewers.size >= MAX_VIEWERS;
  }

  open(sink: ViewerSink): void {
    // What is told as the window is not told once more.
    this.#flush();
    const viewer = new Viewer(sink, () => this.#hello());
    this.#viewers.add(viewer);
    sink.onClose(() => this.#viewers.delete(viewer));
    viewer.begin();
    this.#planStatus(0);
    if (!this.#ticking) this.#tick();
  }

  #tick(): void {
    this.#ticking = this.#viewers.size > 0;
    if (!this.#ticking) return;
    this.#needs.clock.setTimeout(() => {
      this.#flush();
      const calm = !this.#flooded || this.#ticks % PATIENCE_IN_FLOOD_TICKS === 0;
      this.#flooded = false;
      this.#ticks += 1;
      for (const viewer of this.#viewers) viewer.tick(calm);
      this.#planStatus(0);
      this.#tick();
    }, TICK_MS);
  }

  #planFlush(): void {
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    const { clock } = this.#needs;
    const wait_ms = Math.max(0, this.#flushed_ms + FLUSH_MS - clock.now().monotonic_ms);
    clock.setTimeout(() => {
      this.#flushPlanned = false;
      this.#flush();
    }, wait_ms);
  }

  #flush(): void {
    const { monotonic_ms } = this.#needs.clock.now();
    const earned = (MAX_ITEMS_S * (monotonic_ms - this.#flushed_ms)) / 1000;
    this.#allowance = Math.min(MAX_BURST, this.#allowance + earned);
    this.#flushed_ms = monotonic_ms;
    const items = this.#pending;
    if (items.length === 0) return;
    this.#pending = [];
    if (items.length > this.#allowance) {
      this.#flooded = true;
      for (const viewer of this.#viewers) viewer.miss(items.length);
      return;
    }
    this.#allowance -= items.length;
    this.#toAll(items.map((item) => this.#textOf(item)).join(''), items.length);
  }

  #planStatus(delay_ms: number): void {
    if (this.#statusPlanned) return;
    this.#statusPlanned = true;
    this.#needs.clock.setTimeout(() => void this.#sendStatus(), delay_ms);
  }

  async #sendStatus(): Promise<void> {
    try {
      const answer = this.#needs.redact(await this.#needs.status()) as object;
      const text = JSON.stringify(answer);
      if (text === this.#statusText) return;
      this.#statusText = text;
      this.#toAll(this.#statusFrame());
    } catch {
      // A station that goes down cannot say how it is; the viewers hear the rest.
    } finally {
      this.#statusPlanned = false;
    }
  }

  #statusFrame(): string {
    const { monotonic_ms } = this.#needs.clock.now();
    return `data: {"kind":"status","monotonic_ms":${monotonic_ms},${this.#statusText.slice(1)}\n\n`;
  }

  #toAll(text: string, frames = 1): void {
    const bytes = Buffer.from(text);
    for (const viewer of this.#viewers) viewer.send(bytes, frames);
  }

  #textOf(item: object): string {
    const known = this.#texts.get(item);
    if (known !== undefined) return known;
    const text = frameText(this.#needs.redact(item));
    this.#texts.set(item, text);
    return text;
  }

  /** Everything that is known, put together from what was already written; once for all who ask at once. */
  #hello(): Uint8Array {
    const { recorder, about, clock, redact } = this.#needs;
    const { base, items } = recorder.history;
    const { monotonic_ms } = clock.now();
    const [last, item] = [this.#lastHello, items.at(-1)];
    if (last && last.item === item && monotonic_ms - last.at_ms < FLUSH_MS) return last.bytes;
    const head = JSON.stringify({ kind: 'hello', about, monotonic_ms, base: redact(base) });
    const body = items.map((it) => this.#textOf(it).slice('data: '.length, -2)).join(',');
    const hello = `data: ${head.slice(0, -1)},"items":[${body}]}\n\n`;
    const bytes = Buffer.from(this.#statusText === '' ? hello : hello + this.#statusFrame());
    this.#lastHello = { at_ms: monotonic_ms, item, bytes };
    return bytes;
  }
}
