import type { AnyActorRef } from 'xstate';
import type { Root } from '../../actors/boot.ts';
import { type EdgeLog, edgeLogHeader, edgeLogLine } from '../../actors/edge-log.ts';
import type { Envelope } from '../../actors/envelope.ts';
import { readEdgeLog } from '../../actors/read-edge-log.ts';
import { BenchStation } from './bench-station.ts';

const OPTIONS = { identity: 'MX007SC-0001', csms: null, board: 'bench' };

/** A station on the bench whose inputs are kept. `log` is what a file would hold, read again. */
export function recordedStation(options: NonNullable<ConstructorParameters<typeof BenchStation>[0]> = {}) {
  const envelopes: Envelope[] = [];
  const log = (envelope: Envelope): void => {
    envelopes.push(envelope);
    options.log?.(envelope);
  };
  const station = new BenchStation({ ...options, log });
  const header = edgeLogHeader('test', station.storage, station.storage.messages(), OPTIONS);
  const text = (): string => [header, ...envelopes].map(edgeLogLine).join('');
  return { station, text, log: (): EdgeLog => readEdgeLog(text()) };
}

/** What every living actor is in: its states and what decides, by its address. */
export function statesOf(root: AnyActorRef | Root | null): Readonly<Record<string, unknown>> {
  if (!root) return {};
  const snapshot = root.getSnapshot();
  const children: readonly AnyActorRef[] = Object.values(snapshot.children ?? {});
  const { control = snapshot.context, data = null } = snapshot.context ?? {};
  const own = { value: snapshot.value ?? null, control, data };
  return Object.assign({ [root.id]: own }, ...children.map(statesOf));
}
