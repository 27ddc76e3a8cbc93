import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FirmwareWork, firmwareWork } from '../../actors/firmware-work.ts';
import { BenchInstaller, type Ordered } from '../../drivers/firmware-installer/bench-installer.ts';

/** Firmware of the station, fetched, checked and installed for real; virtual time waits meanwhile. */
export class FirmwareWorld {
  /** What installations come to. */
  ordered: Ordered = 'success';
  /** Whether virtual time waits for what is under way. */
  isAwaited = true;
  readonly #underway = new Set<Promise<unknown>>();
  #directory: string | null = null;
  #power = new AbortController();

  /** Of one life of the station. */
  work(): FirmwareWork {
    const power = new AbortController();
    this.#power = power;
    const directory = (): string => {
      this.#directory ??= mkdtempSync(join(tmpdir(), 'wallchart-'));
      return this.#directory;
    };
    const real = (): FirmwareWork => {
      const installer = new BenchInstaller({ directory: directory(), cutPower: () => power.abort() });
      installer.ordered = this.ordered;
      return firmwareWork(directory(), installer);
    };
    return {
      boot: () => (this.#directory === null ? null : real().boot()),
      download: (location, protocols, signal) =>
        this.#track(real().download(location, protocols, AbortSignal.any([signal, power.signal])), power),
      verify: (certificate, signature) => this.#track(real().verify(certificate, signature), power),
      install: (digest) => this.#track(real().install(digest), power),
    };
  }

  /** Whatever was under way comes to nothing. */
  cutPower(): void {
    this.#power.abort();
  }

  async settled(): Promise<void> {
    while (this.isAwaited && this.#underway.size > 0) await Promise.allSettled(this.#underway);
  }

  close(): void {
    if (this.#directory !== null) rmSync(this.#directory, { recursive: true, force: true });
  }

  /** It counts as under way until it ends, or the power goes. Without power nobody hears of it. */
  #track<T>(work: Promise<T>, power: AbortController): Promise<T> {
    const cut = new Promise<void>((resolve) => {
      power.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    const over = Promise.race([work.then(nothing, nothing), cut]);
    this.#underway.add(over);
    void over.then(() => this.#underway.delete(over));
    return work.then(
      (result) => (power.signal.aborted ? never : result),
      (error: unknown) => {
        if (power.signal.aborted) return never;
        throw error;
      },
    );
  }
}

const nothing = (): void => {};
const never = new Promise<never>(() => {});
