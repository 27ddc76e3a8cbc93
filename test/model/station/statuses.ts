import type { AnyMachineSnapshot } from 'xstate';
import { allReports } from '../../../machines/rules/station-status.ts';
import {
  type StatusReporterEffect,
  type StatusReporterEvent,
  type StatusReporterState,
  statusReporter,
} from '../../../machines/rules/status-reporter.ts';
import { CHARGE_POINT, STATUS_REPORTER } from '../../../machines/vocabulary/peer.ts';
import type { StatusReport } from '../../../machines/vocabulary/status.ts';
import { statusTransitions } from '../../properties/status-transitions.ts';
import type { WireEvent } from '../../properties/wire.ts';
import type { Move, Part } from '../environment.ts';
import { ReducerComponent } from '../reducer-component.ts';
import type { StationCheck } from './station-properties.ts';

type Said = {
  readonly report: StatusReport;
  readonly answered: boolean;
  /** The link was lost since: any status may come next. */
  readonly gap: boolean;
};
type Settling = {
  readonly connectorId: number;
  readonly version: number;
  /** How many before it did not last. */
  readonly passed: number;
};
export type StatusesOptions = {
  /** An answer to StatusNotification may not come in time. */
  readonly timeouts: boolean;
  /** Answered before anything else happens. */
  readonly prompt: boolean;
};
/** A bound: so many statuses of a connector pass, each shorter than 100 ms; the next one lasts. */
const MOST_PASSING = 2;
/** A bound: so many statuses last while CALLs wait for their answers, over those that were answered. */
const MOST_BEHIND = 1;
/** The edge of the status reporter, and what the central system was told. */
export type Statuses = {
  /** Statuses that have to last, those first that began first: all wait for equally long. */
  readonly settling: readonly Settling[];
  readonly calls: readonly { readonly connectorId: number; readonly request: number }[];
  /** Statuses that lasted while a CALL waits for its answer. */
  readonly behind: number;
  /** The last word about each connector; none after a boot or a time offline. */
  readonly told: Readonly<Record<number, Said>>;
};
export const UNTOLD: Statuses = { settling: [], calls: [], behind: 0, told: {} };

const TIMESTAMP = '1970-01-01T00:00:00.000Z';
type Make = typeof statusReporter;
export const statusReporterComponent = (make: Make = statusReporter) =>
  new ReducerComponent<StatusReporterState, StatusReporterEvent, StatusReporterEffect, unknown>(
    make,
    (params) => ({ kind: 'port', port: 'statusEffect', params }),
  );

function performed(state: Statuses, effect: StatusReporterEffect): Statuses {
  if (effect.type === 'settle') {
    const { connectorId, version } = effect;
    const before = state.settling.find((it) => it.connectorId === connectorId);
    const others = state.settling.filter((it) => it !== before);
    const passed = before ? before.passed + 1 : 0;
    return { ...state, settling: [...others, { connectorId, version, passed }] };
  }
  const { report, request } = effect;
  const { connectorId } = report;
  const told = { ...state.told, [connectorId]: { report, answered: false, gap: false } };
  return { ...state, calls: [...state.calls, { connectorId, request }], told };
}

function wentOffline(state: Statuses): Statuses {
  const answered = Object.entries(state.told).filter(([, said]) => said.answered);
  const told = Object.fromEntries(answered.map(([id, said]) => [id, { ...said, gap: true }]));
  return { ...state, calls: [], behind: 0, told };
}

/**
 * A status has lasted 100 ms any time later, but not before one that began earlier. StatusNotification is
 * answered any time later, in order, or not in time; what is lost with the link is lost.
 */
