import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Modules of the kernel that the tests use, and what those need. */
const PARTS = [
  'drivers/i2c/i2c-dev.ko',
  'drivers/i2c/busses/i2c-tiny-usb.ko',
  'drivers/misc/eeprom/at24.ko',
  'drivers/base/regmap',
  'drivers/hwmon/jc42.ko',
  'drivers/iio/adc/ti-ads1015.ko',
  'drivers/iio/industrialio.ko',
  'drivers/iio/industrialio-triggered-event.ko',
  'drivers/iio/buffer',
  'drivers/usb/common',
  'drivers/usb/core',
  'drivers/usb/usbip',
  'drivers/virtio',
  'drivers/block/virtio_blk.ko',
  'drivers/net/virtio_net.ko',
  'drivers/net/net_failover.ko',
  'net/core',
  'net/9p',
  'fs/9p',
  'fs/netfs',
  'fs/fscache',
  'fs/ext4',
  'fs/jbd2',
  'fs/mbcache.ko',
  'lib/crc16.ko',
  'lib/libcrc32c.ko',
  'crypto/crc32c_generic.ko',
  'arch/x86/crypto/crc32c-intel.ko',
];

export type DebianKernel = { readonly image: string; readonly modules: string; readonly version: string };

const run = (command: string, args: readonly string[], cwd?: string): string =>
  execFileSync(command, args, { encoding: 'utf8', cwd, stdio: ['ignore', 'pipe', 'pipe'] });

/**
 * The kernel that Debian installs, taken out of its package into `folder` and not installed. It is fetched
 * once:
 * after a security update it has a new name.
 * @throws when apt cannot fetch it
 */
export function debianKernel(folder: string): DebianKernel {
  const name = run('apt-cache', ['depends', 'linux-image-amd64']).match(/Depends: (linux-image-\S+)/)?.[1];
  if (!name) throw new Error('apt knows no linux-image-amd64');
  const parts = createHash('sha256').update(PARTS.join()).digest('hex').slice(0, 8);
  const home = join(folder, `${name}-${parts}`);
  if (!existsSync(home)) fetchInto(home, name);
  const version = readdirSync(join(home, 'lib', 'modules'))[0]!;
  return {
    image: join(home, 'boot', `vmlinuz-${version}`),
    modules: join(home, 'lib', 'modules', version),
    version,
  };
}

function fetchInto(home: string, name: string): void {
  const partial = `${home}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  run('apt-get', ['download', '-qq', name], partial);
  const archive = readdirSync(partial).find((file) => file.endsWith('.deb'))!;
  const wanted = [
    './boot/vmlinuz*',
    './lib/modules/*/modules.*',
    ...PARTS.map((part) => `./lib/modules/*/kernel/${part}*`),
  ];
  const script = 'archive=$1; shift; dpkg-deb --fsys-tarfile "$archive" | tar x --wildcards "$@"';
  // A part that this kernel has built in is not there, and tar says so: what is missing shows when it is
  // loaded.
  run('sh', ['-c', `${script} 2>/dev/null || true`, 'sh', archive, ...wanted], partial);
  rmSync(join(partial, archive));
  const version = readdirSync(join(partial, 'lib', 'modules'))[0]!;
  run('depmod', ['-b', partial, version]);
  renameSync(partial, home);
}
