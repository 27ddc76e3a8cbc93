import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { DebianKernel } from './debian-kernel.ts';

export type GuestOptions = {
  readonly kernel: DebianKernel;
  /** A folder for the image of the guest. */
  readonly folder: string;
  /** Lines of /bin/sh (busybox), run when modules are loaded and `/mnt` is the host, read-only. */
  readonly script: string;
  readonly modules: readonly string[];
  readonly devices: readonly string[];
};

/** A bound for a guest that hangs: several times what a busy machine needs. */
const TIMEOUT_S = 240;
const BASE_MODULES = ['virtio_pci', '9pnet_virtio', '9p'];
// KVM is never used, also where it is there: nested ones were seen to hang.
const MACHINE =
  '-accel tcg,thread=multi -cpu max -smp 2 -m 768 -nodefaults -no-reboot -nographic -serial stdio'.split(' ');
const HOST_SHARE = [
  '-fsdev',
  'local,id=h,path=/,security_model=none,readonly=on,multidevs=remap',
  '-device',
  'virtio-9p-pci,fsdev=h,mount_tag=host',
];

/** A small Linux with Debian's kernel in QEMU: busybox, and the programs of the host. */
export class Guest {
  readonly #lines: string[] = [];
  readonly #process: ChildProcess;
  readonly ended: Promise<void>;

  constructor(options: GuestOptions) {
    const image = buildImage(options);
    const args = [
      ...['-k', '5', `${TIMEOUT_S}`, 'qemu-system-x86_64', ...MACHINE],
      ...['-kernel', options.kernel.image, '-initrd', image],
      ...['-append', 'console=ttyS0 quiet panic=-1 mitigations=off'],
      ...HOST_SHARE,
      ...options.devices,
    ];
    this.#process = spawn('timeout', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    const lines = createInterface({ input: this.#process.stdout! });
    lines.on('line', (line) => this.#lines.push(line.replaceAll('\r', '')));
    createInterface({ input: this.#process.stderr! }).on('line', (line) => this.#lines.push(`qemu: ${line}`));
    this.ended = new Promise((resolve) => {
      this.#process.on('close', () => resolve());
    });
  }

  /** What it wrote to its console. */
  lines(): readonly string[] {
    return this.#lines;
  }

  kill(): void {
    this.#process.kill('SIGTERM');
  }
}

function buildImage({ kernel, folder, script, modules }: GuestOptions): string {
  const root = join(folder, 'root');
  for (const name of ['bin', 'proc', 'sys', 'dev', 'mnt', 'lib/modules']) {
    mkdirSync(join(root, name), { recursive: true });
  }
  copyFileSync(execFileSync('which', ['busybox'], { encoding: 'utf8' }).trim(), join(root, 'bin', 'busybox'));
  cpSync(kernel.modules, join(root, 'lib', 'modules', kernel.version), { recursive: true });
  const init = `#!/bin/busybox sh
/bin/busybox --install -s /bin
export PATH=/bin
# The firmware has left a line begun.
echo
mount -t proc none /proc; mount -t sysfs none /sys; mount -t devtmpfs none /dev
for module in ${[...BASE_MODULES, ...modules].join(' ')}; do
  modprobe $module || echo "NO MODULE $module"
done
mount -t 9p -o trans=virtio,version=9p2000.L,msize=512000,cache=loose,ro host /mnt || echo "NO HOST"
mount -o bind /dev /mnt/dev; mount -t proc none /mnt/proc; mount -t sysfs none /mnt/sys
${script}
echo o > /proc/sysrq-trigger
sleep 30
`;
  writeFileSync(join(root, 'init'), init);
  chmodSync(join(root, 'init'), 0o755);
  const image = join(folder, 'initramfs.cpio.gz');
  execFileSync('sh', ['-c', 'find . | cpio --quiet -o -H newc | gzip -1 > "$1"', 'sh', image], { cwd: root });
  return image;
}