export function statusesPart({ timeouts, prompt }: StatusesOptions): Part<Statuses> {
  const mustLast = ({ settling }: Statuses): boolean => settling.some(({ passed }) => passed >= MOST_PASSING);
  const landing = (state: Statuses, answered: boolean): Move<Statuses> => {
    const [{ connectorId, request }, ...calls] = state.calls as [Statuses['calls'][number]];
    const said = { ...state.told[connectorId]!, answered };
    const behind = answered ? Math.max(0, state.behind - 1) : state.behind;
    return {
      label: `StatusNotification of connector ${connectorId} ${answered ? 'answered' : 'is not answered'}`,
      to: STATUS_REPORTER,
      event: answered
        ? { type: 'CALL_ANSWERED', request }
        : { type: 'CALL_FAILED', request, failure: 'timeout' },
      next: { ...state, calls, behind, told: { ...state.told, [connectorId]: said } },
    };
  };
  const landings = (state: Statuses): readonly Move<Statuses>[] =>
    state.calls.length === 0 ? [] : [landing(state, true), ...(timeouts ? [landing(state, false)] : [])];
  const mustAnswer = ({ calls, behind }: Statuses): boolean =>
    calls.length > 0 && (prompt || behind > MOST_BEHIND);
  return {
    initial: UNTOLD,
    urgent: (state) => mustAnswer(state) || mustLast(state),
    moves: (state) => {
      if (mustAnswer(state)) return landings(state);
      const [first, ...settling] = state.settling;
      const lasted = first && {
        label: `the status of connector ${first.connectorId} has lasted`,
        to: STATUS_REPORTER,
        event: {
          type: 'SETTLED',
          connectorId: first.connectorId,
          version: first.version,
          timestamp: TIMESTAMP,
        },
        next: { ...state, settling, behind: state.calls.length > 0 ? state.behind + 1 : 0 },
      };
      if (lasted && mustLast(state)) return [lasted];
      return [...(lasted ? [lasted] : []), ...landings(state)];
    },
    absorb: (state, { port, params }) =>
      port === 'statusEffect' ? performed(state, params as StatusReporterEffect) : state,
    settle: (state, view) => {
      const online = (view.control(CHARGE_POINT)?.link as { connected: boolean } | undefined)?.connected;
      const known = Object.values(state.told).some(({ gap, answered }) => !gap || !answered);
      return online || (state.calls.length === 0 && !known) ? state : wentOffline(state);
    },
  };
}

const call = ({ report }: Said, messageId: string): WireEvent => ({
  kind: 'call',
  at_ms: 0,
  from: 'station',
  messageId,
  action: 'StatusNotification',
  payload: { ...report },
});
const answerTo = (messageId: string): WireEvent => ({
  kind: 'result',
  at_ms: 0,
  from: 'central system',
  messageId,
  action: 'StatusNotification',
  payload: {},
});

/** S7: only transitions of OCPP 1.6 ed.2 4.9 and its exceptions, and nothing twice. */
export const statusesFollow: StationCheck = ({ before, record }) => {
  let { told } = before.around.statuses;
  for (const { port, params } of record.effects) {
    if (port !== 'statusEffect' || (params as StatusReporterEffect).type !== 'notify') continue;
    const { report } = params as { report: StatusReport };
    const [was, is] = [told[report.connectorId], { report, answered: false, gap: false }];
    const heard = was && !was.gap ? [call(was, 'was'), ...(was.answered ? [answerTo('was')] : [])] : [];
    const [violated] = statusTransitions([...heard, call(is, 'is')]);
    if (violated) return violated;
    told = { ...told, [report.connectorId]: is };
  }
  return null;
};

/** S7: once nothing settles and no CALL waits, the last word about each connector is true. */
export const lastStatusIsTrue: StationCheck = ({ after, resting }) => {
  const { statuses, central } = after.around;
  const station = after.world.actors.get(CHARGE_POINT)?.state as AnyMachineSnapshot | undefined;
  const reports = after.world.actors.get(STATUS_REPORTER)?.state as { reducer?: object; context?: object };
  const isReal = reports?.context !== undefined && 'lines' in reports.context;
  if (!station || !isReal || !resting || !central.connected) return null;
  if (statuses.settling.length + statuses.calls.length > 0) return null;
  for (const report of allReports(station.context.control)) {
    const said = statuses.told[report.connectorId]?.report;
    if (said?.status !== report.status || said.errorCode !== report.errorCode)
      return `connector ${report.connectorId} is ${report.status}, and the last word was ${said?.status}`;
  }
  return null;
};

/** Requests and versions count anew: only which one is the latest matters. */
export function renumberedReporter(
  state: StatusReporterState,
  statuses: Statuses,
): { readonly state: StatusReporterState; readonly statuses: Statuses } | null {
  const requests = state.lines
    .flatMap(({ sending }) => (sending ? [sending.request] : []))
    .sort((a, b) => a - b);
  const isCanonical =
    state.request === requests.length &&
    requests.every((it, index) => it === index + 1) &&
    state.lines.every(({ version }) => version === 1);
  if (isCanonical) return null;
  const number = (request: number): number => requests.indexOf(request) + 1;
  const lines = state.lines.map((line) => ({
    ...line,
    version: 1,
    sending: line.sending && { ...line.sending, request: number(line.sending.request) },
  }));
  return {
    state: { ...state, request: requests.length, lines },
    statuses: {
      ...statuses,
      settling: statuses.settling.map((it) => ({ ...it, version: 1 })),
      calls: statuses.calls.map((it) => ({ ...it, request: number(it.request) })),
    },
  };
}
