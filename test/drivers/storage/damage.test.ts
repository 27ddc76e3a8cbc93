import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import { SecretFile } from '../../../drivers/storage/secret-file.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import { sampleProfile } from '../../rules/sample-profile.ts';
import { copyWhileOpen, openSqlite, temporaryDirectory } from './sqlite-bench.ts';
import { at, opened, rules, sample, start } from './storage-samples.ts';

const DATED = 'station.db.damaged-2026-05-01T12-00-00Z';

/** A directory with a transaction, queued messages and a secret, closed in order. */
function usedDirectory(): string {
  const { storage, directory } = openSqlite();
  storage.commit(
    [opened(1), { type: 'secret-set', key: 'AuthorizationKey', value: new Secret('5ec2e7') }],
    [start(1), ...Array.from({ length: 300 }, (_, n) => sample(1, n))],
    at(0),
  );
  storage.close();
  return directory;
}

const sql = (statement: string) => (file: string) => {
  const database = new DatabaseSync(file);
  database.exec(statement);
  database.close();
};

const overwriteMiddle = (file: string): void => {
  const bytes = readFileSync(file);
  bytes.fill(0xa5, 4096, bytes.length - 4096);
  writeFileSync(file, bytes);
};

describe('a damaged database', () => {
  it.each<[string, (file: string) => void]>([
    ['text instead of a database', (file) => writeFileSync(file, 'no database at all '.repeat(99))],
    ['cut off in the middle', (file) => truncateSync(file, 10_000)],
    ['with overwritten pages', overwriteMiddle],
    ['without the table of messages', sql('DROP TABLE outbox')],
    ['with columns of another program', sql('DROP TABLE records; CREATE TABLE records (a, b)')],
    [
      'of another program',
      (file) => {
        rmSync(file);
        sql('CREATE TABLE bookmarks (url)')(file);
      },
    ],
    ['with a record that is not JSON', sql("UPDATE records SET value = '{' WHERE kind = 'transaction'")],
    ['with a record of another shape', sql("UPDATE records SET value = '[1]' WHERE kind = 'transaction'")],
    ['with a message that is not JSON', sql("UPDATE outbox SET payload = 'x' WHERE sequence = 150")],
    ['with a message of another shape', sql("UPDATE outbox SET payload = '{}' WHERE sequence = 150")],
    ['with a message of an unknown action', sql("UPDATE outbox SET action = 'toString' WHERE sequence = 2")],
  ])('(%s) is set aside under a dated name, and the station starts', (_kind, damage) => {
    const directory = usedDirectory();
    damage(join(directory, 'station.db'));
    const damaged = readFileSync(join(directory, 'station.db'));
    const { storage, warnings } = openSqlite(directory);
    expect(warnings).toEqual([
      expect.stringMatching(`The stored data is damaged \\(.+\\). It was set aside as ${DATED}`),
    ]);
    expect(readFileSync(join(directory, DATED)).equals(damaged)).toBe(true);
    const credentials = { ...rules.emptyRecords(sampleProfile()).credentials, authorizationKey: true };
    expect(storage.records).toEqual({ ...rules.emptyRecords(sampleProfile()), credentials });
    expect(storage.waiting('transaction').length).toBe(0);
    expect(storage.secret('AuthorizationKey')?.reveal()).toBe('5ec2e7');
    storage.commit([opened(1)], [start(1)], at(1));
    expect(openSqlite(copyWhileOpen(directory)).storage.records).toEqual(storage.records);
  });

  it('keeps each set-aside file, and its journal with it', () => {
    const directory = usedDirectory();
    for (const round of [1, 2]) {
      writeFileSync(join(directory, 'station.db'), `damage ${round} `.repeat(99));
      writeFileSync(join(directory, 'station.db-wal'), `journal ${round}`);
      openSqlite(directory).storage.close();
    }
    const kept = readdirSync(directory).filter((name) => name.includes('damaged'));
    expect(kept.sort()).toEqual([DATED, `${DATED}-2`, `${DATED}-2-wal`, `${DATED}-wal`]);
    expect(readFileSync(join(directory, `${DATED}-wal`), 'utf8')).toBe('journal 1');
  });

  it('with a torn end of its journal loses only what was never acknowledged', () => {
    const { storage, directory } = openSqlite();
    storage.commit([opened(1)], [start(1)], at(0));
    const acknowledged = storage.records;
    const whole = readFileSync(join(directory, 'station.db-wal')).length;
    storage.commit([{ type: 'transaction-reading', id: 1, energy_Wh: 999 }], [], at(1));
    const killed = copyWhileOpen(directory);
    truncateSync(join(killed, 'station.db-wal'), whole + 1000);
    const again = openSqlite(killed);
    expect(again.warnings).toEqual([]);
    expect(again.storage.records).toEqual(acknowledged);
  });

  it('with a journal torn anywhere has the old local list or the new one, whole', () => {
    const list = (version: number, count: number) => ({
      version,
      entries: Array.from({ length: count }, (_, n) => ({
        idTag: `${version}-${n}`,
        status: 'Accepted' as const,
      })),
    });
    const { storage, directory } = openSqlite();
    storage.commit([{ type: 'local-list-replaced', list: list(1, 200) }], [], at(0));
    const [before, whole] = [
      readFileSync(join(directory, 'station.db-wal')).length,
      storage.records.localList,
    ];
    storage.commit([{ type: 'local-list-replaced', list: list(2, 300) }], [], at(1));
    const after = readFileSync(join(directory, 'station.db-wal')).length;
    const found = new Set<number>();
    for (let length = before; length <= after; length += Math.ceil((after - before) / 12)) {
      const killed = copyWhileOpen(directory);
      truncateSync(join(killed, 'station.db-wal'), Math.min(length, after));
      const { localList } = openSqlite(killed).storage.records;
      expect(localList).toEqual(localList.version === 1 ? whole : list(2, 300));
      found.add(localList.version);
    }
    expect(openSqlite(copyWhileOpen(directory)).storage.records.localList).toEqual(list(2, 300));
    expect([...found]).toContain(1);
  });

  it('is an error in words when not even a fresh one can be made', () => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'file'), '');
    expect(() => openSqlite(join(directory, 'file'))).toThrowError(
      expect.objectContaining({ name: 'StorageError', kind: 'broken' }),
    );
  });
});

