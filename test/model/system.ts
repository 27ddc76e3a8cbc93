import type { AnyActorLogic, AnyEventObject } from 'xstate';
import type { ActorId } from '../../machines/vocabulary/peer.ts';
import type { Component, ComponentOf, ComponentState, Outcome, Output } from './component.ts';
import type { Timer } from './timers.ts';

/** A living actor of the model. */
export type Actor = {
  readonly id: ActorId;
  readonly parent: ActorId | null;
  readonly component: Component;
  readonly state: ComponentState;
};

/** The station between two steps: its actors, in the order they were started, and what they wait for. */
export type World = {
  readonly actors: ReadonlyMap<ActorId, Actor>;
  readonly timers: readonly Timer[];
  /** How many steps led here. */
  readonly steps: number;
};

/** A port that was called in a step. */
export type Effect = { readonly actor: ActorId; readonly port: string; readonly params: unknown };

/** What brings a step about. */
export type Cause =
  | { readonly kind: 'event'; readonly to: ActorId; readonly event: AnyEventObject }
  | { readonly kind: 'timer'; readonly actor: ActorId; readonly timer: string };

/** An event as it was sent, or a port as it was called. */
export type LogEntry =
  | { readonly kind: 'sent'; readonly to: ActorId; readonly event: AnyEventObject }
  | { readonly kind: 'called'; readonly effect: Effect };

/** Everything that a step did, in order. */
export type StepRecord = {
  readonly log: readonly LogEntry[];
  /** Of the log, the ports. */
  readonly effects: readonly Effect[];
  readonly armed: readonly Timer[];
  /** Ids of the transitions that were taken. */
  readonly taken: readonly string[];
  /** Actors that threw: no step may have any (S14). */
  readonly failures: readonly { readonly actor: ActorId; readonly error: unknown }[];
};

type Instance = {
  readonly id: ActorId;
  readonly parent: ActorId | null;
  readonly component: Component;
  state: ComponentState;
  mailbox: AnyEventObject[];
  busy: boolean;
  ended: boolean;
};

const EMPTY: World = { actors: new Map(), timers: [], steps: 0 };
const STOP = { type: 'xstate.stop' };

/**
 * One cascade: an external event run to quiescence, as XState does it. An actor that is busy (below in the
 * stack, in the middle of its sends) takes an event when it has finished; any other takes it at once.
 */
class Cascade {
  readonly #componentOf: ComponentOf;
  readonly #port: PerformPort;
  readonly #step: number;
  readonly #instances = new Map<ActorId, Instance>();
  #timers: Timer[];
  readonly #effects: Effect[] = [];
  readonly #log: LogEntry[] = [];
  readonly #armed: Timer[] = [];
  readonly #taken: string[] = [];
  readonly #failures: { actor: ActorId; error: unknown }[] = [];

  constructor(world: World, componentOf: ComponentOf, port: PerformPort) {
    this.#componentOf = componentOf;
    this.#port = port;
    this.#step = world.steps + 1;
    this.#timers = [...world.timers];
    for (const actor of world.actors.values())
      this.#instances.set(actor.id, { ...actor, mailbox: [], busy: false, ended: false });
  }

