import {
  STATUS_SETTLES_MS,
  type StatusReporterEvent,
  statusReporter,
} from '../../machines/rules/status-reporter.ts';
import type { CallFailure } from '../../machines/vocabulary/effects.ts';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import type { ChargePointStatus, StatusReport } from '../../machines/vocabulary/status.ts';

export const reportOf = (connectorId: number, status: ChargePointStatus): StatusReport => ({
  connectorId,
  status,
  errorCode: 'NoError',
});

export type Notice = {
  readonly connectorId: number;
  readonly status: ChargePointStatus;
  /** When it says that the status began. */
  readonly since_ms: number;
  readonly sentAt_ms: number;
  readonly request: number;
};

/** The world around a status reporter: a clock, a link, and a central system that answers as it is told. */
export class StatusReporterWorld {
  now_ms = 0;
  readonly sent: Notice[] = [];
  readonly triggered: Notice[] = [];
  /** Sent and neither answered nor failed. */
  open: Notice[] = [];
  readonly delivered: Notice[] = [];
  /** What happens to what is sent: answered at once, failed at once, or left open. */
  fate: 'answered' | 'open' | CallFailure = 'answered';
  /** How often a timer was asked for. */
  timersAsked = 0;
  statuses: ChargePointStatus[];
  #state: ReturnType<typeof statusReporter>['initial'];
  readonly #reporter = statusReporter();
  readonly #timers = new Map<number, { readonly due_ms: number; readonly event: StatusReporterEvent }>();
  readonly #inputs: StatusReporterEvent[] = [];
  #running = false;

  constructor(statuses: readonly ChargePointStatus[]) {
    this.statuses = [...statuses];
    this.#state = this.#reporter.initial;
    this.#observe();
  }

  become(connectorId: number, status: ChargePointStatus): void {
    this.statuses[connectorId] = status;
    this.#observe();
  }

  link(online: boolean): void {
    if (!online) this.open = [];
    this.give({ type: 'ONLINE', online });
  }

  wait(ms: number): void {
    const end_ms = this.now_ms + ms;
    for (;;) {
      const next = [...this.#timers].toSorted(([, a], [, b]) => a.due_ms - b.due_ms)[0];
      if (!next || next[1].due_ms > end_ms) break;
      this.#timers.delete(next[0]);
      this.now_ms = next[1].due_ms;
      this.give(next[1].event);
    }
    this.now_ms = end_ms;
  }

  /** Everything open is answered, or fails. */
  settleOpen(how: 'answered' | CallFailure): void {
    const open = this.open;
    this.open = [];
    for (const notice of open) this.#landed(notice, how);
  }

  give(event: StatusReporterEvent): void {
    this.#inputs.push(event);
    if (this.#running) return;
    this.#running = true;
    for (let next = this.#inputs.shift(); next; next = this.#inputs.shift()) {
      if (this.sent.length > 10_000) throw new Error('the reporter sends for ever');
      const { state, effects } = this.#reporter.step(this.#state, next);
      this.#state = state;
      for (const effect of effects) this.#perform(effect);
    }
    this.#running = false;
  }

  #observe(): void {
    this.give({ type: 'OBSERVED', reports: this.statuses.map((status, id) => reportOf(id, status)) });
  }

  #perform(effect: ReturnType<ReturnType<typeof statusReporter>['step']>['effects'][number]): void {
    if (effect.type !== 'settle' && effect.type !== 'notify') throw new Error('an effect that nobody knows');
    if (effect.type === 'settle') {
      this.timersAsked += 1;
      const { connectorId, version } = effect;
      const event = { type: 'SETTLED', connectorId, version, timestamp: isoTime(this.now_ms) } as const;
      this.#timers.set(connectorId, { due_ms: this.now_ms + STATUS_SETTLES_MS, event });
      return;
    }
    const { report, timestamp, request, triggered } = effect;
    const { connectorId, status } = report;
    const notice = {
      connectorId,
      status,
      since_ms: Date.parse(timestamp),
      sentAt_ms: this.now_ms,
      request,
    };
    if (triggered) {
      this.triggered.push(notice);
      return;
    }
    this.sent.push(notice);
    if (this.fate === 'open') this.open.push(notice);
    else this.#landed(notice, this.fate);
  }

  #landed(notice: Notice, how: 'answered' | CallFailure): void {
    const { request } = notice;
    if (how === 'answered') this.delivered.push(notice);
    this.give(
      how === 'answered'
        ? { type: 'CALL_ANSWERED', request }
        : { type: 'CALL_FAILED', request, failure: how },
    );
  }
}
