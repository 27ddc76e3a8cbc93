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
/** How soon after a cascade the status is looked at again. */
const STATUS_SETTLES_MS = 50;

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

  constructor(needs: FeedNeeds) {
    this.#needs = needs;
    needs.recorder.onItem = (item) => {
      if (this.#viewers.size === 0) return;
      this.#toAll(this.#textOf(item));
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
      for (const viewer of this.#viewers) viewer.tick();
      this.#planStatus(0);
      this.#tick();
    }, TICK_MS);
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

  #toAll(text: string): void {
    for (const viewer of this.#viewers) viewer.send(text);
  }

  #textOf(item: object): string {
    const known = this.#texts.get(item);
    if (known !== undefined) return known;
    const text = frameText(this.#needs.redact(item));
    this.#texts.set(item, text);
    return text;
  }

  /** Everything that is known, put together from what was already written. */
  #hello(): string {
    const { recorder, about, clock, redact } = this.#needs;
    const { base, items } = recorder.history;
    const { monotonic_ms } = clock.now();
    const head = JSON.stringify({ kind: 'hello', about, monotonic_ms, base: redact(base) });
    const body = items.map((item) => this.#textOf(item).slice('data: '.length, -2)).join(',');
    const hello = `data: ${head.slice(0, -1)},"items":[${body}]}\n\n`;
    return this.#statusText === '' ? hello : hello + this.#statusFrame();
  }
}
