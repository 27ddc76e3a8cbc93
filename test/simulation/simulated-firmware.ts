import type { FirmwareWork } from '../../actors/firmware-work.ts';
import type { StationClock } from '../../drivers/clock/clock.ts';
import { TransferError } from '../../drivers/file-transfer/transfer-error.ts';
import { InstallError } from '../../drivers/firmware-installer/firmware-installer.ts';
import type { RunningFirmware } from '../../machines/vocabulary/firmware.ts';
import { Dice } from './dice.ts';

const DOWNLOADS = ['fetched', 'fetched', 'fetched', 'failed', 'not-supported', 'never'] as const;
const INSTALLATIONS = [
  ...['installed', 'installed', 'installed', 'installed'],
  ...['installation-failed', 'verification-failed', 'never'],
] as const;

/** The signature that is the right one of every image. */
export const RIGHT = 'right';

type Needs = {
  readonly clock: StationClock;
  readonly seed: number;
  /** Counts what the station is about to hear. */
  readonly reading: (by: 1 | -1) => void;
  readonly ended: (what: string) => void;
  /** What is wrong with the moment, if a file is fetched or installed in it. */
  readonly disturbed: () => string | null;
  readonly report: (property: string, words: string) => void;
};

/**
 * Where firmware comes from, and the place that it is put in: both survive the power. It watches S9 and S12:
 * nothing is fetched during a transaction, or installed then or unverified.
 */
export class SimulatedFirmware {
  /** Everything succeeds, and soon. */
  kind = false;
  readonly #needs: Needs;
  readonly #dice: Dice;
  #lives = 0;
  #images = 0;
  #image: string | null = null;
  readonly #verified = new Set<string>();
  #inPlace: RunningFirmware | null = null;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#dice = new Dice(needs.seed + 1);
  }

  /** For one life with power: what is under way when it ends comes to nothing. */
  begin(): FirmwareWork {
    this.#lives += 1;
    const life = this.#lives;
    return {
      boot: () => this.#inPlace,
      download: (_location, _protocols, signal) => this.#download(life, signal),
      verify: (_certificate, signature) => this.#verify(life, signature),
      install: (digest) => this.#install(life, digest),
    };
  }

  cutPower(): void {
    this.#lives += 1;
  }

  #download(life: number, signal: AbortSignal): Promise<void> {
    this.#undisturbed('firmware is fetched');
    const ending = this.kind ? 'fetched' : this.#dice.pick(DOWNLOADS);
    return this.#work(life, ending === 'never' ? null : 120_000, () => {
      if (signal.aborted) return;
      this.#undisturbed('firmware was fetched');
      this.#needs.ended(`firmware: ${ending}`);
      if (ending !== 'fetched') throw new TransferError(ending as 'failed', 'as simulated');
      this.#images += 1;
      this.#image = `image-${this.#images}`;
    });
  }

  #verify(life: number, signature: string): ReturnType<FirmwareWork['verify']> {
    return this.#work(life, 5_000, () => {
      const digest = this.#image;
      if (digest === null) return null;
      const valid = signature === RIGHT;
      if (valid) this.#verified.add(digest);
      return { valid, digest };
    });
  }

  #install(life: number, digest: string): Promise<void> {
    this.#undisturbed('firmware is installed');
    if (digest !== this.#image || !this.#verified.has(digest))
      this.#needs.report('S12', `${digest} is installed, which was never verified`);
    const ending = this.kind ? 'installed' : this.#dice.pick(INSTALLATIONS);
    return this.#work(life, ending === 'never' ? null : 60_000, () => {
      this.#undisturbed('firmware was installed');
      this.#needs.ended(`firmware: ${ending}`);
      if (ending !== 'installed') throw new InstallError(ending as 'installation-failed', 'as simulated');
      this.#inPlace = { version: `9.${digest.slice('image-'.length)}`, digest };
    });
  }

  #undisturbed(words: string): void {
    const why = this.#needs.disturbed();
    if (why !== null) this.#needs.report('S9', `${words} while ${why}`);
  }

  /** @param most_ms null: it never ends. */
  #work<T>(life: number, most_ms: number | null, end: () => T): Promise<T> {
    const { clock, reading } = this.#needs;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    if (most_ms === null) return promise;
    const takes_ms = this.kind ? 1_000 : this.#dice.whole(1, most_ms);
    clock.setTimeout(() => {
      if (life !== this.#lives) return;
      reading(1);
      try {
        resolve(end());
      } catch (error) {
        reject(error);
      }
      queueMicrotask(() => reading(-1));
    }, takes_ms);
    return promise;
  }
}
