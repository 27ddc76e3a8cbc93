import { chmodSync, closeSync, existsSync, fsyncSync, openSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { DamagedDatabaseError } from './read-records.ts';
import { StorageError } from './storage.ts';

/** Version of the schema, kept in the file as `user_version`. */
export const SCHEMA_VERSION = 1;

const SCHEMA = `
  CREATE TABLE records (
    kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, transaction_id INTEGER,
    action TEXT NOT NULL, payload TEXT NOT NULL, stored_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX outbox_by_lane ON outbox (lane, sequence);
  CREATE INDEX outbox_samples ON outbox (sequence, transaction_id) WHERE action = 'MeterValues';
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** Result codes of SQLite (sqlite.org/rescode.html); the low byte is the primary code. */
const SQLITE_ERROR = 1;
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;
const SQLITE_IOERR_READ = 266;
const SQLITE_IOERR_SHORT_READ = 522;

const sqliteCode = (error: unknown): number | null =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;

/**
 * Whether, while opening, the file itself proved beyond use, so that only a fresh one helps. An SQL error
 * counts: our statements are fixed, so a table must have other columns than ours.
 */
export function isDamage(error: unknown): boolean {
  if (error instanceof DamagedDatabaseError) return true;
  const code = sqliteCode(error) ?? 0;
  const readFailed = code === SQLITE_IOERR_READ || code === SQLITE_IOERR_SHORT_READ;
  return readFailed || [SQLITE_ERROR, SQLITE_CORRUPT, SQLITE_NOTADB].includes(code & 0xff);
}

/** What went wrong, as the error that storages throw. */
export function storageErrorOf(cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  const detail = cause instanceof Error ? cause.message : String(cause);
  const errno = cause instanceof Error && 'code' in cause ? cause.code : null;
  switch ((sqliteCode(cause) ?? 0) & 0xff) {
    case SQLITE_FULL:
      return new StorageError('full', 'the disk is full: nothing more can be stored', { cause });
    case SQLITE_BUSY:
      return new StorageError('locked', 'another process uses this data directory: stop it first', { cause });
  }
  if (errno === 'ENOSPC' || errno === 'EDQUOT') {
    return new StorageError('full', 'the disk is full: nothing more can be stored', { cause });
  }
  return new StorageError('broken', `the data cannot be stored or read: ${detail}`, { cause });
}

const pragma = (database: DatabaseSync, name: string): unknown =>
  database.prepare(`PRAGMA ${name}`).get()?.[name];

/**
 * Refuses a connection that would acknowledge a commit before it is on disk: WAL with `synchronous=NORMAL`
 * loses commits at a power cut (sqlite.org/pragma.html#pragma_synchronous).
 * @throws StorageError `broken`.
 */
export function assertDurable(database: DatabaseSync): void {
  const journal = pragma(database, 'journal_mode');
  const synchronous = pragma(database, 'synchronous');
  if (journal === 'wal' && synchronous === 2) return;
  throw new StorageError(
    'broken',
    `the database would lose commits at a power cut: journal_mode ${journal}, synchronous ${synchronous}`,
  );
}

/**
 * @returns whether the database is new, without tables.
 * @throws StorageError `newer`; DamagedDatabaseError or an error of SQLite if it is not a whole one of ours.
 */
function inspect(database: DatabaseSync): boolean {
  const version = Number(pragma(database, 'user_version'));
  if (version > SCHEMA_VERSION) {
    throw new StorageError(
      'newer',
      `the data was written by a newer version of this program (format ${version}, this one knows ` +
        `${SCHEMA_VERSION}): install that version again, or use another data directory`,
    );
  }
  const names = database
    .prepare("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
    .all()
    .map(({ name }) => String(name));
  if (version === 0 && names.length === 0) return true;
  const expected = ['outbox', 'outbox_by_lane', 'outbox_samples', 'records'];
  if (version !== SCHEMA_VERSION || names.join() !== expected.join()) {
    throw new DamagedDatabaseError(`it holds version ${version} with ${names.join(', ') || 'no tables'}`);
  }
  const check = String(database.prepare('PRAGMA quick_check(1)').get()?.quick_check);
  if (check !== 'ok') throw new DamagedDatabaseError(check.replaceAll(/[\s*]+/g, ' ').trim());
  return false;
}

/**
 * Takes the database for this process alone (the lock is the operating system's and dies with the process),
 * checks it, and creates the tables of a new one in one transaction. A database that is refused is not
 * written to.
 * @throws StorageError `newer`, `locked`, `full` or `broken`; anything for which `isDamage` holds, if it is
 * damaged.
 */
export function prepareDatabase(database: DatabaseSync, path: string): void {
  database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
  const isNew = inspect(database);
  chmodSync(path, 0o600);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  assertDurable(database);
  if (isNew) database.exec(`BEGIN EXCLUSIVE; ${SCHEMA} COMMIT`);
  syncDirectory(dirname(path));
}

/** Makes created and renamed files of a directory outlive a power cut. */
export function syncDirectory(directory: string): void {
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Renames a damaged file, and the journals SQLite keeps beside it, so that it can be examined. An open
 * database is closed after that: closing it before would remove its journal.
 * @param at when, for the new name.
 * @returns the new path of the file.
 */
export function setAside(path: string, at: string): string {
  const dated = `${path}.damaged-${at.slice(0, 19).replaceAll(':', '-')}Z`;
  let aside = dated;
  for (let again = 2; existsSync(aside); again++) aside = `${dated}-${again}`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) renameSync(path + suffix, aside + suffix);
  }
  syncDirectory(dirname(path));
  return aside;
}
