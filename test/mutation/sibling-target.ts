import type { StateConfig } from './machine-config.ts';

/** The path of a target as it is written in a state: `sibling`, `.child`, `#machine.absolute.path`. */
function pathOf(path: readonly string[], target: string): readonly string[] {
  if (target.startsWith('#')) return target.split('.').slice(1);
  if (target.startsWith('.')) return [...path, ...target.slice(1).split('.')];
  return [...path.slice(0, -1), ...target.split('.')];
}

/**
 * The target with its last state replaced by the one written after it (the first after the last), so that it
 * leads to a state that exists.
 * @returns null without a target, with more than one, or if it leads to a region or an only child.
 */
export function nextSibling(root: StateConfig, path: readonly string[], target: unknown): string | null {
  if (typeof target !== 'string') return null;
  const parts = pathOf(path, target);
  const last = parts.at(-1);
  if (last === undefined) return null;
  const parent = parts
    .slice(0, -1)
    .reduce<StateConfig | undefined>((state, key) => state?.states?.[key], root);
  if (!parent?.states || parent.type === 'parallel') return null;
  const keys = Object.keys(parent.states);
  const next = keys[(keys.indexOf(last) + 1) % keys.length]!;
  return next === last ? null : `${target.slice(0, target.length - last.length)}${next}`;
}
