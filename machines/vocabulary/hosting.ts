import type { AnyActorRef, AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import { passOverDeafStates } from './deaf-states.ts';

/**
 * What an actor tells others after a macrostep, computed from its snapshots before (null at the start) and
 * after.
 */
export type Publication = { readonly to: AnyActorRef; readonly event: EventObject };
export type Publish = (
  before: AnyMachineSnapshot | null,
  after: AnyMachineSnapshot,
) => readonly Publication[];

/** Told of each child that died: its id, and what it died of. */
export type ChildDied = (childId: string, error: unknown) => void;
const CHILD_DIED = 'xstate.error.actor.';

type Scope = Parameters<AnyStateMachine['transition']>[2];

/**
 * The machine as it runs in the station. XState executes actions before the snapshot changes, so a summary
 * that depends on the state cannot be an action: it is published here, after the macrostep and before the
 * next event. And XState leaves the children of a machine that throws running: here they are stopped with it.
 */
export function hosted<M extends AnyStateMachine>(
  machine: M,
  publish: Publish = () => [],
  childDied: ChildDied = () => {},
): M {
  const host = machine.provide({}) as M;
  passOverDeafStates(host);
  const announce = (before: AnyMachineSnapshot | null, after: AnyMachineSnapshot, scope: Scope): void => {
    for (const { to, event } of publish(before, after))
      scope.defer(() => (scope.system as unknown as Relay)._relay(scope.self, to, event));
  };
  const transition = host.transition;
  host.transition = (snapshot, event, scope) => {
    if (event.type.startsWith(CHILD_DIED))
      childDied(event.type.slice(CHILD_DIED.length), (event as EventObject & { error?: unknown }).error);
    try {
      const after = transition.call(host, snapshot, event, scope);
      announce(snapshot, after, scope);
      return after;
    } catch (error) {
      for (const child of Object.values<AnyActorRef | undefined>(snapshot.children))
        if (child) scope.stopChild(child);
      throw error;
    }
  };
  const getInitialSnapshot = host.getInitialSnapshot;
  host.getInitialSnapshot = (scope, input) => {
    const after = getInitialSnapshot.call(host, scope, input);
    announce(null, after, scope);
    return after;
  };
  return host;
}

/** The part of XState's actor system that carries an event with its sender, as `sendTo` does. */
type Relay = { _relay(source: AnyActorRef, target: AnyActorRef, event: EventObject): void };

/** The same for all machines of a station. @param childDied its parent goes on without it, or dies too. */
export const hosting =
  (childDied: ChildDied) =>
  <M extends AnyStateMachine>(machine: M, publish?: Publish): M =>
    hosted(machine, publish, childDied);