describe('the file of secrets', () => {
  const keys = (directory: string): string => join(directory, 'secrets', 'keys.json');
  const setKey = (value: string) =>
    ({ type: 'secret-set', key: 'AuthorizationKey', value: new Secret(value) }) as const;

  it('is set aside when damaged, without a word of what it holds', () => {
    const directory = usedDirectory();
    writeFileSync(keys(directory), '{"generation":1,"secrets":{"AuthorizationKey":"5ec2e7"}}');
    const { storage, warnings } = openSqlite(directory);
    expect(storage.secret('AuthorizationKey')).toBeNull();
    expect(warnings).toEqual([expect.stringContaining('keys.json.damaged-2026-05-01T12-00-00Z')]);
    expect(warnings.join()).not.toContain('5ec2e7');
    expect(storage.records.transactions[1]).toBeDefined();
  });

  it('follows the commit when the power is cut between the two', () => {
    const { storage, directory, warnings } = openSqlite();
    storage.commit([setKey('01d0')], [], at(0));
    const adopt = vi.spyOn(SecretFile.prototype, 'adopt').mockImplementation(() => {});
    storage.commit([setKey('4e30'), opened(1)], [], at(1));
    adopt.mockRestore();
    const again = openSqlite(copyWhileOpen(directory)).storage;
    expect(again.records.transactions[1]).toBeDefined();
    expect(again.secret('AuthorizationKey')?.reveal()).toBe('4e30');
    expect(again.previousSecret('AuthorizationKey')?.reveal()).toBe('01d0');
    expect(warnings).toEqual([]);
  });

  it('stays as it was when the power is cut before the commit', () => {
    const { storage, directory } = openSqlite();
    storage.commit([setKey('01d0')], [], at(0));
    const before = copyWhileOpen(directory);
    storage.commit([setKey('4e30')], [], at(1));
    cpSync(keys(directory), `${keys(before)}.next`);
    expect(openSqlite(before).storage.secret('AuthorizationKey')?.reveal()).toBe('01d0');
    expect(existsSync(`${keys(before)}.next`)).toBe(false);
  });

  it('never comes in force with a later commit, when its own failed after it was prepared', () => {
    const { storage, directory, connection } = openSqlite();
    storage.commit([setKey('01d0')], [], at(0));
    connection.exec(`CREATE TEMP TRIGGER refuse BEFORE INSERT ON records WHEN new.kind = 'secrets'
      BEGIN SELECT RAISE(ABORT, 'refused'); END`);
    expect(() => storage.commit([setKey('4e30')], [], at(1))).toThrow('refused');
    connection.exec('DROP TRIGGER refuse');
    storage.commit([opened(1)], [], at(2));
    for (const each of [storage, openSqlite(copyWhileOpen(directory)).storage]) {
      expect(each.secret('AuthorizationKey')?.reveal()).toBe('01d0');
    }
  });

  it('that cannot be written fails the whole commit', () => {
    const { storage, directory } = openSqlite();
    mkdirSync(`${keys(directory)}.next/in-the-way`, { recursive: true });
    expect(() => storage.commit([setKey('4e30'), opened(1)], [start(1)], at(0))).toThrowError(
      expect.objectContaining({ name: 'StorageError', kind: 'broken' }),
    );
    expect(storage.secret('AuthorizationKey')).toBeNull();
    rmSync(`${keys(directory)}.next`, { recursive: true });
    const again = openSqlite(copyWhileOpen(directory)).storage;
    expect(again.records.transactions).toEqual({});
    expect(again.head('transaction')).toBeNull();
  });
});
