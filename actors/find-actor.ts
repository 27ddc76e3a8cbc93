import type { AnyActorRef } from 'xstate';
import type { ActorId } from '../machines/vocabulary/peer.ts';

/** The living actor with this address in the ownership tree, or null. Asked for every event: no copies. */
export function findActor(from: AnyActorRef | null, id: ActorId): AnyActorRef | null {
  if (!from || from.id === id) return from;
  const children: Record<string, AnyActorRef | undefined> | undefined = from.getSnapshot().children;
  if (!children) return null;
  if (children[id]) return children[id];
  for (const childId in children) {
    const child = children[childId];
    const found = child && findActor(child, id);
    if (found) return found;
  }
  return null;
}
