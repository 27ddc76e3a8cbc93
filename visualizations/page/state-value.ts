import type { StateValue } from 'xstate';

/** Ids (`machine#path`) of all active states, outer ones first, the machine itself included. */
export function activeStates(machine: string, value: StateValue | null): string[] {
  return [`${machine}#`, ...pathsOf(value).map((path) => `${machine}#${path}`)];
}

/** Paths of all active states below the machine. */
function pathsOf(value: StateValue | null | undefined, prefix = ''): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return [prefix + value];
  return Object.entries(value).flatMap(([key, inner]) => [
    prefix + key,
    ...pathsOf(inner, `${prefix}${key}.`),
  ]);
}

/** Paths of the innermost active states: `power.closed.withinLimit`. */
export function leafPaths(value: StateValue | null | undefined, prefix = ''): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return [prefix + value];
  const entries = Object.entries(value);
  if (entries.length === 0) return prefix === '' ? [] : [prefix.slice(0, -1)];
  return entries.flatMap(([key, inner]) => leafPaths(inner, `${prefix}${key}.`));
}

/** What changed from one state value to the next: innermost states left and entered. */
export function leafChanges(
  before: StateValue | null | undefined,
  after: StateValue | null | undefined,
): { readonly left: readonly string[]; readonly entered: readonly string[] } {
  const [was, is] = [leafPaths(before), leafPaths(after)];
  return {
    left: was.filter((path) => !is.includes(path)),
    entered: is.filter((path) => !was.includes(path)),
  };
}
