/** Randomness, for message ids and jitter; a seeded implementation makes runs repeatable. */
export interface Random {
  /** A new identifier of 36 characters (RFC 4122 form), unique over all connections of this station. */
  uuid(): string;
  /** 0 <= x < 1. */
  fraction(): number;
}
