import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { copyFile, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { RunningFirmware } from '../../machines/vocabulary/firmware.ts';
import { type FirmwareInstaller, InstallError } from './firmware-installer.ts';

/** What an installation comes to, where a test wants it: as it should, or not. */
export const ORDERED = ['success', 'installation-failed', 'verification-failed', 'power-cut'] as const;
export type Ordered = (typeof ORDERED)[number];

type Options = {
  /** Where the images are kept. */
  readonly directory: string;
  /** Ends the process at once, in the middle of an installation. */
  readonly cutPower: () => void;
};

const runningShape = v.object({ version: v.string(), digest: v.string() });
/** `firmwareVersion` of BootNotification has 50 characters. */
const NAMED = /^firmwareVersion: ?([!-~ ]{1,50})\r?\n/;
const MOST_HEAD_BYTES = 200;

/**
 * The installer of the bench. It keeps the image, and calls it by its first line (`firmwareVersion: 2.0.0`),
 * or by its digest where it has no such line. It can be told to fail or to lose power.
 */
export class BenchInstaller implements FirmwareInstaller {
  ordered: Ordered = 'success';
  readonly #options: Options;
  #underway: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  boot(): RunningFirmware | null {
    const path = this.#path('installed.json');
    if (!existsSync(path)) return null;
    const parsed = v.safeParse(runningShape, JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.output : null;
  }

  install(image: string, digest: string): Promise<void> {
    const before = this.#underway;
    const installed = before.then(() => this.#install(image, digest));
    this.#underway = installed.catch(() => {});
    return installed;
  }

  async #install(image: string, digest: string): Promise<void> {
    const { ordered } = this;
    if (ordered === 'installation-failed' || ordered === 'verification-failed')
      throw new InstallError(ordered, 'the bench was told so');
    try {
      await copyFile(image, this.#path('slot.part'));
      if (ordered === 'power-cut') {
        this.#options.cutPower();
        return await new Promise<never>(() => {});
      }
      await rename(this.#path('slot.part'), this.#path('slot'));
      this.#switchTo({ version: await versionOf(image, digest), digest });
    } catch (cause) {
      throw new InstallError('installation-failed', String(cause), { cause });
    }
  }

  /** In one step, and on disk when it returns. */
  #switchTo(running: RunningFirmware): void {
    const temporary = this.#path('installed.json.new');
    const file = openSync(temporary, 'w', 0o600);
    try {
      writeSync(file, `${JSON.stringify(running)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, this.#path('installed.json'));
  }

  #path(name: string): string {
    return join(this.#options.directory, name);
  }
}

async function versionOf(image: string, digest: string): Promise<string> {
  const file = await open(image, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MOST_HEAD_BYTES), 0, MOST_HEAD_BYTES, 0);
    return NAMED.exec(buffer.toString('latin1', 0, bytesRead))?.[1] ?? `sha256-${digest.slice(0, 12)}`;
  } finally {
    await file.close();
  }
}
