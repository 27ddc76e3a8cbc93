import type { Scene } from '../live/frames.ts';
import { connectorOf } from './connector-of.ts';

/** A lifeline of the sequence: who it stands for. */
export type Lane = { readonly key: string; readonly label: string; readonly title: string };

/** Central system, connection, charge point, reader, then each connector with contactor and transaction. */
export const lanesOf = (connectors: readonly number[]): readonly Lane[] => [
  { key: 'csms', label: 'CS', title: 'central system' },
  { key: 'link', label: 'ws', title: 'connection' },
  { key: 'station', label: 'cp', title: 'charge point' },
  { key: 'reader', label: 'rf', title: 'card reader' },
  ...connectors.flatMap((id) => [
    { key: `connector-${id}`, label: String(id), title: `connector ${id}` },
    { key: `contactor-${id}`, label: `k${id}`, title: `contactor ${id}` },
    { key: `transaction-${id}`, label: `t${id}`, title: `transaction ${id}` },
  ]),
];

/** The lane of an actor. */
export function laneOf(actor: string, ...scenes: readonly Scene[]): string {
  if (/^(?:connector|contactor)-/.test(actor)) return actor;
  if (actor === 'ocpp-connection' || actor === 'call-queue') return 'link';
  if (actor === 'rfid-session') return 'reader';
  const connector = connectorOf(actor, ...scenes);
  return connector !== null && actor.startsWith('transaction-') ? `transaction-${connector}` : 'station';
}
