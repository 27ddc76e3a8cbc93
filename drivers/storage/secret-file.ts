import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { Secret } from '../../machines/vocabulary/secret.ts';
import { makeDirectory } from './make-directory.ts';
import { type SecretChange, type SecretKey, type Secrets, secretsAfter } from './secret-entry.ts';
import { syncDirectory } from './sqlite-database.ts';

type Content = { readonly generation: number; readonly secrets: Secrets };

const entryShape = v.object({
  current: v.string(),
  previous: v.nullable(v.string()),
  accepted: v.exactOptional(v.boolean()),
});
const contentShape: v.GenericSchema<unknown, Content> = v.object({
  generation: v.pipe(v.number(), v.integer(), v.minValue(0)),
  secrets: v.record(
    v.pipe(
      v.string(),
      v.regex(
        /^(?:AuthorizationKey|DiagnosticsLocation|LogLocation|FirmwareLocation|ChargePointKey-[0-9a-f]+)$/,
      ),
    ),
    entryShape,
  ),
});

/** A file of secrets that cannot be read; says nothing of what it holds. */
export class DamagedSecretsError extends Error {
  override name = 'DamagedSecretsError';
}

function read(path: string): Content | null {
  if (!existsSync(path)) return null;
  try {
    return v.parse(contentShape, JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new DamagedSecretsError('the file of secrets cannot be read');
  }
}

/**
 * Secrets in a file of their own, readable by the owner only. A change is prepared beside the file, the
 * database commits the number of its generation, and then it takes the file's place: so a power cut at any
 * point leaves the secrets and the records of the same commit.
 */
export class SecretFile {
  readonly #path: string;
  #content: Content;
  #prepared: Content | null = null;

  /**
   * Opens the file, and finishes or discards what a power cut left beside it.
   * @param committed the generation the database knows, null if it knows none.
   * @throws DamagedSecretsError if the file is not what this class writes.
   */
  constructor(path: string, committed: number | null) {
    this.#path = path;
    makeDirectory(dirname(path));
    chmodSync(dirname(path), 0o700);
    this.#finishInterrupted(committed);
    this.#content = read(path) ?? { generation: 0, secrets: {} };
    if (existsSync(path)) chmodSync(path, 0o600);
  }

  current(key: SecretKey): Secret<string> | null {
    const entry = this.#content.secrets[key];
    return entry ? new Secret(entry.current) : null;
  }

  previous(key: SecretKey): Secret<string> | null {
    const previous = this.#content.secrets[key]?.previous ?? null;
    return previous === null ? null : new Secret(previous);
  }

  /**
   * Writes the changed secrets beside the file.
   * @returns the generation that the database has to commit; null if the changes change nothing.
   */
  prepare(changes: readonly SecretChange[]): number | null {
    const secrets = changes.reduce(secretsAfter, this.#content.secrets);
    if (secrets === this.#content.secrets) return null;
    const next: Content = { generation: this.#content.generation + 1, secrets };
    rmSync(this.#next, { force: true });
    const handle = openSync(this.#next, 'wx', 0o600);
    try {
      writeFileSync(handle, JSON.stringify(next));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    syncDirectory(dirname(this.#path));
    this.#prepared = next;
    return next.generation;
  }

  /** The database has committed: what was prepared is in force. */
  adopt(): void {
    if (!this.#prepared) return;
    this.#content = this.#prepared;
    this.#prepared = null;
    renameSync(this.#next, this.#path);
    syncDirectory(dirname(this.#path));
  }

  /** The database has not committed. */
  discard(): void {
    if (!this.#prepared) return;
    this.#prepared = null;
    rmSync(this.#next, { force: true });
  }

  get #next(): string {
    return `${this.#path}.next`;
  }

  #finishInterrupted(committed: number | null): void {
    if (!existsSync(this.#next)) return;
    let interrupted: Content | null = null;
    try {
      interrupted = read(this.#next);
    } catch {
      // Half written, so never committed.
    }
    if (interrupted && interrupted.generation === committed) {
      renameSync(this.#next, this.#path);
      syncDirectory(dirname(this.#path));
    } else {
      rmSync(this.#next);
    }
  }
}
