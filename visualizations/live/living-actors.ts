import { type AnyActorRef, type AnyMachineSnapshot, StateMachine } from 'xstate';
import type { ActorId } from '../../machines/vocabulary/peer.ts';
import type { ActorState, ArmedTimer } from './frames.ts';

/** The actors of an ownership tree by address, owners first. */
export function livingActors(root: AnyActorRef): ReadonlyMap<ActorId, AnyActorRef> {
  const found = new Map<ActorId, AnyActorRef>();
  const walk = (ref: AnyActorRef): void => {
    found.set(ref.id, ref);
    const children: Readonly<Record<string, AnyActorRef | undefined>> = ref.getSnapshot().children ?? {};
    for (const child of Object.values(children)) if (child) walk(child);
  };
  walk(root);
  return found;
}

/** What an actor is, by reference: nothing is copied, snapshots do not change. */
export function actorState(ref: AnyActorRef): ActorState {
  const snapshot = ref.getSnapshot() as Partial<AnyMachineSnapshot>;
  const { logic } = ref as AnyActorRef & { readonly logic?: unknown };
  const isMachine = logic instanceof StateMachine;
  return {
    parent: ref._parent?.id ?? null,
    machine: isMachine ? logic.id : null,
    value: isMachine ? (snapshot.value ?? null) : null,
    control: isMachine ? snapshot.context?.control : snapshot.context,
    status: snapshot.status ?? 'active',
  };
}

type Scheduled = ReturnType<AnyActorRef['system']['getSnapshot']>['_scheduledEvents'][string];

/** The timers that XState runs for the actors of a tree, as it keeps them; each arming is a new object. */
export const scheduledTimers = (root: AnyActorRef): Readonly<Record<string, Scheduled>> =>
  root.system.getSnapshot()._scheduledEvents;

const AFTER = /^xstate\.after\.([^.]+)\.([^.]+)(?:\.(.+))?$/;

/** @param armedAt_ms monotonic time of the cascade that armed it. */
export function armedTimer(
  key: string,
  { event, delay, id, source }: Scheduled,
  armedAt_ms: number,
): ArmedTimer {
  const [, name = id, machine, path = ''] = AFTER.exec(event.type) ?? [];
  const state = machine === undefined ? null : `${machine}#${path}`;
  return { id: key, actor: source.id, name, state, deadline_ms: armedAt_ms + delay };
}
