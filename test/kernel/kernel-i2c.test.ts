import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemClock } from '../../drivers/clock/system-clock.ts';
import { EmulatedBus } from '../../drivers/i2c/emulated/emulated-bus.ts';
import { expectEnergy } from '../drivers/i2c/expect-energy.ts';
import type { DriveTask } from '../drivers/i2c/real-addon/drive-chips.ts';
import { attachReferenceChips, FOUND_ON_REFERENCE_CHIPS } from '../drivers/i2c/reference-chips.ts';
import { debianKernel } from './debian-kernel.ts';
import { Guest } from './guest.ts';
import { KERNEL_FOLDER } from './kernel-folder.ts';
import { UsbipI2cDevice } from './usbip-i2c-device.ts';

const SCRIPT = join(import.meta.dirname, '..', 'drivers', 'i2c', 'real-addon', 'drive-chips.ts');
const HOST_NODE = `chroot /mnt /usr/bin/env -i NO_COLOR=1 ${process.execPath}`;
const drive = (name: string, task: DriveTask, bus = 0): string =>
  `echo "${name} $(${HOST_NODE} ${SCRIPT} ${bus} ${task} 2>&1)"`;

/** The bus of the guest is a USB adapter whose other end is here: its chips outlive the guest. */
const script = (port: number): string => `
ip link set eth0 up; ip addr add 10.0.2.15/24 dev eth0
printf '#!/bin/sh\\necho "0 0 65538 2" > /sys/devices/platform/vhci_hcd.0/attach\\n' > /attach.sh
chmod 755 /attach.sh
nc 10.0.2.2 ${port} -e /attach.sh
tries=0; while [ ! -e /dev/i2c-0 ] && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
${drive('EXERCISE', 'exercise')}
for driver in at24 jc42 ti-ads1015; do modprobe $driver; done
cd /sys/bus/i2c/devices
for chip in "24c256 0x68" "jc42 0x18" "ads1115 0x48"; do echo $chip > i2c-0/new_device; done
echo "OWN [$(cat 0-0018/hwmon/hwmon*/temp1_input), \
  $(cat 0-0048/iio:device*/in_voltage1_raw), $(cat 0-0048/iio:device*/in_voltage1_scale), \
  $(dd if=0-0068/eeprom bs=1 skip=4095 count=5 2> /dev/null | hexdump -v -e '1/1 "%d,"')null]"
${drive('TAKEN', 'taken')}
${drive('MISSING', 'read', 5)}
`;

describe('the drivers of chips, the package i2c-bus and a real kernel', () => {
  let folder: string;
  let clock: SystemClock;
  let guest: Guest;
  let device: UsbipI2cDevice;
  let chips: ReturnType<typeof attachReferenceChips>;
  const said = (name: string): unknown => {
    const line = guest.lines().find((it) => it.startsWith(`${name} `));
    if (!line) throw new Error(`the guest did not say ${name}:\n${guest.lines().join('\n')}`);
    return JSON.parse(line.slice(name.length));
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kernel-i2c-'));
    clock = new SystemClock();
    const wire = new EmulatedBus(clock);
    chips = attachReferenceChips(wire, clock);
    // A second memory, for the kernel's own driver.
    wire.attach(0x68, chips.memory);
    device = new UsbipI2cDevice(wire);
    const port = await device.listen();
    guest = new Guest({
      kernel: debianKernel(KERNEL_FOLDER),
      folder,
      script: script(port),
      modules: ['virtio_net', 'i2c-dev', 'i2c-tiny-usb', 'vhci-hcd'],
      devices: ['-netdev', 'user,id=n0', '-device', 'virtio-net-pci,netdev=n0,romfile='],
    });
    await guest.ended;
  });
  afterAll(() => {
    guest?.kill();
    device.stop();
    clock.stop();
    rmSync(folder, { recursive: true });
  });

  it('drive all seven chips, and find nobody where nobody is', () => {
    const found = said('EXERCISE') as { energyPower_W: { least: number; most: number } };
    expect(found).toMatchObject(FOUND_ON_REFERENCE_CHIPS);
    expectEnergy(found.energyPower_W);
    expect([chips.pwm.duty(0), chips.pwm.frequency_Hz(), chips.io.pin('A', 0)]).toEqual([0.5, 1000, true]);
  });

  it('agree with the drivers that the kernel itself has for three of the emulated chips', () => {
    const [milliCelsius, raw, scale_mV, ...bytes] = said('OWN') as number[];
    expect([milliCelsius, bytes]).toEqual([42_500, [0, 1, 2, 3, 0, null]]);
    expect(raw! * scale_mV!).toBeCloseTo(1000, 0);
  });

  it('give up a bus with a chip that a driver of the kernel has: nothing goes to address 0', () => {
    const lost = { code: 'lost', words: expect.stringMatching(/EBUSY/) };
    expect(said('TAKEN')).toEqual([lost, lost, lost]);
    expect(device.addressed).toContain(0x68);
    expect(device.addressed).not.toContain(0);
  });

  it('say that there is no such bus', () => {
    expect(said('MISSING')).toEqual({ code: 'no-bus', words: expect.stringMatching(/ENOENT/) });
  });
});
