/** Where the frames of one viewer go: a response that stays open. */
export type ViewerSink = {
  write(bytes: Uint8Array): void;
  /** What was written and has not left this process, in bytes. */
  readonly backlog_bytes: number;
  /** Breaks the connection. */
  end(): void;
  onClose(listener: () => void): void;
};

/** A viewer that is so far behind, beyond the window it was told, gets no more frames until it caught up. */
export const MAX_BACKLOG_BYTES = 1024 * 1024;
/** Caught up: it may hear everything anew. */
const CAUGHT_UP_BYTES = 64 * 1024;
/** A viewer that has taken nothing for so many ticks (of a second) is gone. */
export const PATIENCE_TICKS = 30;
/** Tells a proxy and the browser that the station lives. */
const PING_TICKS = 15;
const PING = Buffer.from(': the station lives\n\n');

/**
 * One browser. What it cannot take in time is left out, counted, and said; then it hears the whole scene
 * anew, since a part of what it knows is missing.
 */
export class Viewer {
  readonly #sink: ViewerSink;
  readonly #hello: () => Uint8Array;
  #dropped = 0;
  #missing = 0;
  #lastBacklog = 0;
  #stalled = 0;
  #ticks = 0;
  /** What of the backlog is the window, as long as not all of it is through. */
  #told_bytes = 0;

  constructor(sink: ViewerSink, hello: () => Uint8Array) {
    this.#sink = sink;
    this.#hello = hello;
  }

  /** Frames left out since it came. */
  get dropped(): number {
    return this.#dropped;
  }

  begin(): void {
    const hello = this.#hello();
    this.#told_bytes = hello.length;
    this.#sink.write(hello);
  }

  /** @param frames how many are in `bytes`. */
  send(bytes: Uint8Array, frames = 1): void {
    const { backlog_bytes } = this.#sink;
    if (backlog_bytes <= CAUGHT_UP_BYTES) this.#told_bytes = 0;
    const bound = MAX_BACKLOG_BYTES + this.#told_bytes;
    if (this.#missing === 0 && backlog_bytes + bytes.length <= bound) {
      this.#sink.write(bytes);
      return;
    }
    this.miss(frames);
    this.#catchUp();
  }

  /** So many frames are left out; it hears everything anew with the next tick, or when it caught up. */
  miss(frames: number): void {
    this.#dropped += frames;
    this.#missing += frames;
  }

  /**
   * Once a second.
   * @param calm everything can be told: it costs much, and in a flood it would be old at once.
   */
  tick(calm: boolean): void {
    const { backlog_bytes } = this.#sink;
    this.#stalled = backlog_bytes > 0 && backlog_bytes >= this.#lastBacklog ? this.#stalled + 1 : 0;
    this.#lastBacklog = backlog_bytes;
    if (this.#stalled >= PATIENCE_TICKS) return this.#sink.end();
    if (this.#missing > 0 && calm) this.#catchUp();
    this.#ticks += 1;
    if (this.#ticks % PING_TICKS === 0 && backlog_bytes === 0) this.#sink.write(PING);
  }

  #catchUp(): void {
    if (this.#sink.backlog_bytes > CAUGHT_UP_BYTES) return;
    this.#sink.write(Buffer.from(`data: {"kind":"dropped","frames":${this.#missing}}\n\n`));
    this.#missing = 0;
    this.begin();
  }
}
