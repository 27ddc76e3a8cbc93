import { createHash } from 'node:crypto';
import { WireRecord } from '../conformance/wire-record.ts';
import type { Side, WireEvent } from '../properties/wire.ts';

/** So much is hashed at a time: a call for each frame costs more than the hash. */
const CHUNK = 64 * 1024;

/** A record that tells of each event and keeps none: a run of years has more frames than there is memory. */
export class HeardWire extends WireRecord {
  readonly #now: () => number;
  readonly #tell: (event: WireEvent) => void;
  readonly #hash = createHash('sha256');
  #unhashed = '';

  constructor(now_ms: () => number, tell: (event: WireEvent) => void) {
    super(now_ms);
    this.#now = now_ms;
    this.#tell = tell;
  }

  override note(kind: 'started' | 'opened' | 'closed'): void {
    this.#add(kind, '');
    super.note(kind);
  }

  override frame(from: Side, text: string): void {
    this.#add(from, text);
    super.frame(from, text);
  }

  protected override heard(event: WireEvent): void {
    this.#tell(event);
  }

  /** SHA-256 over every frame, byte for byte, with its time. To be asked once. */
  digest(): string {
    return this.#hash.update(this.#unhashed).digest('hex');
  }

  #add(what: string, text: string): void {
    this.#unhashed += `${this.#now()} ${what} ${text}\n`;
    if (this.#unhashed.length < CHUNK) return;
    this.#hash.update(this.#unhashed);
    this.#unhashed = '';
  }
}
