import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StationClock } from '../drivers/clock/clock.ts';
import { LogFile } from '../drivers/log/log-file.ts';

const DIAGNOSTICS_BYTES = 4 * 1024 * 1024;
const SECURITY_BYTES = 1024 * 1024;

/** Lines of the log that tell of security have this field, with the event's name of the whitepaper. */
const SECURITY = '"security":"';

/** What is kept of the log for GetDiagnostics and GetLog: all of it, and by itself what concerns security. */
export class LogArchive {
  readonly #files: Readonly<Record<'DiagnosticsLog' | 'SecurityLog', LogFile>>;

  /** The log of security was there, as that of diagnostics still is, and somebody has taken it away. */
  readonly wasCleared: boolean;

  constructor(directory: string, clock: StationClock) {
    const isThere = (name: string): boolean => existsSync(join(directory, name));
    this.wasCleared = isThere('diagnostics.jsonl') && !isThere('security.jsonl');
    const file = (name: string, most_bytes: number) =>
      new LogFile({ path: join(directory, name), clock, most_bytes });
    this.#files = {
      DiagnosticsLog: file('diagnostics.jsonl', DIAGNOSTICS_BYTES),
      SecurityLog: file('security.jsonl', SECURITY_BYTES),
    };
    this.#files.SecurityLog.make();
  }

  /** @param line JSON with its end of line, redacted. */
  readonly write = (line: string): void => {
    this.#files.DiagnosticsLog.write(line);
    if (line.includes(SECURITY)) this.#files.SecurityLog.write(line);
  };

  lines(log: 'DiagnosticsLog' | 'SecurityLog', oldest: string | null, latest: string | null) {
    return this.#files[log].lines(oldest, latest);
  }

  close(): void {
    for (const file of Object.values(this.#files)) file.flush();
  }
}
