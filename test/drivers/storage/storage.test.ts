import { describe, expect, it } from 'vitest';
import { MemoryStorage } from '../../../drivers/storage/memory-storage.ts';
import type { Storage } from '../../../drivers/storage/storage.ts';
import { sampleProfile } from '../../rules/sample-profile.ts';
import { copyWhileOpen, type OpenedStorage, openSqlite } from './sqlite-bench.ts';
import { storageContract } from './storage-contract.ts';
import { rules } from './storage-samples.ts';

const opened = new WeakMap<Storage, OpenedStorage>();
function sqlite(...parameters: Parameters<typeof openSqlite>): Storage {
  const bench = openSqlite(...parameters);
  opened.set(bench.storage, bench);
  return bench.storage;
}

storageContract('SqliteStorage', {
  open: (profile) => sqlite(undefined, { profile }),
  afterPowerCut: (storage) =>
    sqlite(copyWhileOpen(opened.get(storage)!.directory), { profile: storage.records.profile }),
  setFull: (storage, full) => {
    const { connection } = opened.get(storage)!;
    const pages = Number(connection.prepare('PRAGMA page_count').get()?.page_count);
    connection.exec(`PRAGMA max_page_count = ${full ? pages : 1_000_000}`);
  },
});

storageContract('MemoryStorage', {
  open: (profile) => new MemoryStorage({ profile, rules }),
  afterPowerCut: (storage) => (storage as MemoryStorage).clone(),
  setFull: (storage, full) => {
    (storage as MemoryStorage).full = full;
  },
});

describe('MemoryStorage', () => {
  it('fails the next commit when told, once, and changes nothing by it', () => {
    const storage = new MemoryStorage({ profile: sampleProfile(), rules });
    const commit = () =>
      storage.commit([{ type: 'clean-stop-set', clean: true }], [], { monotonic_ms: 0, wall_ms: 0 });
    storage.failNext();
    expect(commit).toThrowError(expect.objectContaining({ kind: 'broken' }));
    expect(storage.records.cleanStop).toBe(false);
    commit();
    expect(storage.records.cleanStop).toBe(true);
  });
});
