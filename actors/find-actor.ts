import type { AnyActorRef } from 'xstate';
import type { ActorId } from '../machines/vocabulary/peer.ts';

type Children = Readonly<Record<string, AnyActorRef | undefined>>;
const childrenOf = (actor: AnyActorRef): Children | undefined => actor.getSnapshot().children;

/**
 * The living actor with this address in the ownership tree, or null. Asked for every event: no copies, and
 * the near ones first.
 */
export function findActor(from: AnyActorRef | null, id: ActorId): AnyActorRef | null {
  if (!from || from.id === id) return from;
  const children = childrenOf(from);
  if (!children) return null;
  if (children[id]) return children[id];
  for (const childId in children) {
    const child = children[childId];
    const found = child && childrenOf(child)?.[id];
    if (found) return found;
  }
  for (const childId in children) {
    const child = children[childId];
    const found = child && findActor(child, id);
    if (found) return found;
  }
  return null;
}
