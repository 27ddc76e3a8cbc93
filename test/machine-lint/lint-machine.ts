import { type AnyStateMachine, type AnyStateNode, StateMachine } from 'xstate';
import { lintReferences } from './lint-references.ts';
import { lintDescription, lintKeys } from './lint-states.ts';
import { implementationsOf, stateName, statesOf } from './machine-parts.ts';
import { reachableStates } from './reachable-states.ts';

/** What is wrong with a state of a machine. */
export type LintFinding = { readonly machine: string; readonly state: string; readonly problem: string };

/**
 * Looks for what XState ignores in silence: names without an implementation, absent ports, misspelled keys,
 * states that cannot be reached or do not say what they wait for, delays without a name or an id.
 * @param machine provided with everything the station provides; its child machines are linted with it.
 */
export function lintMachine(machine: AnyStateMachine): LintFinding[] {
  return lintTree(machine, new Set());
}

function lintTree(machine: AnyStateMachine, seen: Set<AnyStateMachine>): LintFinding[] {
  if (seen.has(machine)) return [];
  seen.add(machine);
  const children = Object.values(implementationsOf(machine).actors).filter(isMachine);
  return [...lintOne(machine), ...children.flatMap((child) => lintTree(child, seen))];
}

const isMachine = (logic: unknown): logic is AnyStateMachine => logic instanceof StateMachine;

function lintOne(machine: AnyStateMachine): LintFinding[] {
  const findings: LintFinding[] = [];
  const reporter = (node: AnyStateNode) => (problem: string) => {
    const found = { machine: machine.id, state: stateName(node), problem };
    const known = findings.some((other) => other.state === found.state && other.problem === problem);
    if (!known) findings.push(found);
  };
  // XState resolves initial states only when it needs them; the definition needs them all.
  try {
    void machine.definition;
  } catch (error) {
    reporter(machine.root)(`a target does not resolve: ${(error as Error).message}`);
    return findings;
  }
  const reachable = reachableStates(machine.root);
  for (const node of statesOf(machine.root)) {
    const report = reporter(node);
    lintDescription(node, report);
    lintKeys(node, report);
    lintReferences(machine, node, report);
    if (!reachable.has(node)) report('no transition leads here');
  }
  return findings;
}
