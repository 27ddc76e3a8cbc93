import type { AnyActorRef } from 'xstate';
import type { ActorId } from '../machines/vocabulary/peer.ts';

/** The living actor with this address in the ownership tree, or null. */
export function findActor(from: AnyActorRef | null, id: ActorId): AnyActorRef | null {
  if (!from || from.id === id) return from;
  const children: Record<string, AnyActorRef | undefined> = from.getSnapshot().children ?? {};
  if (children[id]) return children[id];
  for (const child of Object.values(children)) {
    const found = child && findActor(child, id);
    if (found) return found;
  }
  return null;
}
