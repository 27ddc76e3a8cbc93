import type {
  AnyActorLogic,
  AnyActorRef,
  AnyEventObject,
  AnyMachineSnapshot,
  AnyStateMachine,
  ExecutableActionObject,
} from 'xstate';
import type { ActorId } from '../../machines/vocabulary/peer.ts';
import { type Transition, transitionId } from '../../visualizations/graph-edge.ts';
import { actorRef } from './actor-refs.ts';
import type { Component, ComponentState, Outcome, Output } from './component.ts';

type Scope = Parameters<AnyStateMachine['transition']>[2];
type SendParams = { to: AnyActorRef; event: AnyEventObject; delay?: number };
type RaiseParams = { event: AnyEventObject; id: string; delay?: number };
type Microstep = { readonly type: string; readonly _transitions?: readonly Transition[] };
type SpawnParams = { actorRef: AnyActorRef; src: string; input: unknown };

/**
 * A statechart as a component: `machine.transition` with one scope that collects instead of executing.
 * A running actor performs custom actions while it transitions, then its sends, spawns, stops and timers in
 * their order, then what `hosted` publishes. At its start XState starts the children first, and defers
 * everything else once more, so what is published comes between custom actions and the rest.
 */
export class MachineComponent implements Component {
  readonly #machine: AnyStateMachine;
  readonly #scope: Scope;
  #ports: Output[] = [];
  #published: Output[] = [];
  #deferred: Output[] = [];
  #spawned = new Map<AnyActorRef, Output>();
  #taken: string[] = [];

  constructor(machine: AnyStateMachine, id: ActorId) {
    this.#machine = machine;
    const self = actorRef(id);
    const publish = (_: AnyActorRef, to: AnyActorRef, event: AnyEventObject): void => {
      this.#published.push({ kind: 'send', to: to.id, event });
    };
    const scope = {
      self,
      id,
      sessionId: id,
      system: { ...self.system, _relay: publish, _sendInspectionEvent: (it: Microstep) => this.#note(it) },
      logger: () => undefined,
      emit: () => undefined,
      defer: (publication: () => void) => publication(),
      stopChild: (child: AnyActorRef) => this.#deferred.push({ kind: 'stop', id: child.id }),
      actionExecutor: (action: ExecutableActionObject) => this.#collect(action),
    };
    this.#scope = scope as unknown as Scope;
  }

  initial(input: unknown): Outcome {
    this.#clear();
    const snapshot = this.#machine.getInitialSnapshot(this.#scope, input);
    const spawns = this.#deferred.filter(({ kind }) => kind === 'spawn');
    const others = this.#deferred.filter(({ kind }) => kind !== 'spawn');
    return this.#outcome(snapshot, [...spawns, ...this.#ports, ...this.#published, ...others]);
  }

  step(state: ComponentState, event: AnyEventObject): Outcome {
    this.#clear();
    try {
      const snapshot = this.#machine.transition(state as AnyMachineSnapshot, event, this.#scope);
      return this.#outcome(snapshot, [...this.#ports, ...this.#deferred, ...this.#published]);
    } catch (error) {
      // What was to be sent is lost with the actor; the ports it called were called, and `hosted` stops its
      // children.
      const stops = this.#deferred.filter(({ kind }) => kind === 'stop');
      return { state, status: 'error', error, outputs: [...this.#ports, ...stops] };
    }
  }

  key(state: ComponentState): string {
    const { value, status, context, children } = state as AnyMachineSnapshot;
    return JSON.stringify([value, status, context.control, Object.keys(children)]);
  }

  #clear(): void {
    this.#ports = [];
    this.#published = [];
    this.#deferred = [];
    this.#spawned = new Map();
    this.#taken = [];
  }

  #note({ type, _transitions = [] }: Microstep): void {
    if (type !== '@xstate.microstep') return;
    for (const transition of _transitions) {
      const id = transitionId(transition);
      if (id !== null) this.#taken.push(id);
    }
  }

  #outcome(snapshot: AnyMachineSnapshot, outputs: readonly Output[]): Outcome {
    // XState builds a real, unstarted actor for each spawn; only its address is kept.
    const children: Record<string, AnyActorRef> = snapshot.children;
    for (const { id } of this.#spawned.keys()) if (children[id]) children[id] = actorRef(id);
    const { status, error } = snapshot;
    const taken = this.#taken;
    return error === undefined
      ? { state: snapshot, status, outputs, taken }
      : { state: snapshot, status, outputs, taken, error };
  }

  #collect({ type, params }: ExecutableActionObject): void {
    switch (type) {
      case 'xstate.sendTo':
        this.#send(params as unknown as SendParams);
        break;
      case 'xstate.raise':
        this.#raise(params as unknown as RaiseParams);
        break;
      case 'xstate.cancel':
        this.#deferred.push({ kind: 'cancel', timer: (params as unknown as { sendId: string }).sendId });
        break;
      case 'xstate.spawnChild':
        this.#spawn(params as unknown as SpawnParams);
        break;
      case 'xstate.stopChild':
        this.#stop(params as unknown as AnyActorRef | undefined);
        break;
      default:
        if (type.startsWith('xstate.')) throw new Error(`the model does not know the action ${type}`);
        this.#ports.push({ kind: 'port', port: type, params });
    }
  }

  #send({ to, event, delay }: SendParams): void {
    if (delay !== undefined)
      throw new Error(`${event.type} is sent with a delay; the model knows only after`);
    this.#deferred.push({ kind: 'send', to: to.id, event });
  }

  #raise({ id, event, delay }: RaiseParams): void {
    if (delay !== undefined) this.#deferred.push({ kind: 'arm', timer: id, delay_ms: delay, event });
  }

  #spawn({ actorRef: child, src, input }: SpawnParams): void {
    const actors = this.#machine.implementations.actors as Record<string, AnyActorLogic | undefined>;
    const logic = actors[src];
    if (!logic) throw new Error(`the machine ${this.#machine.id} has no actor ${src}`);
    const spawn: Output = { kind: 'spawn', id: child.id, logic, input };
    this.#spawned.set(child, spawn);
    this.#deferred.push(spawn);
  }

  #stop(child: AnyActorRef | undefined): void {
    if (!child) return;
    const unstarted = this.#spawned.get(child);
    // Spawned and stopped in one macrostep: it never starts.
    if (unstarted) this.#deferred = this.#deferred.filter((output) => output !== unstarted);
    else this.#deferred.push({ kind: 'stop', id: child.id });
  }
}
