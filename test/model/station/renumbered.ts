import type { AnyActorRef, AnyMachineSnapshot } from 'xstate';
import { transactionActor } from '../../../machines/vocabulary/peer.ts';
import type { StationRecords } from '../../../machines/vocabulary/records.ts';
import type { ConnectorSummary } from '../../../machines/vocabulary/summary.ts';
import { actorRef } from '../actor-refs.ts';
import type { World } from '../system.ts';

/** A new number for each transaction that is alive, and for the next one. */
export type Numbering = ReadonlyMap<number, number>;
type Control = {
  readonly request?: number;
  readonly transaction?: number | null;
  readonly connectors?: readonly ConnectorSummary[];
};

/** Every number of a transaction that somebody still knows, and the next one. */
function numbersIn(world: World, records: StationRecords): readonly number[] {
  const numbers = new Set([records.nextTransaction, ...Object.keys(records.transactions).map(Number)]);
  for (const { id, state } of world.actors.values()) {
    const { transaction }: Control = (state as AnyMachineSnapshot).context?.control ?? {};
    if (typeof transaction === 'number') numbers.add(transaction);
    if (id.startsWith('transaction-')) numbers.add(Number(id.slice('transaction-'.length)));
  }
  return [...numbers].sort((a, b) => a - b);
}

/**
 * The smallest numbers that are in the same order and as odd or even: that is all that numbers decide by (the
 * newest transaction, whose turn it is), so stations that differ by more are the same.
 * @param turns connectors that number their transactions in turn.
 * @returns null if nothing changes.
 */
export function numbering(world: World, records: StationRecords, turns: number): Numbering | null {
  const map = new Map<number, number>();
  let last = 0;
  for (const number of numbersIn(world, records)) {
    let next = last + 1;
    while (next % turns !== number % turns) next += 1;
    map.set(number, next);
    last = next;
  }
  return [...map].every(([from, to]) => from === to) ? null : map;
}

export const renamedId = (id: string, map: Numbering): string => {
  const number = id.startsWith('transaction-') ? map.get(Number(id.slice('transaction-'.length))) : undefined;
  return number === undefined ? id : transactionActor(number);
};

function renamedControl(control: Control, map: Numbering): Control {
  const { transaction, connectors } = control;
  const renamed = (it: number | null): number | null => (it === null ? null : (map.get(it) ?? it));
  return {
    ...control,
    ...(transaction === undefined ? {} : { transaction: renamed(transaction) }),
    ...(connectors === undefined
      ? {}
      : { connectors: connectors.map((it) => ({ ...it, transaction: renamed(it.transaction) })) }),
  };
}

/** The snapshot with other numbers. */
export function renamedSnapshot(snapshot: AnyMachineSnapshot, map: Numbering): AnyMachineSnapshot {
  const { context } = snapshot;
  if (context?.control === undefined) return snapshot;
  const control = renamedControl(context.control, map);
  const children = Object.fromEntries(
    Object.entries<AnyActorRef>(snapshot.children).map(([id, ref]) => {
      const renamed = renamedId(id, map);
      return [renamed, renamed === id ? ref : actorRef(renamed)];
    }),
  );
  const id = typeof context.id === 'number' ? { id: map.get(context.id) ?? context.id } : {};
  return { ...snapshot, children, context: { ...context, ...id, control } } as AnyMachineSnapshot;
}

export function renamedRecords(records: StationRecords, map: Numbering): StationRecords {
  const transactions = Object.fromEntries(
    Object.values(records.transactions).map((it) => {
      const id = map.get(it.id) ?? it.id;
      return [id, { ...it, id }];
    }),
  );
  return { ...records, transactions, nextTransaction: map.get(records.nextTransaction)! };
}