  result(): { world: World; record: StepRecord } {
    const actors = new Map<ActorId, Actor>();
    for (const { id, parent, component, state, ended } of this.#instances.values())
      if (!ended) actors.set(id, { id, parent, component, state });
    const world = { actors, timers: this.#timers, steps: this.#step };
    const [log, effects, armed, failures] = [this.#log, this.#effects, this.#armed, this.#failures];
    return { world, record: { log, effects, armed, taken: this.#taken, failures } };
  }

  start(id: ActorId, parent: ActorId | null, logic: AnyActorLogic, input: unknown): void {
    const before = this.#instances.get(id);
    if (before && !before.ended) throw new Error(`a second actor ${id} is started while the first one lives`);
    const component = this.#componentOf(logic, id);
    const outcome = component.initial(input);
    const { state } = outcome;
    const instance = { id, parent, component, state, mailbox: [], busy: true, ended: false };
    // A new actor stands last, also under an old address.
    this.#instances.delete(id);
    this.#instances.set(id, instance);
    this.#perform(instance, outcome);
    instance.busy = false;
    this.#flush(instance);
  }

  send(to: ActorId, event: AnyEventObject): void {
    this.#log.push({ kind: 'sent', to, event });
    const instance = this.#instances.get(to);
    if (!instance || instance.ended) return;
    instance.mailbox.push(event);
    this.#flush(instance);
  }

  fire(actor: ActorId, timer: string): void {
    const fired = this.#timers.find((it) => it.actor === actor && it.timer === timer);
    if (!fired) throw new Error(`the timer ${timer} of ${actor} is not armed`);
    this.#timers = this.#timers.filter((it) => it !== fired);
    this.send(actor, fired.event);
  }

  #flush(instance: Instance): void {
    if (instance.busy) return;
    instance.busy = true;
    for (let event = instance.mailbox.shift(); event; event = instance.mailbox.shift()) {
      if (instance.ended) break;
      const outcome = instance.component.step(instance.state, event);
      instance.state = outcome.state;
      this.#perform(instance, outcome);
    }
    instance.busy = false;
  }

  #perform(instance: Instance, { status, outputs, taken, error }: Outcome): void {
    if (taken) this.#taken.push(...taken);
    for (const output of outputs) this.#output(instance, output);
    if (status === 'active') return;
    instance.ended = true;
    instance.mailbox = [];
    this.#timers = this.#timers.filter(({ actor }) => actor !== instance.id);
    const { id, parent } = instance;
    if (status === 'error') this.#failures.push({ actor: id, error });
    if (!parent || status === 'stopped') return;
    const type = status === 'done' ? 'xstate.done.actor' : 'xstate.error.actor';
    this.send(parent, { type: `${type}.${id}`, actorId: id });
  }

  #output(instance: Instance, output: Output): void {
    switch (output.kind) {
      case 'port':
        this.#call({ actor: instance.id, port: output.port, params: output.params });
        break;
      case 'send':
        this.send(output.to, output.event);
        break;
      case 'arm':
        this.#arm(instance.id, output);
        break;
      case 'cancel':
        this.#timers = this.#timers.filter((it) => it.actor !== instance.id || it.timer !== output.timer);
        break;
      case 'spawn':
        this.start(output.id, instance.id, output.logic, output.input);
        break;
      case 'stop':
        this.#stop(output.id);
    }
  }

  #call(effect: Effect): void {
    this.#effects.push(effect);
    this.#log.push({ kind: 'called', effect });
    this.#port(effect);
  }

  #arm(actor: ActorId, { timer, delay_ms, event }: Extract<Output, { kind: 'arm' }>): void {
    if (this.#timers.some((it) => it.actor === actor && it.timer === timer))
      throw new Error(`${actor} arms ${timer} a second time: XState would let the first one fire too`);
    const armed = { actor, timer, delay_ms, event, armedIn: this.#step };
    this.#timers.push(armed);
    this.#armed.push(armed);
  }

  /** What waits in its mailbox is dropped; what it is doing is finished first. */
  #stop(id: ActorId): void {
    const instance = this.#instances.get(id);
    if (!instance || instance.ended) return;
    instance.mailbox = [STOP];
    this.#flush(instance);
  }
}

/** What a port does at once, in the middle of a step: a commit changes the records. */
export type PerformPort = (effect: Effect) => void;

/** Actors composed: a step is one external event or timer, run to quiescence through all of them. */
export class System {
  readonly #componentOf: ComponentOf;
  readonly #port: PerformPort;

  constructor(componentOf: ComponentOf, port: PerformPort = () => {}) {
    this.#componentOf = componentOf;
    this.#port = port;
  }

  start(id: ActorId, logic: AnyActorLogic, input: unknown): { world: World; record: StepRecord } {
    const cascade = new Cascade(EMPTY, this.#componentOf, this.#port);
    cascade.start(id, null, logic, input);
    return cascade.result();
  }

  step(world: World, cause: Cause): { world: World; record: StepRecord } {
    const cascade = new Cascade(world, this.#componentOf, this.#port);
    // The edge delivers nothing to an actor that is gone.
    if (cause.kind === 'timer') cascade.fire(cause.actor, cause.timer);
    else if (world.actors.has(cause.to)) cascade.send(cause.to, cause.event);
    return cascade.result();
  }
}
