import {
  type AnyActor,
  type AnyActorRef,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type InspectionEvent,
} from 'xstate';
import { Edge } from '../../actors/edge.ts';
import type { Ports } from '../../actors/ports.ts';
import type { TimerHandle } from '../../drivers/clock/clock.ts';
import type { ActorId } from '../../machines/vocabulary/peer.ts';
import { type Transition, transitionId } from '../../visualizations/graph-edge.ts';
import type { Component } from './component.ts';
import { recordingPorts } from './compositions/recording-ports.ts';
import { HandClock } from './hand-clock.ts';
import type { Actor, Cause, Effect, StepRecord, World } from './system.ts';
import { type Timer, timerName } from './timers.ts';

/** What is compared: everything in words, so that a difference can be read. */
export type Observation = {
  /** Sends and port calls of the step, in order. */
  readonly log: readonly string[];
  readonly actors: Readonly<Record<ActorId, string>>;
  readonly timers: readonly string[];
};

/** Of a reducer all of its state. */
export const actorWords = ({ value, status, context }: AnyMachineSnapshot): string =>
  value === undefined
    ? JSON.stringify(context)
    : JSON.stringify([value, status, context.control, context.data]);
export const sentWords = (to: ActorId, event: object): string => `${to} <- ${JSON.stringify(event)}`;
export const calledWords = (port: string, params: unknown): string => `${port} ${JSON.stringify(params)}`;

type Scheduled = {
  readonly source: AnyActorRef;
  readonly id: string;
  readonly delay: number;
  readonly event: AnyEventObject;
};
type Step = { -readonly [Part in keyof StepRecord]: StepRecord[Part][number][] };
const emptyStep = (): Step => ({ log: [], effects: [], armed: [], taken: [], failures: [] });
/** In place of the model's component: the real actor has taken its steps already. */
const NOT_ASKED: Component = {
  initial: () => {
    throw new Error('a real actor is not asked what it would do');
  },
  step: () => {
    throw new Error('a real actor is not asked what it would do');
  },
  key: () => '',
};

/** The same machines as actors of XState, behind the real edge, with a clock that waits for the test. */
export class RealStation {
  readonly #edge: Edge;
  readonly #clock: HandClock;
  readonly #root: AnyActor;
  readonly #handles = new WeakMap<object, TimerHandle>();
  readonly #armedIn = new WeakMap<object, number>();
  #log: string[] = [];
  #taken: string[] = [];
  #steps = 0;
  /** Whose action runs. */
  #acting: ActorId = '';
  #step = emptyStep();

  /** @param perform what a port does at once, besides being written down. */
  constructor(
    makeRoot: (ports: Ports) => AnyStateMachine,
    id: ActorId,
    input: object,
    perform: (effect: Omit<Effect, 'actor'>) => void = () => {},
  ) {
    this.#clock = new HandClock((handle) => this.#pair(handle));
    this.#edge = new Edge(this.#clock);
    const ports = recordingPorts((effect) => {
      this.#log.push(calledWords(effect.port, effect.params));
      const called = { actor: this.#acting, ...effect };
      this.#step.effects.push(called);
      this.#step.log.push({ kind: 'called', effect: called });
      perform(effect);
    });
    const { clock } = this.#edge;
    this.#root = createActor(makeRoot(ports), { id, input, clock, inspect: (it) => this.#inspect(it) });
    this.#root.subscribe({ error: () => {} });
    this.#edge.run(() => this.#root.start());
  }

  /** The living actors with their snapshots, and what is armed, as a model has them. */
  world(): World {
    const actors = this.#living().map((actor): [ActorId, Actor] => {
      const { id, _parent: parent } = actor as AnyActor;
      return [id, { id, parent: parent?.id ?? null, component: NOT_ASKED, state: actor.getSnapshot() }];
    });
    return { actors: new Map(actors), timers: this.#scheduled().map(this.#timerOf), steps: this.#steps };
  }

  /** What the last step did. */
  record(): StepRecord {
    return this.#step;
  }

  /** What the station did since it was last asked, and how it is now. */
  observe(): Observation {
    const log = this.#log;
    this.#log = [];
    const actors = this.#living().map((actor) => [actor.id, actorWords(actor.getSnapshot())]);
    return { log, actors: Object.fromEntries(actors), timers: this.#timers() };
  }

  /** Ids of the transitions that were taken since this was asked last. */
  taken(): readonly string[] {
    const taken = this.#taken;
    this.#taken = [];
    return taken;
  }

  step(cause: Cause): void {
    this.#steps += 1;
    this.#step = emptyStep();
    if (cause.kind === 'timer') this.#fire(cause.actor, cause.timer);
    else
      this.#edge.run(() =>
        this.#living()
          .find(({ id }) => id === cause.to)
          ?.send(cause.event),
      );
  }

  stop(): void {
    this.#root.stop();
  }

  /** A parent may keep the reference of a child that has ended: that one is not alive. */
  #living(actor: AnyActorRef = this.#root): readonly AnyActorRef[] {
    const snapshot: AnyMachineSnapshot = actor.getSnapshot();
    if (snapshot.status !== 'active') return [];
    const children = Object.values<AnyActorRef>(snapshot.children ?? {});
    return [actor, ...children.flatMap((child) => this.#living(child))];
  }

  #fire(actor: ActorId, timer: string): void {
    const armed = this.#scheduled().find((it) => it.source.id === actor && it.id === timer);
    const handle = armed && this.#handles.get(armed);
    if (!handle) throw new Error(`the real ${actor} has not armed ${timer}`);
    this.#clock.fire(handle);
  }

  #timers(): readonly string[] {
    const scheduled = this.#scheduled();
    if (scheduled.length !== this.#clock.pending)
      throw new Error(`${scheduled.length} timers are scheduled and ${this.#clock.pending} armed`);
    return scheduled.map((it) => `${timerName({ actor: it.source.id, timer: it.id })} ${it.delay}`).sort();
  }

  #scheduled(): readonly Scheduled[] {
    return Object.values(this.#root.system.getSnapshot()._scheduledEvents);
  }

  /** XState writes down what it schedules just before it arms the clock. */
  #pair(handle: TimerHandle): void {
    for (const scheduled of this.#scheduled()) {
      if (this.#handles.has(scheduled)) continue;
      this.#handles.set(scheduled, handle);
      this.#armedIn.set(scheduled, this.#steps);
      this.#step.armed.push(this.#timerOf(scheduled));
    }
  }

  #timerOf = (scheduled: Scheduled): Timer => ({
    actor: scheduled.source.id,
    timer: scheduled.id,
    delay_ms: scheduled.delay,
    event: scheduled.event,
    armedIn: this.#armedIn.get(scheduled) ?? 0,
  });

  #inspect(inspected: InspectionEvent): void {
    const { id } = inspected.actorRef as AnyActorRef;
    if (inspected.type === '@xstate.action') this.#acting = id;
    if (inspected.type === '@xstate.microstep')
      for (const transition of (inspected as unknown as { _transitions: readonly Transition[] })._transitions)
        this.#taken.push(transitionId(transition) ?? '');
    if (inspected.type !== '@xstate.event' || inspected.event.type === 'xstate.init') return;
    const { type, output, error, ...rest } = inspected.event;
    if (type.startsWith('xstate.error.actor.')) this.#step.failures.push({ actor: rest.actorId, error });
    // The model does not carry outputs of actors; nothing in it has one.
    if (output !== undefined) throw new Error(`${type} carries an output`);
    this.#log.push(sentWords(id, { type, ...rest }));
    this.#step.log.push({ kind: 'sent', to: id, event: { type, ...rest } });
  }
}
