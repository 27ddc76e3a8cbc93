import {
  isCallOfStation,
  isFrame,
  isTrigger,
  overAll,
  said,
  type WatchWire,
  type WireEvent,
} from './wire.ts';

const PAUSED = ['Charging', 'SuspendedEV', 'SuspendedEVSE'];

/** OCPP 1.6 ed.2 4.9, and the exceptions: Preparing to Unavailable, Preparing or Finishing to Reserved. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  Available: ['Preparing', ...PAUSED, 'Reserved', 'Unavailable', 'Faulted'],
  Preparing: ['Available', ...PAUSED, 'Finishing', 'Faulted', 'Unavailable', 'Reserved'],
  Charging: ['Available', ...PAUSED, 'Finishing', 'Unavailable', 'Faulted'],
  SuspendedEV: ['Available', ...PAUSED, 'Finishing', 'Unavailable', 'Faulted'],
  SuspendedEVSE: ['Available', ...PAUSED, 'Finishing', 'Unavailable', 'Faulted'],
  Finishing: ['Available', 'Preparing', 'Unavailable', 'Faulted', 'Reserved'],
  Reserved: ['Available', 'Preparing', 'Unavailable', 'Faulted'],
  Unavailable: ['Available', 'Preparing', ...PAUSED, 'Faulted'],
  Faulted: ['Available', 'Preparing', ...PAUSED, 'Finishing', 'Reserved', 'Unavailable'],
};
/** OCPP 1.6 ed.2 4.9: the statuses of connector 0. */
const OF_STATION = ['Available', 'Unavailable', 'Faulted'];

type Said = { readonly status: string; readonly errorCode: string; readonly info: string };
type Told = Said & { readonly messageId: string; readonly at_ms: number };

/** MessageTimeout of the station: what has no answer by then may not have arrived, and may be said again. */
const TIMEOUT_MS = 30_000;

/** What a TriggerMessage asks for goes behind at most a few other CALLs. */
const TRIGGER_MS = 4 * TIMEOUT_MS;

const sameWords = (a: Said, b: Said): boolean =>
  a.status === b.status && a.errorCode === b.errorCode && a.info === b.info;

/**
 * S7: StatusNotifications tell only transitions of the table, and each tells something new. After a boot or a
 * time offline any status may come; what a TriggerMessage asks for, and what was not answered, may repeat.
 */
export const watchStatuses: WatchWire = (violated) => {
  let told = new Map<number, Told>();
  let gap = new Set<number>();
  let triggered_ms = Number.NEGATIVE_INFINITY;
  const answered = new Set<string>();
  const heard = (event: WireEvent): void => {
    if (event.kind === 'started') told = new Map();
    if (event.kind === 'closed') gap = new Set(told.keys());
    if (isFrame(event) && isTrigger(event)) triggered_ms = event.at_ms;
    if (event.kind === 'result' && event.action === 'BootNotification') told = new Map();
    if (isFrame(event) && event.from === 'central system' && event.kind !== 'call')
      for (const { messageId, at_ms } of told.values())
        if (messageId === event.messageId && event.at_ms - at_ms < TIMEOUT_MS) answered.add(messageId);
    if (!isCallOfStation(event) || event.action !== 'StatusNotification') return;
    const { connectorId, status, errorCode, info = '' } = event.payload as Said & { connectorId: number };
    const before = told.get(connectorId);
    const { messageId, at_ms } = event;
    const now = { status, errorCode, info, messageId, at_ms };
    told.set(connectorId, now);
    if (connectorId === 0 && !OF_STATION.includes(status))
      violated(`${said(event)}: no status of connector 0`);
    if (!before || gap.delete(connectorId)) return;
    if (before.status !== status && !NEXT[before.status]?.includes(status))
      violated(`${said(event)}: no transition from ${before.status}`);
    const triggered = at_ms - triggered_ms < TRIGGER_MS;
    if (sameWords(before, now) && !triggered && answered.has(before.messageId))
      violated(`${said(event)}: nothing new`);
  };
  return { heard };
};
export const statusTransitions = overAll(watchStatuses);
