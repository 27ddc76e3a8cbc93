import { appendFileSync, existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseIsoTime } from '../../machines/vocabulary/instant.ts';
import type { StationClock, TimerHandle } from '../clock/clock.ts';
import { makeDirectory } from '../storage/make-directory.ts';

type Options = {
  readonly path: string;
  readonly clock: Pick<StationClock, 'setTimeout' | 'clearTimeout'>;
  /** Of one file; there are two, the older one beside it as `PATH.1`. */
  readonly most_bytes: number;
};

/** Lines are written together, to spare the flash: after so much, or so long. */
const TOGETHER_CHARS = 16 * 1024;
const TOGETHER_MS = 5_000;

/** A directory that cannot be made is the storage's to complain of: it lies in the same one. */
function sizeInMadeDirectory(path: string): number {
  try {
    makeDirectory(dirname(path));
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0;
  }
}

/**
 * The last log lines of the station, on disk, in two files of which the older one goes. A line that cannot be
 * written is lost: a log must not stop a charge. No fsync: a power cut may take the last seconds.
 */
export class LogFile {
  readonly #options: Options;
  #waiting: string[] = [];
  #chars = 0;
  #timer: TimerHandle | null = null;
  #size: number;

  constructor(options: Options) {
    this.#options = options;
    this.#size = sizeInMadeDirectory(options.path);
  }

  /** The file is there from now on, empty as yet, where it can be. */
  make(): void {
    try {
      appendFileSync(this.#options.path, '', { mode: 0o600 });
    } catch {
      // As when a line cannot be written.
    }
  }

  /** @param line with its end of line. */
  write(line: string): void {
    this.#waiting.push(line);
    this.#chars += line.length;
    if (this.#chars >= TOGETHER_CHARS) return this.flush();
    this.#timer ??= this.#options.clock.setTimeout(() => this.flush(), TOGETHER_MS);
  }

  flush(): void {
    const { path, clock, most_bytes } = this.#options;
    if (this.#timer) clock.clearTimeout(this.#timer);
    this.#timer = null;
    const text = Buffer.from(this.#waiting.join(''));
    this.#waiting = [];
    this.#chars = 0;
    if (text.length === 0) return;
    try {
      if (this.#size > 0 && this.#size + text.length > most_bytes) {
        renameSync(path, `${path}.1`);
        this.#size = 0;
      }
      appendFileSync(path, text, { mode: 0o600 });
      this.#size += text.length;
    } catch {
      // A full disk: what the station does about that is said elsewhere.
    }
  }

  /**
   * The lines of a time, both ends included; null: without that end. Lines that are not of ours are left.
   * @param oldest, latest as the central system wrote them: in any form that OCPP lets it.
   */
  lines(oldest: string | null, latest: string | null): readonly string[] {
    this.flush();
    const { path } = this.#options;
    const [from_ms, to_ms] = [oldest, latest].map((time) => parseIsoTime(time ?? undefined));
    const within = (line: string): boolean => {
      const at_ms = timeOf(line);
      if (at_ms === null) return false;
      return at_ms >= (from_ms ?? at_ms) && at_ms <= (to_ms ?? at_ms);
    };
    const files = [`${path}.1`, path].filter((it) => existsSync(it));
    return files.flatMap((it) => readFileSync(it, 'utf8').split('\n')).filter(within);
  }
}

/** When a line was written; null: it is none (cut off by a power cut). */
function timeOf(line: string): number | null {
  try {
    const { time } = JSON.parse(line) as { time?: unknown };
    const at_ms = typeof time === 'string' ? Date.parse(time) : Number.NaN;
    return Number.isNaN(at_ms) ? null : at_ms;
  } catch {
    return null;
  }
}
