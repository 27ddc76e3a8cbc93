import type { AnyStateNode } from 'xstate';

const STATE_KEYS = new Set(
  (
    'id type initial states history target on entry exit invoke always after onDone tags meta description ' +
    'output context version key order route input types schemas'
  ).split(' '),
);
const INVOKE_KEYS = new Set('src id systemId input onDone onError onSnapshot syncSnapshot'.split(' '));
const EDGE_KEYS = new Set('target actions guard reenter description meta'.split(' '));

/** What a state must say of itself, and keys that XState would ignore in silence. */
export function lintDescription(node: AnyStateNode, report: (problem: string) => void): void {
  if (node.type !== 'final' && node.type !== 'history') {
    if (!node.description?.trim()) report('no description');
    if (node.parent && typeof metaOf(node).waitsFor !== 'string') report('no meta.waitsFor');
  }
  const { clause } = metaOf(node);
  if (clause !== undefined && (typeof clause !== 'string' || clause === '')) report('meta.clause is no text');
}

const metaOf = (node: AnyStateNode): Readonly<Record<string, unknown>> =>
  (node.meta ?? {}) as Readonly<Record<string, unknown>>;

/** `setup()` does not check keys: a misspelled `onDone` compiles and never happens. */
export function lintKeys(node: AnyStateNode, report: (problem: string) => void): void {
  const config = node.config as Readonly<Record<string, unknown>>;
  unknownKeys(config, STATE_KEYS).forEach((key) => {
    report(`XState knows no key ${key} of a state`);
  });
  for (const invoke of list(config.invoke)) {
    unknownKeys(invoke, INVOKE_KEYS).forEach((key) => {
      report(`XState knows no key ${key} of an invoke`);
    });
  }
  const edges = [
    ...Object.values((config.on as object | undefined) ?? {}),
    ...Object.values((config.after as object | undefined) ?? {}),
    config.always,
    config.onDone,
  ].flatMap(list);
  for (const key of edges.flatMap((edge) => unknownKeys(edge, EDGE_KEYS))) {
    report(`XState knows no key ${key} of a transition`);
  }
}

const list = (value: unknown): unknown[] => (value === undefined ? [] : [value].flat());

const unknownKeys = (value: unknown, known: ReadonlySet<string>): string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value).filter((key) => !known.has(key)) : [];
