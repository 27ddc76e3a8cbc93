import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { OUTBOX_SQL } from '../../../drivers/storage/outbox-table.ts';
import { assertDurable } from '../../../drivers/storage/sqlite-database.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import { sampleProfile } from '../../rules/sample-profile.ts';
import { copyWhileOpen, openSqlite, temporaryDirectory } from './sqlite-bench.ts';
import { at, opened, sample, start } from './storage-samples.ts';

const database = (directory: string): string => join(directory, 'station.db');

describe('the database of a station', () => {
  it('syncs every commit to disk: WAL and synchronous=FULL, read back', () => {
    const { connection } = openSqlite();
    expect(connection.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(connection.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  });

  it('is refused when it would acknowledge a commit before it is on disk', () => {
    const { connection } = openSqlite();
    connection.exec('PRAGMA synchronous = NORMAL');
    expect(() => assertDurable(connection)).toThrow('journal_mode wal, synchronous 1');
    const memory = new DatabaseSync(':memory:');
    expect(() => assertDurable(memory)).toThrow('lose commits at a power cut: journal_mode memory');
  });

  it('is refused in words, and left alone, when a newer version wrote it', () => {
    const { storage, directory } = openSqlite();
    storage.close();
    const newer = new DatabaseSync(database(directory));
    newer.exec('PRAGMA user_version = 2; CREATE TABLE tariffs (x)');
    newer.close();
    const bytes = readFileSync(database(directory));
    expect(() => openSqlite(directory)).toThrowError(
      expect.objectContaining({
        name: 'StorageError',
        kind: 'newer',
        message: expect.stringContaining('written by a newer version of this program (format 2'),
      }),
    );
    expect(readFileSync(database(directory)).equals(bytes)).toBe(true);
  });

  it('belongs to one process: a second is refused in words, until the first one is killed', async () => {
    const { storage, directory } = openSqlite();
    storage.close();
    const holder = `
      const { DatabaseSync } = require('node:sqlite');
      const held = new DatabaseSync(process.argv[1]);
      held.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
      console.log('held');
      process.stdin.resume();`;
    const child = spawn(process.execPath, ['-e', holder, database(directory)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      expect(() => openSqlite(directory)).toThrowError(
        expect.objectContaining({
          kind: 'locked',
          message: 'another process uses this data directory: stop it first',
        }),
      );
    } finally {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    expect(openSqlite(directory).warnings).toEqual([]);
  });

  it('locks out a second storage of the same process too, without touching the first', () => {
    const { storage, directory } = openSqlite();
    expect(() => openSqlite(directory)).toThrowError(expect.objectContaining({ kind: 'locked' }));
    storage.commit([opened(1)], [start(1)], at(0));
    expect(openSqlite(copyWhileOpen(directory)).storage.records).toEqual(storage.records);
  });

  it('cannot be read by others, nor can the secrets', () => {
    const directory = join(temporaryDirectory(), 'data');
    const { storage } = openSqlite(directory);
    const value = new Secret('abc');
    storage.commit([{ type: 'secret-set', key: 'AuthorizationKey', value }], [], at(0));
    const mode = (...path: string[]): string => (statSync(join(directory, ...path)).mode & 0o777).toString(8);
    expect(mode()).toBe('700');
    expect(mode('secrets')).toBe('700');
    expect(mode('secrets', 'keys.json')).toBe('600');
    expect(mode('station.db')).toBe('600');
    expect(mode('station.db-wal')).toBe('600');
  });

  it('writes only the rows a change touches', () => {
    const { storage, connection } = openSqlite();
    storage.commit([opened(1), opened(2, 2)], [], at(0));
    const rows = () => connection.prepare('SELECT * FROM records ORDER BY kind, key').all();
    const before = rows();
    connection.exec(`CREATE TEMP TABLE written (kind, key);
      CREATE TEMP TRIGGER wrote AFTER INSERT ON records BEGIN
        INSERT INTO written VALUES (new.kind, new.key); END;`);
    storage.commit([{ type: 'transaction-reading', id: 2, energy_Wh: 150 }], [], at(1));
    expect(connection.prepare('SELECT * FROM written').all()).toEqual([{ kind: 'transaction', key: '2' }]);
    expect(rows().filter((row, index) => row.value !== before[index]!.value)).toHaveLength(1);
    expect(rows()).toHaveLength(before.length);
  });
});

describe('stored values that no longer fit the profile', () => {
  it('are ignored with a warning, and never in force', () => {
    const { storage, directory } = openSqlite();
    storage.commit(
      [
        { type: 'configuration-set', key: 'HeartbeatInterval', value: '3' },
        { type: 'configuration-set', key: 'LocalPreAuthorize', value: 'true' },
        { type: 'connector-availability-set', connectorId: 2, operative: false },
      ],
      [],
      at(0),
    );
    storage.close();
    const two = sampleProfile();
    const profile = {
      ...two,
      connectors: { count: 1, configurable: true },
      keys: two.keys.filter(({ name }) => name !== 'LocalPreAuthorize'),
    };
    const again = openSqlite(directory, { profile });
    expect(again.storage.records.configuration).toEqual({ HeartbeatInterval: '60', NumberOfConnectors: '2' });
    expect(again.storage.records.connectors).toEqual({ 1: { operative: true, endedSession: null } });
    expect(again.warnings).toEqual([
      expect.stringContaining('Connector 2 is stored'),
      'The stored value of HeartbeatInterval is not allowed any more; "60" is used.',
      expect.stringContaining('LocalPreAuthorize is not one of this station any more'),
    ]);
  });
});

describe('a long queue', () => {
  it('costs each statement one search of an index, whatever its length', () => {
    const { connection } = openSqlite();
    for (const [name, sql] of Object.entries(OUTBOX_SQL)) {
      const plan = connection
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => String(detail));
      expect
        .soft(
          plan.filter((step) => /SCAN|TEMP B-TREE/.test(step)),
          name,
        )
        .toEqual([]);
      if (name !== 'insert') expect.soft(plan.join(), name).toMatch(/SEARCH outbox USING/);
    }
  });

  it('of 10,000 messages is found whole at the next start, and drained from its head', () => {
    const { storage, directory } = openSqlite();
    const run = Array.from({ length: 1000 }, (_, n) => sample(1, n));
    for (let batch = 0; batch < 10; batch++) storage.commit([], run, at(batch));
    storage.close();
    const again = openSqlite(directory).storage;
    expect(again.waiting('transaction').length).toBe(10_000);
    for (let sequence = 1; sequence <= 200; sequence++) {
      expect(again.head('transaction')?.sequence).toBe(sequence);
      again.acknowledge(sequence, [], at(20));
    }
    expect(again.waiting('transaction').length).toBe(9800);
  });
});

describe('secrets', () => {
  it('are in no byte of the database', () => {
    const { storage, directory } = openSqlite();
    const value = 'c0ffee5ec2e7c0ffee5ec2e7c0ffee5ec2e7beef';
    storage.commit(
      [{ type: 'secret-set', key: 'AuthorizationKey', value: new Secret(value) }],
      [start(1)],
      at(0),
    );
    const files = readdirSync(directory).filter((name) => name.startsWith('station.db'));
    expect(files).toContain('station.db-wal');
    const encodings = [Buffer.from(value), Buffer.from(value, 'hex'), Buffer.from(value, 'utf16le')];
    const holdSecret = (names: readonly string[]) =>
      names.filter((name) => encodings.some((bytes) => readFileSync(join(directory, name)).includes(bytes)));
    expect(holdSecret(files)).toEqual([]);
    storage.close();
    expect(holdSecret(['station.db'])).toEqual([]);
    expect(holdSecret(['secrets/keys.json'])).toHaveLength(1);
  });
});
