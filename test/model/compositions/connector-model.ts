import type { AnyActorLogic, AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { Registry } from '../../../machines/registry.ts';
import type { ActorId } from '../../../machines/vocabulary/peer.ts';
import type { Component, ComponentState } from '../component.ts';
import type { Part, View } from '../environment.ts';
import { MachineComponent } from '../machine-component.ts';
import { MemoComponent } from '../memo-component.ts';
import type { Choice, Model } from '../model.ts';
import { numberOf, numberOfText } from '../numbered.ts';
import { checkPower, type Violation } from '../properties.ts';
import { type Actor, type StepRecord, System, type World } from '../system.ts';
import { mayFire, timerName, timersKey } from '../timers.ts';
import {
  connectorStation,
  type Dimensions,
  LIMIT_A,
  powerFacts,
  powerStep,
  REQUESTERS,
  recordsOf,
  STATION,
  type Surroundings,
  surroundings,
} from './connector.ts';
import { ModelRecords } from './station-records.ts';

export type Node = { readonly world: World; readonly around: Surroundings };
type Next = Choice & { readonly around: Surroundings };

/** One connector with all that may happen to it in some dimensions. */
export class ConnectorModel implements Model<Node> {
  readonly name: string;
  readonly scope: readonly string[];
  readonly records: ModelRecords;
  readonly #station: AnyStateMachine;
  readonly #around: Part<Surroundings>;
  readonly #system: System;
  readonly #components = new Map<ActorId, Component>();

  constructor(
    options: { name: string; scope: readonly string[]; registry: Registry; dimensions: Dimensions },
    decorate: (component: Component) => Component,
  ) {
    this.name = options.name;
    this.scope = options.scope;
    this.records = new ModelRecords(recordsOf(options.dimensions));
    this.#station = connectorStation(options.registry);
    this.#around = surroundings(options.dimensions);
    this.#system = new System((logic: AnyActorLogic, id) => {
      const known = this.#components.get(id);
      if (known) return known;
      const component = decorate(new MachineComponent(logic as AnyStateMachine, id));
      this.#components.set(id, component);
      return component;
    });
  }

  initial(): { node: Node; record: StepRecord } {
    const input = { records: this.records, connectors: [1], limit_A: LIMIT_A };
    const { world, record } = this.#system.start(STATION, this.#station, input);
    return { node: this.#after(this.#around.initial, world, record), record };
  }

  choices({ world, around }: Node): readonly Next[] {
    const moves = this.#around.moves(around, viewOf(world)).map(({ label, to, event, next }): Next => {
      return { label, cause: { kind: 'event', to, event }, around: next };
    });
    if (this.#around.urgent?.(around)) return moves;
    const timers = [...mayFire(world.timers)].sort((a, b) => (timerName(a) < timerName(b) ? -1 : 1));
    return [
      ...moves,
      ...timers.map(({ actor, timer }): Next => {
        const label = `timer ${timerName({ actor, timer })}`;
        return { label, cause: { kind: 'timer', actor, timer }, around };
      }),
    ];
  }

  take(node: Node, choice: Choice): { node: Node; record: StepRecord } {
    const { around } = choice as Next;
    const { world, record } = this.#system.step(node.world, choice.cause);
    return { node: this.#after(around, world, record), record };
  }

  nodeOf(_before: Node | null, choice: Choice | null, world: World, record: StepRecord): Node {
    return this.#after((choice as Next | null)?.around ?? this.#around.initial, world, record);
  }

  key({ world, around }: Node): string {
    let key = '';
    for (const { id, component, state } of world.actors.values())
      key += `${numberOfText(id)}.${component.key(state)} `;
    for (const part of Object.values(around)) key += `${numberOf(part)} `;
    return key + timersKey(world.timers);
  }

  check(before: Node, record: StepRecord, after: Node): Violation | null {
    const [failure] = record.failures;
    if (failure) return { property: 'S14', words: `${failure.actor} threw: ${String(failure.error)}` };
    const { open } = after.around.storage;
    const transaction = after.world.actors.get(`transaction-${open}`);
    if (open !== null && (!transaction || hasEnded(transaction.state)))
      return { property: 'S3', words: `transaction ${open} is stored open and nobody will end it` };
    const facts = [before, after].map(({ world, around }) => powerFacts(world, around));
    return checkPower(powerStep(facts[0]!, record, facts[1]!));
  }

  /** The ids of the states of statecharts that were entered (`contactor.power.closing`). */
  get entered(): ReadonlySet<string> {
    const snapshots = [...this.#components.values()].flatMap((it) =>
      it instanceof MemoComponent ? it.states : [],
    );
    return new Set(snapshots.flatMap((it) => (it as AnyMachineSnapshot)._nodes.map(({ id }) => id)));
  }

  #after(around: Surroundings, world: World, record: StepRecord): Node {
    let next = around;
    for (const effect of record.effects) next = this.#around.absorb?.(next, effect) ?? next;
    next = this.#around.settle?.(next, viewOf(world)) ?? next;
    return { world, around: next };
  }
}

const viewOf = (world: World): View => ({
  alive: (id) => world.actors.has(id),
  control: (id) => (world.actors.get(id)?.state as AnyMachineSnapshot | undefined)?.context.control ?? null,
});

/** Nothing leads out of its last states. */
const hasEnded = (state: unknown): boolean =>
  ['refused', 'ended'].includes(String((state as AnyMachineSnapshot).value));

/** For exploring: outcomes are remembered, and request numbers count from 0 at each step. */
export class ExploredConnector extends ConnectorModel {
  readonly #renumbered = new WeakMap<ComponentState, ComponentState>();

  constructor(options: {
    name: string;
    scope: readonly string[];
    registry: Registry;
    dimensions: Dimensions;
  }) {
    super(options, (component) => new MemoComponent(component, () => 0));
  }

  override initial(): { node: Node; record: StepRecord } {
    const { node, record } = super.initial();
    return { node: this.#canonical(node), record };
  }

  override take(node: Node, choice: Choice): { node: Node; record: StepRecord } {
    const taken = super.take(node, choice);
    return { node: this.#canonical(taken.node), record: taken.record };
  }

  /** Only whether an answer is the latest request's matters: so the latest is always number 0. */
  #canonical(node: Node): Node {
    let actors: Map<ActorId, Actor> | null = null;
    for (const id of REQUESTERS) {
      const actor = node.world.actors.get(id);
      if (!actor || (actor.state as AnyMachineSnapshot).context.control.request === 0) continue;
      actors ??= new Map(node.world.actors);
      actors.set(id, { ...actor, state: this.#fresh(actor.component, actor.state) });
    }
    return actors ? { ...node, world: { ...node.world, actors } } : node;
  }

  #fresh(component: Component, state: ComponentState): ComponentState {
    const known = this.#renumbered.get(state);
    if (known) return known;
    const snapshot = state as AnyMachineSnapshot;
    const control = { ...snapshot.context.control, request: 0 };
    const fresh = { ...snapshot, context: { ...snapshot.context, control } };
    const one = component instanceof MemoComponent ? component.one(fresh) : fresh;
    this.#renumbered.set(state, one);
    return one;
  }
}
