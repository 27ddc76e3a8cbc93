import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { debianKernel } from './debian-kernel.ts';
import { KERNEL_FOLDER } from './kernel-folder.ts';

/** `npm run test:kernel`: with a real kernel in QEMU; where one cannot be had, it says so and ends well. */
const PROGRAMS = [
  'qemu-system-x86_64',
  'busybox',
  'cpio',
  'depmod',
  'e2fsck',
  'debugfs',
  'apt-get',
  'dpkg-deb',
];
const PACKAGES = 'qemu-system-x86 busybox-static cpio kmod e2fsprogs';

// Debian has some of these in folders that are not everyone's.
const path = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
process.env.PATH = path.join(delimiter);

function problem(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'they need Linux on x86-64';
  const missing = PROGRAMS.filter((program) => !path.some((folder) => existsSync(join(folder, program))));
  if (missing.length > 0) return `they need ${missing.join(', ')} (apt-get install ${PACKAGES})`;
  try {
    debianKernel(KERNEL_FOLDER);
    return null;
  } catch (error) {
    const words = (error as Error).message.split('\n')[0];
    return `they need the kernel of Debian, and apt cannot fetch it: ${words}`;
  }
}

const found = problem();
if (found === null) {
  const args = ['run', '--project', 'kernel', ...process.argv.slice(2)];
  process.exitCode = spawnSync('vitest', args, { stdio: 'inherit' }).status ?? 1;
} else {
  console.log(`SKIPPED: tests with a real kernel: ${found}.`);
}
