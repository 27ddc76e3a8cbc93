import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type FirmwareInstaller,
  InstallError,
} from '../../../drivers/firmware-installer/firmware-installer.ts';

/** An implementation under test. */
export type InstallerUnderTest = {
  /** A directory of its own, where a test puts images. */
  directory(): string;
  /** On the same hardware, each time. */
  open(): FirmwareInstaller;
  /** From now on installations fail. */
  break(installer: FirmwareInstaller): void;
};

/** What every FirmwareInstaller keeps. */
export function installerContract(name: string, it_: InstallerUnderTest): void {
  const image = (content: string): readonly [path: string, digest: string] => {
    const path = join(it_.directory(), `image-${content.length}`);
    writeFileSync(path, content);
    return [path, createHash('sha256').update(content).digest('hex')];
  };

  describe(`${name} keeps the contract of an installer`, () => {
    it('begins with the firmware that the station came with', () => {
      expect(it_.open().boot()).toBeNull();
    });

    it('runs what was installed after the next start, and after each one', async () => {
      const [path, digest] = image('the new one');
      const installer = it_.open();
      await installer.install(path, digest);
      expect(installer.boot()).toMatchObject({ digest });
      expect(it_.open().boot()).toMatchObject({ digest });
    });

    it('calls what runs by a name that BootNotification can tell', async () => {
      const [path, digest] = image('firmwareVersion: 3.1.4\nand the rest');
      const installer = it_.open();
      await installer.install(path, digest);
      const version = installer.boot()?.version ?? '';
      expect(version.length).toBeGreaterThan(0);
      expect(version.length).toBeLessThanOrEqual(50);
    });

    it('goes on with what ran before where an installation fails', async () => {
      const [path, digest] = image('the first');
      const installer = it_.open();
      await installer.install(path, digest);
      const [other, otherDigest] = image('the second one');
      it_.break(installer);
      await expect(installer.install(other, otherDigest)).rejects.toBeInstanceOf(InstallError);
      expect(installer.boot()).toMatchObject({ digest });
      expect(it_.open().boot()).toMatchObject({ digest });
    });

    it('says so where there is no image', async () => {
      const installer = it_.open();
      const missing = installer.install(join(it_.directory(), 'none'), '00');
      await expect(missing).rejects.toBeInstanceOf(InstallError);
      expect(it_.open().boot()).toBeNull();
    });

    it('installs one after the other: the last one runs', async () => {
      const installer = it_.open();
      const [a, b] = [image('one of two'), image('the other of two')];
      await Promise.all([installer.install(...a), installer.install(...b)]);
      expect(installer.boot()).toMatchObject({ digest: b[1] });
    });
  });
}
