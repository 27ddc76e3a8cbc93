import { type AnyActorRef, createEmptyActor } from 'xstate';
import type { ActorId } from '../../machines/vocabulary/peer.ts';

const refs = new Map<ActorId, AnyActorRef>();
/** Spawning needs a parent with an actor system; this one never runs anything. */
const { system } = createEmptyActor();

/**
 * What stands for an actor in contexts, inputs and sends of the pure model: its address, and nothing to ask.
 */
export function actorRef(id: ActorId): AnyActorRef {
  const known = refs.get(id);
  if (known) return known;
  const refuse = (): never => {
    throw new Error(`${id} was asked directly; actors of the model talk by events only`);
  };
  const ref = { id, sessionId: id, system, send: refuse, getSnapshot: refuse, toJSON: () => `@${id}` };
  refs.set(id, ref as unknown as AnyActorRef);
  return ref as unknown as AnyActorRef;
}
