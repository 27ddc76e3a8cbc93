import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { isAbsent } from '../../machines/vocabulary/absent.ts';
import { described, edgesOf, implementationsOf, isAfterEvent, referenceName } from './machine-parts.ts';

/** Says a problem of the state at hand. */
type Report = (problem: string) => void;
/** `seen` ends the walk through actions and guards that are made of each other. */
type Walk = { readonly machine: AnyStateMachine; readonly report: Report; readonly seen: Set<unknown> };
type Kind = 'actions' | 'guards' | 'actors' | 'delays';

const SINGULAR: Readonly<Record<Kind, string>> = {
  actions: 'action',
  guards: 'guard',
  actors: 'actor',
  delays: 'delay',
};

/** Everything a state refers to by name (or fails to name): actions, guards, actors, delays. */
export function lintReferences(machine: AnyStateMachine, node: AnyStateNode, report: Report): void {
  const walk: Walk = { machine, report, seen: new Set() };
  const edges = edgesOf(node);
  const initial = node.type === 'compound' ? node.initial.actions : [];
  for (const action of [...node.entry, ...node.exit, ...initial, ...edges.flatMap((edge) => edge.actions)]) {
    lintAction(walk, action);
  }
  for (const edge of edges) if (edge.guard !== undefined) lintGuard(walk, edge.guard);
  for (const delay of Object.keys(node.config.after ?? {})) lintDelay(walk, delay, 'after');
  for (const invoke of node.invoke) lintActor(walk, invoke.src, 'invoke');
}

/**
 * The implementation behind a name, null where there is none (reported) or no name (reported by the caller).
 */
function implementationOf(walk: Walk, kind: Kind, name: string): unknown {
  const implementations = implementationsOf(walk.machine)[kind];
  const implementation = Object.hasOwn(implementations, name) ? implementations[name] : undefined;
  if (implementation === undefined) walk.report(`${SINGULAR[kind]} ${name} has no implementation`);
  if (isAbsent(implementation)) walk.report(`${SINGULAR[kind]} ${name} is an absent port: provide it`);
  return implementation ?? null;
}

function lintAction(walk: Walk, action: unknown): void {
  const name = referenceName(action);
  if (name !== null) {
    const implementation = implementationOf(walk, 'actions', name);
    if (implementation === null || walk.seen.has(implementation)) return;
    walk.seen.add(implementation);
    lintActionBody(walk, implementation, `action ${name}`);
    return;
  }
  const { type } = described(action);
  if (!type?.startsWith('xstate.')) {
    walk.report('an inline action: name it in setup()');
    return;
  }
  if (type === 'xstate.assign' || type === 'xstate.enqueueActions') {
    walk.report(`an inline ${type.slice('xstate.'.length)}: name it in setup()`);
  }
  lintActionBody(walk, action, type.slice('xstate.'.length));
}

/** @param what the action in words, for the report. */
function lintActionBody(walk: Walk, action: unknown, what: string): void {
  const { type, src, delay, id, event, assignment, collect } = described(action);
  if (type === 'xstate.spawnChild') lintActor(walk, src, what);
  if (type === 'xstate.assign' && /\bspawn\s*\(/.test(sourceOf(assignment))) {
    walk.report(`${what} spawns inside assign: use spawnChild`);
  }
  if (type === 'xstate.enqueueActions') lintEnqueued(walk, sourceOf(collect), what);
  if (delay === undefined || isAfterEvent(event)) return;
  if (id === undefined) walk.report(`${what} is delayed and has no id`);
  if (typeof delay === 'function') walk.report(`${what} has an inline delay: name it in setup()`);
  else lintDelay(walk, String(delay), what);
}

const sourceOf = (value: unknown): string => {
  if (typeof value === 'function') return String(value);
  return Object.values((value as object | undefined) ?? {})
    .map(String)
    .join('\n');
};

/**
 * Names enqueued or checked in the source of an enqueueActions: it cannot be called without a live snapshot.
 */
function lintEnqueued(walk: Walk, source: string, what: string): void {
  for (const [, name] of source.matchAll(/\benqueue\(\s*(?:\{\s*type:\s*)?['"`]([^'"`]+)['"`]/g)) {
    lintAction(walk, name);
  }
  for (const [, name] of source.matchAll(/\bcheck\(\s*(?:\{\s*type:\s*)?['"`]([^'"`]+)['"`]/g)) {
    lintGuard(walk, name);
  }
  for (const [, name] of source.matchAll(/\benqueue\.spawnChild\(\s*['"`]([^'"`]+)['"`]/g)) {
    lintActor(walk, name, what);
  }
  if (/\bdelay\s*:/.test(source))
    walk.report(`${what} delays in enqueueActions: make it a raise or sendTo with an id`);
}

function lintGuard(walk: Walk, guard: unknown): void {
  const { guards, check } = described(guard);
  if (guards) {
    for (const part of guards) lintGuard(walk, part);
    return;
  }
  // stateIn(…) says in its argument what it checks.
  if (check !== undefined) return;
  const name = referenceName(guard);
  if (name === null) {
    walk.report('an inline guard: name it in setup()');
    return;
  }
  const implementation = implementationOf(walk, 'guards', name);
  if (described(implementation).guards && !walk.seen.has(implementation)) {
    walk.seen.add(implementation);
    lintGuard(walk, implementation);
  }
}

function lintDelay(walk: Walk, name: string, what: string): void {
  if (Number.isNaN(Number(name))) implementationOf(walk, 'delays', name);
  else walk.report(`${what} waits for the raw number ${name}: name the delay in setup()`);
}

function lintActor(walk: Walk, source: unknown, what: string): void {
  if (typeof source === 'string' && !source.startsWith('xstate.invoke.')) {
    implementationOf(walk, 'actors', source);
  } else walk.report(`${what} has an inline actor: name it in setup()`);
}
