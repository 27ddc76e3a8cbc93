import { logSender } from '../../actors/log-sender.ts';
import type { SendLog } from '../../actors/send-log.ts';
import { emptyRecords } from '../../machines/rules/apply-change.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';

const ARCHIVE = {
  DiagnosticsLog: ['{"time":"2026-01-01T00:00:00.000Z","msg":"a line of diagnostics"}'],
  SecurityLog: ['{"time":"2026-01-01T00:00:00.000Z","security":"StartupOfTheDevice"}'],
} as const;

/** The logs of the station, sent for real; virtual time waits while one is on its way. */
export class Uploads {
  readonly #underway = new Set<Promise<void>>();
  readonly #send = logSender({
    storage: { records: emptyRecords(mx007sc) },
    archive: { lines: (log) => ARCHIVE[log] },
    status: () => Promise.resolve({ identity: 'CP-1' }),
  });

  readonly send: SendLog = (request) => {
    const sent = this.#send(request);
    this.#underway.add(sent);
    const ended = (): void => void this.#underway.delete(sent);
    sent.then(ended, ended);
    return sent;
  };

  async settled(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled(this.#underway);
  }
}
