import type { AnyStateMachine, AnyStateNode } from 'xstate';

/** The part of XState's state node that selects one of its transitions; its types leave it out. */
type Selecting = AnyStateNode & { next?(snapshot: unknown, event: { readonly type: string }): unknown };

function passOver(node: Selecting): void {
  const { next, transitions } = node;
  const hearsWildly = [...transitions.keys()].some((descriptor) => descriptor.includes('*'));
  if (next && !hearsWildly)
    node.next = (snapshot, event) =>
      transitions.has(event.type) ? next.call(node, snapshot, event) : undefined;
  for (const key in node.states) if (node.states[key]) passOver(node.states[key]);
}

/**
 * Lets states that have no transition for an event be passed over. XState asks each active state and its
 * ancestors by a text that it puts together anew each time (a tenth of the time of a simulated day), and
 * keeps an answer for every state and type of event. What is selected stays the same. The machine is changed:
 * give one that is nobody else's (`machine.provide`).
 */
export function passOverDeafStates(machine: AnyStateMachine): void {
  passOver(machine.root);
}
