import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { BenchInstaller } from '../../../drivers/firmware-installer/bench-installer.ts';
import { installerContract } from './installer-contract.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wallchart-'));
});
afterEach(() => rmSync(directory, { recursive: true }));
const open = (cutPower: () => void = () => {}): BenchInstaller => new BenchInstaller({ directory, cutPower });
const imageOf = (content: string): string => {
  const path = join(directory, 'image');
  writeFileSync(path, content);
  return path;
};

installerContract('the installer of the bench', {
  directory: () => directory,
  open,
  break: (installer) => {
    (installer as BenchInstaller).ordered = 'installation-failed';
  },
});

it.each([
  ['firmwareVersion: 2.0.0\nand the rest', '2.0.0'],
  ['firmwareVersion:2.0.0-rc 1\r\n', '2.0.0-rc 1'],
  ['no name at all', 'sha256-0123456789ab'],
  [`firmwareVersion: ${'9'.repeat(51)}\n`, 'sha256-0123456789ab'],
])('an image is called by its first line, else by its digest: %j', async (content, version) => {
  const installer = open();
  await installer.install(imageOf(content), '0123456789abcdef');
  expect(installer.boot()).toEqual({ version, digest: '0123456789abcdef' });
  expect(readFileSync(join(directory, 'slot'), 'utf8')).toBe(content);
});

it('the power is cut in the middle: nothing comes of it, and what ran before runs on', async () => {
  const cut = Promise.withResolvers<string>();
  const installer = open(() => cut.resolve('cut'));
  installer.ordered = 'power-cut';
  const installed = installer.install(imageOf('x'), '00').then(() => 'installed');
  expect(await Promise.race([installed, cut.promise])).toBe('cut');
  expect(open().boot()).toBeNull();
});
