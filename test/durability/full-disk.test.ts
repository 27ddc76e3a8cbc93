import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MemoryStorage } from '../../drivers/storage/memory-storage.ts';
import type { SqliteStorage } from '../../drivers/storage/sqlite-storage.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { openSqlite } from '../drivers/storage/sqlite-bench.ts';
import { BenchStation, rulesWith } from '../station/bench-station.ts';

const SET = { MeterValueSampleInterval: '10', AllowOfflineTxForUnknownId: 'true' };

/** The station on the real database, whose file may not grow any more when `fill` says so. */
async function onDisk() {
  const { storage, connection, directory } = openSqlite(undefined, {
    profile: mx007sc,
    rules: rulesWith(SET),
  });
  const pages = (): number => Number(connection.prepare('PRAGMA page_count').get()?.page_count);
  const limit = (most: number): void => connection.exec(`PRAGMA max_page_count = ${most}`);
  const reserve = join(directory, 'reserve');
  /** Whatever is free is gone at once, until the reserve is given back. */
  const fillBehind = (): void => {
    const [most, exec] = [pages(), connection.exec.bind(connection)];
    connection.exec = (sql) => {
      if (sql === 'BEGIN IMMEDIATE')
        exec(`PRAGMA max_page_count = ${existsSync(reserve) ? most : 1_000_000}`);
      exec(sql);
    };
  };
  const station = await new BenchStation({ storage: () => storage }).booted();
  return { station, storage, reserve, fillBehind, fill: () => limit(pages()), free: () => limit(1_000_000) };
}

/** What is stored of a charge, as the central system would have to hear of it. */
const queued = (storage: SqliteStorage): readonly string[] =>
  storage.messages().map(({ message }) => message.action);

describe('a disk that is full in the middle of a charge', () => {
  it('ends the charge in order, loses nothing that was stored, and stops it when there is room', async () => {
    const { station, storage, fill, free } = await onDisk();
    await station.charge(1, 'CARD-1');
    await station.pass(20_000);
    // Offline, so that the queue has to grow until nothing more fits.
    const { peer } = station.socket;
    peer.refuse = () => ({ status: null, detail: 'down' });
    peer.close(1006);
    fill();
    for (let minutes = 0; station.statuses[0] === 'Charging' && minutes < 60; minutes++)
      await station.pass(60_000);
    await station.pass(10_000);

    expect(station.complaints.filter((it) => it.includes('disk is full')).length).toBeGreaterThan(0);
    expect(station.world.outlet(1)).toMatchObject({ coilCommanded: false, drawn_A: 0, mainClosed: false });
    const [open] = Object.values(storage.records.transactions);
    expect(open?.lastReading_Wh).toBeGreaterThan(0);
    const stored = queued(storage);
    expect(stored).not.toContain('StopTransaction');

    // Room again: the stop is stored behind what was there, and all of it is delivered.
    free();
    await station.pass(10_000);
    expect(queued(storage)).toEqual([...stored, 'StopTransaction']);
    peer.refuse = () => null;
    await station.pass(120_000);
    expect(queued(storage)).toEqual([]);
    const [stop] = station.central.of('StopTransaction');
    expect(stop).toMatchObject({ reason: 'Other', transactionId: 1 });
    expect(Number(stop?.meterStop)).toBeGreaterThanOrEqual(open?.lastReading_Wh ?? Number.NaN);
    expect(station.restarts).toEqual([]);
    await station.charge(2, 'CARD-2');
    expect(station.statuses[1]).toBe('Charging');
  });

  it('stores the StopTransaction at once, in the room that was reserved for it', async () => {
    const { station, storage, reserve, fillBehind } = await onDisk();
    await station.charge(1, 'CARD-1');
    const { peer } = station.socket;
    peer.refuse = () => ({ status: null, detail: 'down' });
    peer.close(1006);
    expect(existsSync(reserve)).toBe(true);
    fillBehind();
    for (let minutes = 0; station.statuses[0] === 'Charging' && minutes < 60; minutes++)
      await station.pass(60_000);
    await station.pass(1_000);
    expect(station.complaints.filter((it) => it.includes('disk is full')).length).toBeGreaterThan(0);
    expect(queued(storage).at(-1)).toBe('StopTransaction');
    expect(Object.values(storage.records.transactions)).toEqual([]);
    expect(existsSync(reserve)).toBe(false);
    // Samples had no part in it; with the next commit there is a reserve again.
    storage.commit([{ type: 'clean-stop-set', clean: false }], [], { monotonic_ms: 1e9, wall_ms: 0 });
    expect(existsSync(reserve)).toBe(true);
  });

  it('does not keep the station from starting after an orderly stop', async () => {
    // In memory: a row that is only changed needs no new page of the database.
    const storage = new MemoryStorage({ profile: mx007sc, rules: rulesWith() });
    storage.commit([{ type: 'clean-stop-set', clean: true }], [], { monotonic_ms: 0, wall_ms: 0 });
    storage.full = true;
    const station = await new BenchStation({ storage: () => storage }).booted();
    expect(station.station.link.state).toBe('online');
  });

  it('starts no charge that it could not store, and shows no fault of the connector', async () => {
    const { station, storage, fill } = await onDisk();
    // So that nothing is delivered, which would make room.
    const { peer } = station.socket;
    peer.refuse = () => ({ status: null, detail: 'down' });
    peer.close(1006);
    await station.pass(1_000);
    fill();
    // Of one type only so many are kept; ten thousand events are more than a page of the database holds.
    const filler = (type: string) => ({ action: 'SecurityEventNotification', payload: { type } }) as const;
    expect(() => {
      for (let n = 0; n < 10_000; n += 1) storage.commit([], [filler(`Filler ${n}`)], station.clock.now());
    }).toThrow('the disk is full');

    await station.charge(1, 'CARD-1');
    expect(station.complaints.at(-1)).toContain('the disk is full');
    expect(station.world.outlet(1)).toMatchObject({ coilCommanded: false, drawn_A: 0 });
    expect(station.statuses[0]).toBe('Preparing');
    expect(Object.values(storage.records.transactions)).toEqual([]);
    expect(queued(storage)).not.toContain('StartTransaction');
  });
});
