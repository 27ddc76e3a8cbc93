import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A message in the outbox of a station that is not running. */
export type Row = {
  readonly sequence: number;
  readonly action: string;
  readonly payload: Readonly<Record<string, unknown>>;
};
export type Disk = {
  readonly rows: readonly Row[];
  /** The configuration in force. */
  readonly configuration: Readonly<Record<string, string>>;
};

/**
 * What a killed process left on its disk, read with SQLite alone. Of a copy: to open the database is to
 * repair it, which the station has to do itself.
 */
export function readDisk(data: string): Disk {
  const copy = mkdtempSync(join(tmpdir(), 'wallchart-copy-'));
  try {
    for (const file of ['station.db', 'station.db-wal'])
      if (existsSync(join(data, file))) copyFileSync(join(data, file), join(copy, file));
    const database = new DatabaseSync(join(copy, 'station.db'));
    // A process may die before it has made its tables.
    const tables = database.prepare('SELECT name FROM sqlite_schema').all();
    const rows = tables.length === 0 ? [] : database.prepare('SELECT * FROM outbox').all();
    const keys =
      tables.length === 0
        ? []
        : database.prepare("SELECT key, value FROM records WHERE kind = 'configuration'").all();
    database.close();
    return {
      rows: rows.map(({ sequence, action, payload }) => ({
        sequence: Number(sequence),
        action: String(action),
        payload: JSON.parse(String(payload)),
      })),
      configuration: Object.fromEntries(keys.map(({ key, value }) => [key, JSON.parse(String(value))])),
    };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
