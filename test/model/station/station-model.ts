import type { AnyActorLogic, AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { Registry } from '../../../machines/registry.ts';
import { applyChange } from '../../../machines/rules/apply-change.ts';
import type { currentLimits } from '../../../machines/rules/current-limits.ts';
import type { statusReporter } from '../../../machines/rules/status-reporter.ts';
import type { CommitRequest } from '../../../machines/vocabulary/effects.ts';
import {
  type ActorId,
  CHARGE_POINT,
  CURRENT_LIMITS,
  STATUS_REPORTER,
} from '../../../machines/vocabulary/peer.ts';
import type { StationRecords } from '../../../machines/vocabulary/records.ts';
import type { Component, ComponentState } from '../component.ts';
import { ModelRecords } from '../compositions/station-records.ts';
import type { Part, View } from '../environment.ts';
import { MachineComponent } from '../machine-component.ts';
import type { Choice, Model } from '../model.ts';
import { numberOf, numberOfText } from '../numbered.ts';
import type { Violation } from '../properties.ts';
import { type Effect, type StepRecord, System, type World } from '../system.ts';
import { mayFire, type Timer, timerName, timersKey } from '../timers.ts';
import { onlyOpen } from './central-system.ts';
import { storesSomething } from './edge-part.ts';
import { currentLimitsComponent } from './shared-current.ts';
import { sharedRecords } from './shared-records.ts';
import { newStation, type RealReducers, stationMachine } from './station-machine.ts';
import { checkStation } from './station-properties.ts';
import { statusReporterComponent } from './statuses.ts';
import { type Around, afterStart, type Dimensions, surroundings } from './surroundings.ts';

export type Node = {
  readonly world: World;
  readonly around: Around;
  readonly records: StationRecords;
};
type Next = Choice & { readonly around: Around };
export type Options = {
  readonly name: string;
  readonly scope: readonly string[];
  readonly registry: Registry;
  readonly dimensions: Dimensions;
  /** A test may plant a bug. */
  readonly reporter?: typeof statusReporter;
  readonly limits?: typeof currentLimits;
};

export const realReducers = ({ statuses, edge }: Dimensions): RealReducers => ({
  reports: statuses !== undefined,
  limits: edge.limits ?? false,
});
function componentOf(logic: AnyActorLogic, id: ActorId, options: Options): Component {
  const { reports, limits } = realReducers(options.dimensions);
  if (reports && id === STATUS_REPORTER) return statusReporterComponent(options.reporter);
  if (limits && id === CURRENT_LIMITS) return currentLimitsComponent(options.limits);
  return new StoringComponent(logic as AnyStateMachine, id);
}

const AT = '1970-01-01T00:00:00.000Z';
/** To nobody: the station starts anew. */
const boot = (interruption: string): Choice['cause'] => ({
  kind: 'event',
  to: 'boot',
  event: { type: 'BOOT', interruption },
});
const AFTER = { Hard: boot('HardReset'), Soft: boot('SoftReset'), stop: boot('Reboot') };

/** What the charge point is started with. */
export const inputOf = (records: ModelRecords, interruption: string) => ({
  records,
  interruption,
  idPrefix: 'x',
  waiting: { transaction: 0, security: 0 },
});

/** The records after a commit, or null if it cannot be stored. */
export function stored(records: StationRecords, { changes = [] }: CommitRequest): StationRecords | null {
  try {
    return sharedRecords(changes.reduce((before, change) => applyChange(before, change, AT), records));
  } catch {
    return null;
  }
}

/** The connector that an actor belongs to; null for those of the station. */
export function connectorOf(actor: ActorId): number | null {
  const [, kind, number] = /^(connector|contactor|transaction)-(\d+)$/.exec(actor) ?? [];
  if (kind === undefined) return null;
  return kind === 'transaction' ? ((Number(number) - 1) % 2) + 1 : Number(number);
}

/**
 * Within a connector, and between it and the charge point, time declares the order of timers; between others
 * the model lets either be first.
 */
const ordered = (a: Timer, b: Timer): boolean =>
  a.actor === CHARGE_POINT || b.actor === CHARGE_POINT || connectorOf(a.actor) === connectorOf(b.actor);

/** The whole station, with all that may happen to it in some dimensions, started again whenever it ends. */
export class StationModel implements Model<Node> {
  readonly name: string;
  readonly scope: readonly string[];
  readonly records: ModelRecords;
  readonly #first: StationRecords;
  readonly #machine: AnyStateMachine;
  readonly #around: Part<Around>;
  readonly #system: System;
  readonly #components = new Map<ActorId, Component>();
  readonly #componentOf: (logic: AnyActorLogic, id: ActorId) => Component;
  #transactionLogic: AnyActorLogic | null = null;
  #full = false;
  #impossible: string | null = null;

  constructor(options: Options, decorate: (component: Component) => Component) {
    this.name = options.name;
    this.scope = options.scope;
    this.#first = sharedRecords(newStation(options.dimensions.configuration));
    this.records = new ModelRecords(this.#first);
    this.#machine = stationMachine(options.registry, silentPorts, realReducers(options.dimensions));
    this.#around = surroundings(options.dimensions);
    this.#componentOf = (logic, id) => {
      const known = this.#components.get(id);
      if (known) return known;
      if (id.startsWith('transaction-')) this.#transactionLogic = logic;
      const component = decorate(componentOf(logic, id, options));
      this.#components.set(id, component);
      return component;
    };
    this.#system = new System(this.#componentOf, (effect) => this.#perform(effect));
  }

  /** The component of a transaction that may not have lived yet: as of any other. */
  protected transactionComponent(id: ActorId): Component {
    if (!this.#transactionLogic) throw new Error(`${id} is renamed, and no transaction ever lived`);
    return this.#componentOf(this.#transactionLogic, id);
  }

  initial(): { node: Node; record: StepRecord } {
    return this.#boot(this.#first, this.#around.initial, 'PowerLoss');
  }

  choices({ world, around }: Node): readonly Next[] {
    if (!world.actors.has(CHARGE_POINT)) {
      const { stopping, resetting } = around.central;
      const cause = AFTER[(stopping ? null : resetting) ?? 'stop'];
      return [{ label: 'the station starts anew', cause, around }];
    }
    const moves = this.#around.moves(around, viewOf(world)).map(({ label, to, event, next }): Next => {
      return { label, cause: { kind: 'event', to, event }, around: next };
    });
    if (this.#around.urgent?.(around)) return moves;
    const timers = [...mayFire(world.timers, ordered)].sort((a, b) => (timerName(a) < timerName(b) ? -1 : 1));
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
    const { cause } = choice;
    if (cause.kind === 'event' && cause.to === 'boot')
      return this.#boot(node.records, afterStart(around), cause.event.interruption as string);
    this.#begin(node.records, around);
    const { world, record } = this.#system.step(node.world, choice.cause);
    return { node: this.#after(around, world, record), record };
  }

  /** The node that real actors have reached: what their ports did to disk and surroundings is done here. */
  nodeOf(before: Node | null, choice: Choice | null, world: World, record: StepRecord): Node {
    const { around = this.#around.initial, cause } = (choice ?? {}) as Partial<Next>;
    const boots = cause?.kind === 'event' && cause.to === 'boot';
    const begins = boots ? afterStart(around) : around;
    this.#begin(before?.records ?? this.#first, begins);
    for (const effect of record.effects) this.#perform(effect);
    return this.#after(begins, world, record);
  }

  key({ world, around, records }: Node): string {
    let key = '';
    for (const { id, component, state } of world.actors.values())
      key += `${numberOfText(id)}.${component.key(state)} `;
    for (const part of Object.values(around)) key += `${numberOf(part)} `;
    return `${key}${numberOf(records)} ${timersKey(world.timers, ordered)}`;
  }

  check(before: Node, record: StepRecord, after: Node): Violation | null {
    const [failure] = record.failures;
    if (failure) return { property: 'S14', words: `${failure.actor} threw: ${String(failure.error)}` };
    if (this.#impossible !== null)
      return { property: 'S3', words: `this cannot be stored: ${this.#impossible}` };
    const resting = !(this.#around.urgent?.(after.around) ?? false);
    return checkStation({ before, record, after, resting });
  }

  #boot(records: StationRecords, around: Around, interruption: string): { node: Node; record: StepRecord } {
    this.#begin(records, around);
    const input = inputOf(this.records, interruption);
    const { world, record } = this.#system.start(CHARGE_POINT, this.#machine, input);
    return { node: this.#after(around, world, record), record };
  }

  #begin(records: StationRecords, around: Around): void {
    this.records.now = records;
    this.#full = around.edge.full;
    this.#impossible = null;
  }

  #perform({ port, params }: Effect): void {
    const request = params as CommitRequest;
    if (port !== 'commit' || !storesSomething(request) || this.#full) return;
    const after = stored(this.records.now, request);
    if (after) this.records.now = after;
    else this.#impossible = JSON.stringify(request.changes);
  }

  #after(around: Around, world: World, record: StepRecord): Node {
    let next = around;
    for (const effect of record.effects) next = this.#around.absorb?.(next, effect) ?? next;
    next = this.#around.settle?.(next, viewOf(world)) ?? next;
    const records = this.records.now;
    const central = onlyOpen(next.central, Object.keys(records.transactions).map(Number));
    return { world, around: central === next.central ? next : { ...next, central }, records };
  }
}

/**
 * Of a transaction also whom it is for: carried along in its `data`, that is stored, and decides from the
 * records who may do what.
 */
class StoringComponent extends MachineComponent {
  override key(state: ComponentState): string {
    const { idTag, parentIdTag, reservationId } = (state as AnyMachineSnapshot).context?.data ?? {};
    const key = super.key(state);
    return idTag === undefined ? key : `${key} ${JSON.stringify([idTag, parentIdTag, reservationId])}`;
  }
}

const silentPorts = new Proxy({} as never, { get: () => () => undefined });

const viewOf = (world: World): View => ({
  alive: (id) => world.actors.has(id),
  control: (id) => (world.actors.get(id)?.state as AnyMachineSnapshot | undefined)?.context?.control ?? null,
});
