import type { Protocol } from './inspected.ts';

/** Where the frames of one receiver go: a socket. */
export type ReceiverSink = {
  write(text: string): void;
  /** What was written and has not left this process, in bytes. */
  readonly backlog_bytes: number;
  /** Breaks the connection. */
  end(): void;
};

/** A receiver that is so far behind, beyond the scene it was told, gets no more frames until it caught up. */
export const MAX_BACKLOG_BYTES = 1024 * 1024;
/** Caught up: it may hear the scene anew. */
const CAUGHT_UP_BYTES = 64 * 1024;
/** A receiver that has taken nothing for so many ticks (of a second) is gone. */
export const PATIENCE_TICKS = 30;

/** What happened to one actor, in the words of the receiver's protocol. */
export type Told = {
  readonly kind: 'registered' | 'event' | 'snapshot' | 'stopped';
  readonly sessionId: string;
  readonly texts: readonly string[];
};

type Needs = {
  readonly sink: ReceiverSink;
  readonly protocol: Protocol;
  /** All actors that live, owners first, each as registered. */
  readonly scene: (protocol: Protocol) => readonly Told[];
  /** It is too slow and frames are left out, from now on. */
  readonly behind: () => void;
};

/** One inspector that is connected. What it cannot take in time is left out; then it hears the scene anew. */
export class Receiver {
  readonly protocol: Protocol;
  readonly #needs: Needs;
  /** Sessions that it believes to live. */
  readonly #believed = new Set<string>();
  #began = false;
  #behind = false;
  #dropped = 0;
  #told_bytes = 0;
  #lastBacklog = 0;
  #stalled = 0;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.protocol = needs.protocol;
  }

  /** Frames left out since it came. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Tells it all that lives; a second time, what ended in between too. Who asks too often waits. */
  begin(): void {
    if (this.#began && this.#needs.sink.backlog_bytes > CAUGHT_UP_BYTES) this.#behind = true;
    else this.#tellScene();
  }

  tell(told: Told): void {
    if (!this.#began) return;
    const { backlog_bytes } = this.#needs.sink;
    if (backlog_bytes <= CAUGHT_UP_BYTES) this.#told_bytes = 0;
    const length = told.texts.reduce((sum, text) => sum + text.length, 0);
    if (!this.#behind && backlog_bytes + length <= MAX_BACKLOG_BYTES + this.#told_bytes) {
      this.#write(told);
      return;
    }
    this.#dropped += told.texts.length;
    if (!this.#behind) this.#needs.behind();
    this.#behind = true;
    this.#catchUp();
  }

  /** Once a second. */
  tick(): void {
    const { backlog_bytes } = this.#needs.sink;
    this.#stalled = backlog_bytes > 0 && backlog_bytes >= this.#lastBacklog ? this.#stalled + 1 : 0;
    this.#lastBacklog = backlog_bytes;
    if (this.#stalled >= PATIENCE_TICKS) return this.#needs.sink.end();
    if (this.#behind) this.#catchUp();
  }

  #catchUp(): void {
    if (this.#needs.sink.backlog_bytes <= CAUGHT_UP_BYTES) this.#tellScene();
  }

  #tellScene(): void {
    this.#began = true;
    this.#behind = false;
    const scene = this.#needs.scene(this.protocol);
    const living = new Set(scene.map(({ sessionId }) => sessionId));
    const gone = [...this.#believed].filter((sessionId) => !living.has(sessionId));
    for (const sessionId of gone)
      this.#write({ kind: 'stopped', sessionId, texts: this.protocol.stopped({ sessionId }) });
    for (const told of scene) this.#write(told);
    this.#told_bytes = this.#needs.sink.backlog_bytes;
  }

  #write({ kind, sessionId, texts }: Told): void {
    for (const text of texts) this.#needs.sink.write(text);
    if (kind === 'registered') this.#believed.add(sessionId);
    if (kind === 'stopped') this.#believed.delete(sessionId);
  }
}
