import type { CascadeItem, PortCall, WireItem } from '../live/frames.ts';
import { frameOf } from './frame-of.ts';
import type { Entry } from './recording.ts';

/** `0.4 s`, `42 s`, `3 min 05 s`, `2 h 10 min`. */
export function durationWords(duration_ms: number): string {
  const seconds = Math.max(0, duration_ms) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  if (seconds < 59.5) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.floor((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** @param energy_Wh `340 Wh`, `12.40 kWh`. */
export const energyWords = (energy_Wh: number): string =>
  energy_Wh < 1000 ? `${Math.round(energy_Wh)} Wh` : `${(energy_Wh / 1000).toFixed(2)} kWh`;

export const ampsWords = (current_A: number): string => `${Number(current_A.toFixed(1))} A`;

/** The time of day of an ISO time, UTC, as the log and OCPP have it. */
export const timeOfDay = (iso: string): string => iso.slice(11, 23);

/** `vehicleResponse` → `vehicle response`. */
export const spaced = (name: string): string =>
  name.replaceAll(
    /([a-z0-9])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );

const AFTER = /^xstate\.after\.([^.]+)\./;

/** The event of a cascade for people. */
export function eventWords({ event, cause }: Pick<CascadeItem, 'event' | 'cause'>): string {
  if (cause === 'start') return 'the actors start';
  const [, delay] = AFTER.exec(event.type) ?? [];
  if (delay !== undefined) return `time is up: ${spaced(delay)}`;
  const fields = event as unknown as Readonly<Record<string, unknown>>;
  const telling = ['pilot', 'closed', 'idTag', 'action', 'purpose', 'limit_A', 'timer', 'pressed']
    .filter((name) => ['string', 'number', 'boolean'].includes(typeof fields[name]) && fields[name] !== '')
    .map((name) =>
      typeof fields[name] === 'boolean' ? `${fields[name] ? '' : 'not '}${name}` : `${fields[name]}`,
    );
  return [event.type, ...telling].join(' ');
}

/** A frame for people: `StartTransaction`, `StartTransaction.conf Accepted`, `… CALLERROR NotImplemented`. */
export function wireWords(item: WireItem, action: string): string {
  const [type, , second, third] = frameOf(item.text);
  switch (type) {
    case 2:
      return `${action} ${tellingFields(third)}`.trim();
    case 3:
      return `${action || 'answer'}.conf ${tellingFields(second)}`.trim();
    case 4:
      return `${action || 'answer'} CALLERROR ${String(second)}`;
    default:
      return 'a frame that is no OCPP-J message';
  }
}

const TELLING = [
  'connectorId',
  'status',
  'errorCode',
  'idTag',
  'transactionId',
  'reason',
  'key',
  'value',
  'type',
];

function tellingFields(payload: unknown): string {
  if (typeof payload !== 'object' || payload === null) return '';
  const { idTagInfo, ...fields } = payload as Readonly<Record<string, unknown>>;
  const nested = typeof idTagInfo === 'object' && idTagInfo !== null ? tellingFields(idTagInfo) : '';
  const words = TELLING.flatMap((name) => {
    const value = fields[name];
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    if (value === 'NoError') return [];
    return [name === 'connectorId' ? `#${value}` : String(value)];
  });
  return [...words, ...(nested === '' ? [] : [nested])].join(' ');
}

/** What the machines asked of the world, for people: `coil close 1`, `commit start`. */
export function portWords({ port, request }: PortCall): string {
  const fields = (request ?? {}) as Readonly<Record<string, unknown>>;
  switch (port) {
    case 'coil':
      return `contactor ${fields.connectorId}: coil ${fields.closed ? 'on' : 'off'}`;
    case 'pilot':
      return `pilot ${fields.connectorId}: offers ${fields.limit_A ?? 'nothing'}`;
    case 'commit':
      return `store ${fields.purpose ?? ''}`.trim();
    case 'readMeter':
      return `read meter ${fields.connectorId} (${fields.purpose})`;
    default:
      return spaced(port);
  }
}

/** A row of the timeline in one line of text. */
export const entryWords = ({ item, action }: Entry): string =>
  item.kind === 'wire' ? wireWords(item, action) : eventWords(item);

const regionOf = (path: string): string => path.split('.')[0] ?? path;
const lastOf = (path: string): string => path.split('.').at(-1) ?? path;
const arrow = (from: string, to: string): string =>
  from === '' || to === '' ? `${from}${to}` : `${from} ⇢ ${to}`;

/** What changed in an actor: `authorising ⇢ ready`, in several regions `cable: unplugged ⇢ plugged, …`. */
export function moveWords(left: readonly string[], entered: readonly string[]): string {
  const isAlone = left.length <= 1 && entered.length <= 1;
  const shortest = Math.min(...[...left, ...entered].map((path) => path.split('.').length));
  if (isAlone && shortest === 1) return arrow(left.map(lastOf).join(), entered.map(lastOf).join());
  const within = (paths: readonly string[], region: string): string =>
    paths
      .filter((path) => regionOf(path) === region)
      .map(lastOf)
      .join(', ');
  const regions = [...new Set([...left, ...entered].map(regionOf))];
  return regions
    .map((region) => `${region}: ${arrow(within(left, region), within(entered, region))}`)
    .join(', ');
}
