import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { LogFile } from '../../../drivers/log/log-file.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wallchart-log-'));
});
afterEach(() => {
  chmodSync(directory, 0o700);
  rmSync(directory, { recursive: true });
});
const clock = new VirtualClock();
const path = (): string => join(directory, 'log', 'diagnostics.jsonl');
const opened = (most_bytes = 1_000_000): LogFile => new LogFile({ path: path(), clock, most_bytes });
const line = (minute: number): string =>
  JSON.stringify({ time: `2026-01-01T00:0${minute}:00.000Z`, msg: 'x' });

describe('the file of log lines', () => {
  it('is written within five seconds, and for its owner only', () => {
    const file = opened();
    file.write(`${line(1)}\n`);
    clock.advance(4_999);
    expect(existsSync(path())).toBe(false);
    clock.advance(1);
    expect(readFileSync(path(), 'utf8')).toBe(`${line(1)}\n`);
    expect(statSync(path()).mode & 0o077).toBe(0);
  });

  it('is written at once when much waits', () => {
    opened().write(`${'x'.repeat(16 * 1024)}\n`);
    expect(existsSync(path())).toBe(true);
  });

  it('gives the lines of a time, both ends included, also those not written yet', () => {
    const file = opened();
    for (const minute of [1, 2, 3, 4]) file.write(`${line(minute)}\n`);
    const at = (minute: number): string => `2026-01-01T00:0${minute}:00Z`;
    expect(file.lines(null, null)).toEqual([1, 2, 3, 4].map(line));
    expect(file.lines(at(2), at(3))).toEqual([2, 3].map(line));
    expect(file.lines(at(3), null)).toEqual([3, 4].map(line));
    expect(file.lines(null, at(1))).toEqual([line(1)]);
  });

  it.each([
    ['without a zone: UTC', '2026-01-01T00:02:00'],
    ['with an offset in hours', '2026-01-01T02:02:00+02'],
    ['with a decimal comma', '2026-01-01T00:02:00,000Z'],
  ])('gives the lines since a time that is written %s', (_, oldest) => {
    const file = opened();
    for (const second of [1, 2, 3]) file.write(`${line(second)}\n`);
    expect(file.lines(oldest, null)).toEqual([2, 3].map(line));
  });

  it('keeps two files at most, and reads on from the older one into the newer', () => {
    const file = opened(100);
    for (const minute of [1, 2, 3, 4, 5]) {
      file.write(`${line(minute)}\n`);
      file.flush();
    }
    expect(file.lines(null, null)).toEqual([3, 4, 5].map(line));
    expect(statSync(path()).size + statSync(`${path()}.1`).size).toBeLessThanOrEqual(200);
  });

  it('goes on after a restart, within its size, and leaves out a line that a power cut has cut off', () => {
    opened().write(`${line(1)}\n`);
    clock.advance(5_000);
    writeFileSync(path(), `${line(1)}\n{"time":"2026-01-01T00:0\n`);
    const file = opened();
    file.write(`${line(2)}\n`);
    expect(file.lines(null, null)).toEqual([1, 2].map(line));
  });

  it('that has no place to be in loses its lines and nothing else', () => {
    writeFileSync(join(directory, 'log'), 'in the way');
    const file = opened();
    file.write(`${line(1)}\n`);
    expect(() => file.flush()).not.toThrow();
  });

  it('that cannot be written loses its lines and nothing else', () => {
    const file = opened();
    rmSync(join(directory, 'log'), { recursive: true });
    writeFileSync(join(directory, 'log'), 'in the way');
    file.write(`${line(1)}\n`);
    expect(() => file.flush()).not.toThrow();
  });
});
