/** Who an input comes from, by the event. */
const SOURCES: readonly (readonly [string, readonly string[]])[] = [
  ['central system', ['CALL', 'RESULT', 'ERROR', 'EXCHANGE', 'PONG']],
  ['network', ['SOCKET_OPENED', 'SOCKET_REFUSED', 'SOCKET_CLOSED']],
  ['board', ['PILOT', 'FEEDBACK', 'CURRENT', 'CARD', 'BOARD_FAULT', 'EMERGENCY_STOP']],
  ['meter', ['METER_READ', 'METER_FAILED']],
  ['storage', ['COMMITTED', 'COMMIT_FAILED', 'STORED', 'ACKNOWLEDGED', 'ACKNOWLEDGE_FAILED']],
  ['clock', ['TIMER', 'SETTLED', 'ALARM']],
  ['queue', ['CALL_ANSWERED', 'CALL_FAILED', 'START_ANSWERED', 'QUEUE_EMPTY']],
  ['technician', ['CHANGES']],
];
export const sourceOf = (type: string): string =>
  SOURCES.find(([, types]) => types.includes(type))?.[0] ?? 'station';

/** How actors stay in step, and the way of a status to the queue: left out where no state comes of it. */
const BOOKKEEPING = new RegExp(
  '^(started|CONNECTORS|OBSERVED|DEMAND|LINK|EXCHANGE|REVIEW|STORED|MODE|ONLINE|BOOTED|CURRENT|SETTLED' +
    '|ACKNOWLEDGED|(REQUEST|CALL_ANSWERED) (StatusNotification|Heartbeat)|FAULT_CLEARED|xstate\\.done)',
);
export const isBookkeeping = (words: string): boolean => BOOKKEEPING.test(words);

/** Fields that say nothing to a reader: times that stand in front of the line, random numbers. */
const LEFT_OUT = new Set(['type', 'at', 'jitter', 'uuid', 'reports', 'connectors', 'then']);

/** JSON without the quotes that a reader does not need. */
function compact(value: unknown): string {
  if (typeof value === 'string') return /^[\w.:+-]+$/.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(compact).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if ('toJSON' in value && typeof value.toJSON === 'function') return String(value.toJSON());
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${name}: ${compact(field)}`).join(', ')}}`;
}

type Told = {
  readonly type: string;
  readonly action?: string;
  readonly payload?: unknown;
  readonly conf?: unknown;
  readonly request?: { readonly action: string };
  readonly summary?: { readonly status: string; readonly session: string };
};
/** What some events come to in a line; the others are their type and their fields. */
const WORDS: Readonly<Record<string, (event: Told) => string>> = {
  'xstate.init': () => 'started',
  CONNECTOR_SUMMARY: ({ type, summary }) => `${type} ${summary?.status}, session ${summary?.session}`,
  CALL: ({ action, payload }) => `CALL ${action} ${compact(payload)}`,
  RESULT: ({ conf }) => `CALLRESULT ${compact(conf)}`,
  REQUEST: ({ type, request }) => `${type} ${request?.action}`,
  CALL_ANSWERED: ({ type, action }) => `${type} ${action}`,
};

/** An event in a line. */
export function eventText(event: { readonly type: string }): string {
  const words = WORDS[event.type];
  if (words) return words(event);
  const fields = Object.entries(event).filter(([name, value]) => !LEFT_OUT.has(name) && !isEmpty(value));
  return [event.type, ...fields.map(([name, value]) => `${name}=${compact(value)}`)].join(' ');
}
const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (Array.isArray(value) && value.length === 0);

/** An OCPP-J frame in a line, without its id. */
export function frameText(frame: string): string {
  const [type, , ...rest] = JSON.parse(frame) as [number, string, ...unknown[]];
  const words = type === 2 ? `CALL ${rest[0]}` : type === 3 ? 'CALLRESULT' : `CALLERROR ${rest[0]}`;
  return `${words} ${compact(type === 2 ? rest[1] : type === 3 ? rest[0] : rest[1])}`;
}

type Command = { readonly closed?: boolean; readonly limit_A?: number | null };
/** A command to the board in a line; null for what is none. */
export function actionText(name: string, params: unknown): string | null {
  const { closed, limit_A } = (params ?? {}) as Command;
  switch (name) {
    case 'coil':
      return closed ? 'close contactor' : 'open contactor';
    case 'pilot':
      return limit_A === null ? 'steady pilot' : `offer ${limit_A} A`;
    case 'forceOpen':
      return 'open contactor, steady pilot';
    default:
      return null;
  }
}
