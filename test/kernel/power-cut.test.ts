import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SeededRandom } from '../../drivers/random/seeded-random.ts';
import { SqliteStorage } from '../../drivers/storage/sqlite-storage.ts';
import { at, rules } from '../drivers/storage/storage-samples.ts';
import { sampleProfile } from '../rules/sample-profile.ts';
import {
  ACKNOWLEDGED_MAGIC,
  acknowledgedAt,
  DISK_BYTES,
  FILE_SYSTEM_BYTES,
  keyOf,
  type Way,
} from './acknowledgements.ts';
import { debianKernel } from './debian-kernel.ts';
import { Guest } from './guest.ts';
import { KERNEL_FOLDER } from './kernel-folder.ts';
import type { StoredLine } from './store-rows.ts';
import { CutDisks, type DiskEvent, readWriteLog } from './write-log.ts';

const SCRIPT = join(import.meta.dirname, 'store-rows.ts');
const LOG_BYTES = 1024 * 1024 * 1024;
const CUTS = 60;
const STORED: readonly StoredLine[] = ['STORED full', 'STORED normal'];

const inGuest = `
mount -t ext4 /dev/vda /mnt/mnt
chroot /mnt /usr/bin/env -i NO_COLOR=1 ${process.execPath} ${SCRIPT} /mnt /dev/vda 2>&1
umount /mnt/mnt
`;

/** Every write and every FLUSH of the guest's disk goes to a log besides. */
const loggedDisk = (disk: string, log: string): string[] => [
  ...[
    '-blockdev',
    `driver=file,node-name=f0,filename=${disk}`,
    '-blockdev',
    'driver=raw,node-name=r0,file=f0',
  ],
  ...['-blockdev', `driver=file,node-name=l0,filename=${log}`],
  ...['-blockdev', 'driver=blklogwrites,node-name=b0,file=r0,log=l0,log-append=off,log-sector-size=512'],
  ...['-device', 'virtio-blk-pci,drive=b0'],
];

/** The last commit that the writer was told of before so many events, if any. */
function acknowledged(events: readonly DiskEvent[], way: Way, count: number): number {
  const note = events
    .slice(0, count)
    .findLast((event) => event.type === 'write' && event.at === acknowledgedAt(way));
  if (note?.type !== 'write') return 0;
  expect(note.data.readUInt32LE(0)).toBe(ACKNOWLEDGED_MAGIC);
  return note.data.readUInt32LE(4);
}

describe('the storage of a station whose power is cut at any moment of 120 commits', () => {
  let folder: string;
  let base: Buffer;
  let events: readonly DiskEvent[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'power-cut-'));
    const [disk, log] = [join(folder, 'disk'), join(folder, 'log')];
    for (const [path, bytes] of [
      [disk, DISK_BYTES],
      [log, LOG_BYTES],
    ] as const) {
      writeFileSync(path, '');
      truncateSync(path, bytes);
    }
    execFileSync('mke2fs', ['-q', '-t', 'ext4', '-b', '4096', disk, `${FILE_SYSTEM_BYTES / 4096}`]);
    base = readFileSync(disk);
    const guest = new Guest({
      kernel: debianKernel(KERNEL_FOLDER),
      folder,
      script: inGuest,
      modules: ['virtio_blk', 'crc32c_generic', 'ext4'],
      devices: loggedDisk(disk, log),
    });
    await guest.ended;
    const said = guest.lines().filter((line) => /^(STORED|WARNING|NO )/.test(line));
    expect(said, guest.lines().join('\n')).toEqual(STORED);
    events = readWriteLog(log);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /**
   * The commits that a station finds on a disk after a power cut: whole, from the first on, or this throws.
   */
  function found(disk: Buffer, way: Way): number {
    const [image, out] = [join(folder, 'cut'), join(folder, 'found')];
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out);
    writeFileSync(image, disk);
    // What a kernel does at a mount: the journal is played, and nothing may be left to repair (1: it was
    // played).
    const check = spawnSync('e2fsck', ['-fy', image], { encoding: 'utf8' });
    if (check.status! > 1) throw new Error(`the file system is damaged:\n${check.stdout}`);
    execFileSync('debugfs', ['-R', `rdump /${way} ${out}`, image], { stdio: ['ignore', 'pipe', 'pipe'] });
    const warnings: string[] = [];
    const storage = SqliteStorage.open({
      directory: join(out, way),
      profile: sampleProfile(),
      rules,
      clock: { now: () => at(0) },
      warn: (words) => warnings.push(words),
    });
    const commits = storage
      .messages()
      .map(({ message: { payload } }) => 'meterStart' in payload && payload.meterStart);
    const last = commits.length;
    expect(warnings).toEqual([]);
    expect(commits).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    if (last > 0) expect(storage.records.configuration.HeartbeatInterval).toBe(`${10 + last}`);
    if (way === 'full' && last >= 5) expect(storage.secret('AuthorizationKey')?.reveal()).toBe(keyOf(last));
    storage.close();
    return last;
  }

  /**
   * Cuts between the first and the last acknowledgement: each with what was acknowledged, and what was
   * found.
   */
  function cuts(way: Way, count: number): { readonly told: number; readonly kept: number }[] {
    const random = new SeededRandom(1);
    const notes = events.flatMap((event, index) =>
      event.type === 'write' && event.at === acknowledgedAt(way) ? [index] : [],
    );
    const [first = 0, last = 0] = [notes[0], notes.at(-1)];
    const points = Array.from({ length: count }, () => first + 1 + random.fraction() * (last - first));
    const disks = new CutDisks(Buffer.from(base), events, () => random.fraction());
    return points
      .map(Math.floor)
      .sort((a, b) => a - b)
      .map((point) => ({ told: acknowledged(events, way, point), kept: found(disks.after(point), way) }));
  }

  it('has every commit that it was told of, whole', () => {
    const all = cuts('full', CUTS);
    expect(all.filter(({ told, kept }) => kept < told)).toEqual([]);
    // The cuts lie all over the commits; at most the one under way is there before anybody was told.
    expect(new Set(all.map(({ told }) => told)).size).toBeGreaterThan(CUTS / 3);
    expect(all.filter(({ told, kept }) => kept > told + 1)).toEqual([]);
  });

  it('would not, if it did not wait for the disk: the same cuts find that mistake', () => {
    const lost = cuts('normal', CUTS / 3).filter(({ told, kept }) => kept < told);
    expect(lost.length).toBeGreaterThan(0);
  });
});
