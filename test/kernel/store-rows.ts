import { constants, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SqliteStorage } from '../../drivers/storage/sqlite-storage.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import { at, rules } from '../drivers/storage/storage-samples.ts';
import { sampleProfile } from '../rules/sample-profile.ts';
import { ACKNOWLEDGED_MAGIC, acknowledgedAt, COMMITS, keyOf, WAYS, type Way } from './acknowledgements.ts';

/**
 * Run in the guest: commits to the storage of the station in `FOLDER/full`, then to one that does not wait
 * for the
 * disk in `FOLDER/normal`, and notes on the bare disk which commits have returned. `store-rows.ts FOLDER
 * DISK`
 */
const [folder = '', disk = ''] = process.argv.slice(2);

/** What it writes at the end of each way. */
export type StoredLine = `STORED ${Way}`;

/** Past all caches of the kernel, and without a FLUSH: that would carry the commit along. */
const raw = openSync(disk, constants.O_WRONLY | constants.O_DIRECT);
const SECTOR = 512;
const room = Buffer.from(new ArrayBuffer(64 * SECTOR));

/** The kernel wants the bytes at an address that is a multiple of a sector, which no buffer promises. */
function writeSector(value: number, position: number): void {
  for (let offset = 0; offset < SECTOR; offset += 1) {
    room.writeUInt32LE(ACKNOWLEDGED_MAGIC, offset);
    room.writeUInt32LE(value, offset + 4);
    try {
      writeSync(raw, room, offset, SECTOR, position);
      return;
    } catch (error) {
      if ((error as { readonly code?: string }).code !== 'EINVAL') throw error;
    }
  }
  throw new Error('no place in memory suits the disk');
}

function open(way: Way): SqliteStorage {
  const connections: DatabaseSync[] = [];
  const { exec } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql) {
    connections.push(this);
    exec.call(this, sql);
  };
  const storage = SqliteStorage.open({
    directory: join(folder, way),
    profile: sampleProfile(),
    rules,
    clock: { now: () => at(0) },
    warn: (words) => console.log(`WARNING ${words}`),
  });
  DatabaseSync.prototype.exec = exec;
  if (way === 'normal') connections.at(-1)!.exec('PRAGMA synchronous=NORMAL');
  return storage;
}

for (const way of WAYS) {
  const storage = open(way);
  for (let commit = 1; commit <= COMMITS; commit += 1) {
    const secret = { type: 'secret-set', key: 'AuthorizationKey', value: new Secret(keyOf(commit)) } as const;
    storage.commit(
      [
        { type: 'configuration-set', key: 'HeartbeatInterval', value: `${10 + commit}` },
        // A secret waits for the disk in a file of its own: the mistake is not to profit from that.
        ...(way === 'full' && commit % 5 === 0 ? [secret] : []),
      ],
      [
        {
          action: 'StartTransaction',
          transaction: commit,
          payload: { connectorId: 1, idTag: 'A', meterStart: commit },
        },
      ],
      at(commit),
    );
    writeSector(commit, acknowledgedAt(way));
  }
  storage.close();
  const line: StoredLine = `STORED ${way}`;
  console.log(line);
}
