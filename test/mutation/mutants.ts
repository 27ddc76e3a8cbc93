import { type AnyStateMachine, not } from 'xstate';
import type { Registry } from '../../machines/registry.ts';
import {
  actionsOf,
  type Candidate,
  candidatesOf,
  putCandidates,
  rebuilt,
  type Slot,
  type StateConfig,
  slotName,
  slotsOf,
  stateAt,
  stateName,
  statesWithin,
} from './machine-config.ts';
import { nextSibling } from './sibling-target.ts';

export type Operator =
  | 'drop transition'
  | 'retarget'
  | 'drop action'
  | 'negate guard'
  | 'swap guards'
  | 'double delay'
  | 'halve delay';

/** A machine with one mistake in it. */
export type Mutant = {
  /** `machine#state/on EVENT[0] drop transition`: stable while what it changes keeps its name. */
  readonly id: string;
  readonly machine: keyof Registry;
  readonly operator: Operator;
  /** What a test must reach for this mistake to make a difference: see `probed`. */
  readonly reachedBy: string;
  make(): AnyStateMachine;
};

type Change = { readonly words: string; readonly operator: Operator; readonly reachedBy: string } & {
  change(root: StateConfig): void;
  readonly delays?: Readonly<Record<string, unknown>>;
};

/** Every mutant of a machine, in the order of its configuration. */
export function mutantsOf(name: keyof Registry, machine: AnyStateMachine): readonly Mutant[] {
  const root = machine.config as StateConfig;
  const changes = statesWithin(root).flatMap(([path, state]) => [
    ...entryChanges(machine, path, state),
    ...slotsOf(state).flatMap((slot) => [
      ...candidatesOf(state, slot).flatMap((_, index) => candidateChanges(machine, path, slot, index)),
      ...delayChanges(machine, path, slot),
    ]),
  ]);
  return changes.map(({ words, operator, reachedBy, change, delays }) => ({
    id: `${words} ${operator}`,
    machine: name,
    operator,
    reachedBy,
    make: () => rebuilt(machine, change, delays),
  }));
}

function entryChanges({ id }: AnyStateMachine, path: string[], state: StateConfig): Change[] {
  return (['entry', 'exit'] as const).flatMap((when) =>
    actionsOf(state[when]).map((action, index) => ({
      words: `${stateName(id, path)}/${when}[${actionName(action, index)}]`,
      operator: 'drop action',
      reachedBy: `${stateName(id, path)}/${when}`,
      change: (root) => {
        const at = stateAt(root, path);
        at[when] = actionsOf(at[when]).toSpliced(index, 1);
      },
    })),
  );
}

/** With the kind of what a custom action tells, so that two of one name have two ids. */
function actionName(action: unknown, index: number): string {
  if (typeof action === 'string') return action;
  if (typeof action !== 'object' || action === null || !('type' in action)) return String(index);
  const { type, params } = action as { type: string; params?: { type?: unknown; purpose?: unknown } };
  const kind = typeof params === 'object' ? (params?.type ?? params?.purpose) : undefined;
  return `${index} ${type}${typeof kind === 'string' ? ` ${kind}` : ''}`;
}

function candidateChanges(machine: AnyStateMachine, path: string[], slot: Slot, index: number): Change[] {
  const root = machine.config as StateConfig;
  const candidates = candidatesOf(stateAt(root, path), slot);
  const candidate = candidates[index]!;
  const place = `${slotName(machine.id, path, slot)}[${index}]`;
  const edit = (change: (list: Candidate[]) => Candidate[]) => (copy: StateConfig) => {
    const state = stateAt(copy, path);
    putCandidates(state, slot, change(candidatesOf(state, slot)));
  };
  const replaced = (part: Partial<Candidate>) =>
    edit((list) => list.with(index, { ...list[index]!, ...part }));
  const changes: Change[] = [
    {
      words: place,
      operator: 'drop transition',
      reachedBy: `${place} taken`,
      change: edit((list) => list.toSpliced(index, 1)),
    },
  ];
  const elsewhere = nextSibling(root, path, candidate.target);
  if (elsewhere !== null)
    changes.push({
      words: `${place} to ${elsewhere}`,
      operator: 'retarget',
      reachedBy: `${place} taken`,
      change: replaced({ target: elsewhere }),
    });
  const actions = actionsOf(candidate.actions);
  for (const [at, action] of actions.entries())
    changes.push({
      words: `${place}[${actionName(action, at)}]`,
      operator: 'drop action',
      reachedBy: `${place} taken`,
      change: replaced({ actions: actions.toSpliced(at, 1) }),
    });
  return [...changes, ...guardChanges({ place, candidates, index, edit, replaced })];
}

type Guarded = {
  readonly place: string;
  readonly candidates: readonly Candidate[];
  readonly index: number;
  edit(change: (list: Candidate[]) => Candidate[]): Change['change'];
  replaced(part: Partial<Candidate>): Change['change'];
};

function guardChanges({ place, candidates, index, edit, replaced }: Guarded): Change[] {
  const { guard } = candidates[index]!;
  if (guard === undefined) return [];
  const changes: Change[] = [
    {
      words: place,
      operator: 'negate guard',
      reachedBy: `${place} asked`,
      change: replaced({ guard: not(guard as never) }),
    },
  ];
  const next = candidates[index + 1];
  if (next?.guard !== undefined)
    changes.push({
      words: place,
      operator: 'swap guards',
      reachedBy: `${place} asked`,
      change: edit((list) =>
        list.with(index, { ...list[index]!, guard: next.guard }).with(index + 1, { ...next, guard }),
      ),
    });
  return changes;
}

const FACTORS = [
  ['double delay', 2],
  ['halve delay', 0.5],
] as const;

function delayChanges(machine: AnyStateMachine, path: string[], slot: Slot): Change[] {
  if (slot.kind !== 'after') return [];
  const delay = (machine.implementations.delays as Readonly<Record<string, unknown>>)[slot.key];
  return FACTORS.map(([operator, factor]) => ({
    words: slotName(machine.id, path, slot),
    operator,
    reachedBy: `${stateName(machine.id, path)}/entry`,
    delays: { [`${slot.key}*`]: scaled(delay, factor) },
    change: (root) => {
      const state = stateAt(root, path);
      const { [slot.key]: moved, ...after } = state.after ?? {};
      state.after = { ...after, [`${slot.key}*`]: moved };
    },
  }));
}

function scaled(delay: unknown, factor: number): unknown {
  if (typeof delay === 'number') return delay * factor;
  if (typeof delay !== 'function') throw new Error(`a delay is neither a number nor a function`);
  return (...args: unknown[]) => (delay as (...args: unknown[]) => number)(...args) * factor;
}
