import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished, vi } from 'vitest';
import { SqliteStorage, type SqliteStorageOptions } from '../../../drivers/storage/sqlite-storage.ts';
import { sampleProfile } from '../../rules/sample-profile.ts';
import { at, rules } from './storage-samples.ts';

/** A new directory that is gone after the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'wallchart-storage-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export type OpenedStorage = {
  readonly storage: SqliteStorage;
  readonly directory: string;
  /** The connection the storage opened for itself. */
  readonly connection: DatabaseSync;
  readonly warnings: readonly string[];
};

/** Opens a storage, closed after the test, and lays hands on its connection. */
export function openSqlite(
  directory: string = temporaryDirectory(),
  options: Partial<SqliteStorageOptions> = {},
): OpenedStorage {
  const warnings: string[] = [];
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
  try {
    const storage = SqliteStorage.open({
      directory,
      profile: sampleProfile(),
      rules,
      clock: { now: () => at(0) },
      warn: (text) => warnings.push(text),
      ...options,
    });
    onTestFinished(() => storage.close());
    return { storage, directory, connection: exec.mock.contexts.at(-1) as DatabaseSync, warnings };
  } finally {
    exec.mockRestore();
  }
}

/** The directory as a process that is killed at this moment leaves it. */
export function copyWhileOpen(directory: string): string {
  const copy = temporaryDirectory();
  cpSync(directory, copy, { recursive: true, preserveTimestamps: true });
  return copy;
}
