import type { CallFailure } from '../vocabulary/effects.ts';
import type { IsoTime } from '../vocabulary/instant.ts';
import type { Reducer } from '../vocabulary/reducer.ts';
import type { StatusReport } from '../vocabulary/status.ts';
import { mayFollow } from './status-transitions.ts';

export type StatusReporterEvent =
  /** The statuses of connectors 0 to N after a cascade. */
  | { readonly type: 'OBSERVED'; readonly reports: readonly StatusReport[] }
  /** A status has lasted long enough to be one; `timestamp` is when it began. */
  | {
      readonly type: 'SETTLED';
      readonly connectorId: number;
      readonly version: number;
      readonly timestamp: IsoTime;
    }
  | { readonly type: 'ONLINE'; readonly online: boolean }
  /** BootNotification was accepted: everything is reported anew (errata 3.22). */
  | { readonly type: 'BOOTED' }
  /** TriggerMessage(StatusNotification): null is all connectors. */
  | { readonly type: 'REPORT'; readonly connectorId: number | null }
  | { readonly type: 'CALL_ANSWERED'; readonly request: number }
  | { readonly type: 'CALL_FAILED'; readonly request: number; readonly failure: CallFailure };

export type StatusReporterEffect =
  /** Deliver SETTLED after `STATUS_SETTLES_MS`, with the time of this cascade. */
  | { readonly type: 'settle'; readonly connectorId: number; readonly version: number }
  | {
      readonly type: 'notify';
      readonly report: StatusReport;
      readonly timestamp: IsoTime;
      readonly request: number;
      readonly triggered: boolean;
    };

type Notice = { readonly report: StatusReport; readonly timestamp: IsoTime; readonly tries: number };
type Line = {
  readonly current: StatusReport;
  readonly version: number;
  readonly settled: Notice | null;
  /** Statuses since then that did not last. */
  readonly passed: readonly StatusReport[];
  /** What the central system was told last; null if nothing is known to have arrived. */
  readonly delivered: StatusReport | null;
  readonly waiting: readonly Notice[];
  readonly sending: (Notice & { readonly request: number }) | null;
  /** The queue had no room: nothing is sent until SETTLED comes once more. */
  readonly held: boolean;
};
export type StatusReporterState = {
  readonly online: boolean;
  readonly request: number;
  readonly lines: readonly Line[];
};

/**
 * A state that lasts less than this is none (a manufacturer's own minimum; C-05 has no
 * MinimumStatusDuration).
 */
export const STATUS_SETTLES_MS = 100;
const MOST_TRIES = 3;

