const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

/**
 * A value that must not leave the station: printed, serialised and inspected as `[secret]`. Only `reveal()`
 * gives it out, and only the edge that needs it (socket, key store) may call that.
 */
export class Secret<T> {
  readonly #value: T;
  constructor(value: T) {
    this.#value = value;
  }
  reveal(): T {
    return this.#value;
  }
  toJSON(): string {
    return '[secret]';
  }
  toString(): string {
    return '[secret]';
  }
  [inspectCustom](): string {
    return '[secret]';
  }
}

/**
 * Whether a configuration key has a secret for its value. One that is not quite the key (a blank around it or
 * in it) will be refused, and its value is as secret.
 */
export const hasSecretValue = (key: string): boolean =>
  key.replaceAll(/[^a-z]/gi, '').toLowerCase() === 'authorizationkey';
