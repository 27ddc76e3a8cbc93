/**
 * One listener and what it heard last of each subject, so that it hears every change once. A new listener
 * replaces the old one and starts from nothing heard.
 */
export class Channel<Subject, Value> {
  readonly #same: (a: Value, b: Value) => boolean;
  readonly #heard = new Map<Subject, Value>();
  #listener: ((subject: Subject, value: Value) => void) | null = null;

  constructor(same: (a: Value, b: Value) => boolean = Object.is) {
    this.#same = same;
  }

  replaceListener(listener: (subject: Subject, value: Value) => void): void {
    this.#heard.clear();
    this.#listener = listener;
  }

  removeListener(): void {
    this.#listener = null;
  }

  /**
   * Tells the listener, if this is news. `silent` is the value that a listener assumes before it hears one.
   */
  tell(subject: Subject, value: Value, silent?: Value): void {
    const last = this.#heard.get(subject) ?? silent;
    if (!this.#listener || (last !== undefined && this.#same(last, value))) return;
    // Noted first: the listener may act on what it hears, and that leads here again.
    this.#heard.set(subject, value);
    this.#listener(subject, value);
  }

  /** Subjects that the listener has heard of. */
  get heard(): ReadonlyMap<Subject, Value> {
    return this.#heard;
  }
}