const same = (a: StatusReport | null, b: StatusReport | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

type Step = { state: StatusReporterState; effects: StatusReporterEffect[] };

function setLine(step: Step, index: number, change: Partial<Line>): void {
  const lines = step.state.lines.map((line, i) => (i === index ? { ...line, ...change } : line));
  step.state = { ...step.state, lines };
}

/** No status of this connector waits to have lasted long enough. */
const isSettled = ({ settled: notice, current }: Line): boolean => same(notice?.report ?? null, current);

/**
 * The order in which the lines have their say: the station behind its connectors, because what they are is
 * why it changes (OCPP 1.6 ed.2 5.2: it is out of service when the last of them is). At first in their order.
 */
const inTurn = (lines: readonly Line[], count: number): readonly number[] => {
  const order = Array.from({ length: count }, (_, index) => index);
  return lines[0]?.delivered ? [...order.slice(1), 0] : order;
};

function observed(step: Step, reports: readonly StatusReport[]): void {
  for (const index of inTurn(step.state.lines, reports.length)) {
    const report = reports[index]!;
    const line = step.state.lines[index];
    if (line && same(line.current, report)) continue;
    const version = (line?.version ?? 0) + 1;
    step.effects.push({ type: 'settle', connectorId: report.connectorId, version });
    if (line) {
      const passed = isSettled(line) ? [] : [...line.passed, line.current];
      setLine(step, index, { current: report, version, passed });
      continue;
    }
    const fresh = {
      current: report,
      version,
      settled: null,
      passed: [],
      delivered: null,
      waiting: [],
      sending: null,
      held: false,
    };
    step.state = { ...step.state, lines: [...step.state.lines, fresh] };
  }
}

/** What was too short to be told, but without which the last two told would be no transition of 4.9. */
const passedThrough = ({ settled: told, passed, current }: Line): readonly StatusReport[] =>
  told && !mayFollow(told.report.status, current.status) ? passed : [];

function settled(step: Step, event: { connectorId: number; version: number; timestamp: IsoTime }): void {
  const index = step.state.lines.findIndex(({ current }) => current.connectorId === event.connectorId);
  const line = step.state.lines[index];
  if (!line || line.version !== event.version) return;
  setLine(step, index, { held: false });
  if (isSettled(line)) return;
  const notice = { report: line.current, timestamp: event.timestamp, tries: 1 };
  const before = passedThrough(line).map((it) => ({ ...notice, report: it }));
  setLine(step, index, {
    settled: notice,
    passed: [],
    waiting: step.state.online ? [...line.waiting, ...before, notice] : [notice],
  });
}

/** Offline, only the status of the moment is kept: the central system is told it when the link is back. */
function wentOffline(step: Step): void {
  step.state.lines.forEach((line, index) => {
    // What was under way may have arrived, although no answer came.
    const delivered = line.sending ? null : line.delivered;
    const waiting = line.settled ? [line.settled] : [];
    setLine(step, index, { sending: null, delivered, held: false, waiting });
  });
}

function booted(step: Step): void {
  step.state.lines.forEach((line, index) => {
    setLine(step, index, { delivered: null, waiting: line.settled ? [line.settled] : [] });
  });
}

function report(step: Step, connectorId: number | null): void {
  for (const { settled: notice, sending, waiting } of step.state.lines) {
    if (!notice || (connectorId !== null && notice.report.connectorId !== connectorId)) continue;
    // The last of those on their way says the same: one past them would tell statuses out of order.
    if (step.state.online && (sending || waiting.length > 0)) continue;
    const { report: told, timestamp } = notice;
    step.effects.push({ type: 'notify', report: told, timestamp, request: -1, triggered: true });
  }
}

type Landed = { readonly request: number; readonly failure?: CallFailure };

function landed(step: Step, { request, failure }: Landed): void {
  const index = step.state.lines.findIndex(({ sending }) => sending?.request === request);
  const line = step.state.lines[index];
  if (!line?.sending) return;
  const { report: told, timestamp, tries } = line.sending;
  const again = failure === 'offline' || (failure === 'timeout' && tries < MOST_TRIES);
  // Nobody knows whether what was never answered has arrived.
  if (!again) return setLine(step, index, { sending: null, delivered: failure === 'timeout' ? null : told });
  const waiting = [{ report: told, timestamp, tries: tries + 1 }, ...line.waiting];
  setLine(step, index, { sending: null, delivered: null, waiting, held: failure === 'offline' });
  const { connectorId } = told;
  if (failure === 'offline' && isSettled(line))
    step.effects.push({ type: 'settle', connectorId, version: line.version });
}

/** Sends what waits, one at a time for each connector, in order. */
function proceed(step: Step): void {
  if (!step.state.online) return;
  for (const index of inTurn(step.state.lines, step.state.lines.length)) {
    let line = step.state.lines[index]!;
    while (line.waiting[0] && !line.sending && same(line.waiting[0].report, line.delivered)) {
      setLine(step, index, { waiting: line.waiting.slice(1) });
      line = step.state.lines[index]!;
    }
    const [next, ...waiting] = line.waiting;
    if (!next || line.sending || line.held) continue;
    const isStation = index === 0 && line.delivered !== null;
    if (isStation && step.state.lines.slice(1).some((it) => it.waiting.length > 0)) continue;
    const request = step.state.request + 1;
    setLine(step, index, { waiting, sending: { ...next, request } });
    step.state = { ...step.state, request };
    const { report, timestamp } = next;
    step.effects.push({ type: 'notify', report, timestamp, request, triggered: false });
  }
}

function handle(step: Step, event: StatusReporterEvent): void {
  switch (event.type) {
    case 'OBSERVED':
      return observed(step, event.reports);
    case 'SETTLED':
      return settled(step, event);
    case 'ONLINE':
      if (step.state.online && !event.online) wentOffline(step);
      step.state = { ...step.state, online: event.online };
      return;
    case 'BOOTED':
      return booted(step);
    case 'REPORT':
      return report(step, event.connectorId);
    case 'CALL_ANSWERED':
    case 'CALL_FAILED':
      return landed(step, event);
  }
}

/**
 * The one owner of StatusNotification: observes the statuses at the end of each cascade, ignores those that
 * do not last (unless OCPP knows no way around them), tells every other one in order while online, and only
 * the present one after a time offline.
 */
export const statusReporter = (): Reducer<
  StatusReporterState,
  StatusReporterEvent,
  StatusReporterEffect
> => ({
  initial: { online: false, request: 0, lines: [] },
  step(state, event) {
    const step: Step = { state, effects: [] };
    handle(step, event);
    proceed(step);
    return step;
  },
});
