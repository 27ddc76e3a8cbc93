import type { AnyStateNode } from 'xstate';
import { childrenOf, edgesOf } from './machine-parts.ts';

/** States that can be active when every guard may hold and every event may come. */
export function reachableStates(root: AnyStateNode): ReadonlySet<AnyStateNode> {
  const active = new Set<AnyStateNode>();
  const entered = new Set<AnyStateNode>();
  const targets: AnyStateNode[] = [root];
  for (let target = targets.pop(); target; target = targets.pop()) {
    if (entered.has(target)) continue;
    entered.add(target);
    targets.push(...enteredWith(target));
    for (const node of [target, ...ancestorsOf(target)]) {
      if (active.has(node)) continue;
      active.add(node);
      targets.push(...edgesOf(node).flatMap((edge) => edge.target ?? []));
    }
  }
  return active;
}

/** What else is entered with a target: its initial state or its regions, and the other regions around it. */
function enteredWith(target: AnyStateNode): AnyStateNode[] {
  const around = [target, ...ancestorsOf(target)].flatMap((node) =>
    node.parent?.type === 'parallel' ? regionsOf(node.parent).filter((region) => region !== node) : [],
  );
  if (target.type === 'parallel') return [...around, ...regionsOf(target)];
  if (target.type === 'history') return [...around, ...historyDefault(target)];
  return [...around, ...initialOf(target)];
}

function ancestorsOf(node: AnyStateNode): AnyStateNode[] {
  return node.parent ? [node.parent, ...ancestorsOf(node.parent)] : [];
}

const regionsOf = (node: AnyStateNode): AnyStateNode[] =>
  childrenOf(node).filter((child) => child.type !== 'history');

const initialOf = (node: AnyStateNode): readonly AnyStateNode[] =>
  node.type === 'compound' ? node.initial.target : [];

/**
 * A history state that has seen nothing leads to its own target, or else to the initial state of its parent.
 */
function historyDefault(node: AnyStateNode): readonly AnyStateNode[] {
  const target = 'target' in node.config ? node.config.target : undefined;
  if (!node.parent) return [];
  if (typeof target !== 'string') return initialOf(node.parent);
  return [
    node.parent.machine.getStateNodeById(target.startsWith('#') ? target : `${node.parent.id}.${target}`),
  ];
}
