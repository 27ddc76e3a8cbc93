import type { AnyActorLogic, AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import { registry as allMachines, type Registry } from '../../../machines/registry.ts';
import { type CallQueueState, callQueue } from '../../../machines/rules/call-queue.ts';
import { type ActorId, CALL_QUEUE, CHARGE_POINT } from '../../../machines/vocabulary/peer.ts';
import type { StationRecords } from '../../../machines/vocabulary/records.ts';
import type { Component } from '../component.ts';
import { ModelRecords } from '../compositions/station-records.ts';
import type { Choice, Model } from '../model.ts';
import { numberOf, numberOfText } from '../numbered.ts';
import type { Violation } from '../properties.ts';
import { type Cause, type Effect, type StepRecord, System, type World } from '../system.ts';
import { mayFire, type Timer, timerName, timersKey } from '../timers.ts';
import type { Around } from './around.ts';
import { deliveryObserver } from './delivery-observer.ts';
import { type Fate, Glue } from './glue.ts';
import { type Happening, type Observer, Wrong } from './happening.ts';
import { linkMoves, type MoveKind, peopleMoves, promptMoves, type StationMove } from './moves.ts';
import type { StationComposition } from './station-dimensions.ts';
import { componentOf, firstRecords, stationTree } from './station-tree.ts';
import { wireObserver } from './wire-observer.ts';

export type StationNode = { readonly world: World; readonly around: Around };
export type StationRecord = StepRecord & {
  readonly wrong: Violation | null;
  readonly happenings: readonly Happening[];
};
type Taken = { readonly node: StationNode; readonly record: StationRecord };
export type StationChoice = Choice & {
  readonly kind: MoveKind | 'timer' | 'power cut';
  /** Null: nothing but what `around` says happens. */
  readonly causes: readonly Cause[];
  readonly happening: Happening | null;
  readonly around: Around;
  readonly fate: Fate;
};
export type StationOptions = StationComposition & {
  readonly registry?: Registry | undefined;
  readonly queue?: typeof callQueue | undefined;
  /** For exploring: remembers outcomes, renames what only has to differ. */
  readonly decorate?: (component: Component, situation: () => number) => Component;
};

const USUAL: Fate = { fails: false, cutAfter: null };
const STORES = new Set(['acknowledge']);
const stores = ({ port, params }: Effect): boolean =>
  port === 'commit' || (port === 'queueEffect' && STORES.has((params as { type: string }).type));
/** A bound: no more CALLs of ours that wait or are in flight, by reading, trigger or heartbeat. */
const MOST_WAITING = 2;
/** The timer that the bound may hold back. */
export const HEARTBEAT = 'heartbeatInterval';
function waitingCalls({ actors }: World): number {
  const { context } = actors.get(CALL_QUEUE)?.state as { context: CallQueueState };
  return context.requests.length + (context.inFlight ? 1 : 0);
}
const hasEnded = (state: unknown): boolean =>
  ['refused', 'ended'].includes(String((state as AnyMachineSnapshot).value));

/** What one step gathers on its way through its cascades. */
class Run {
  readonly log: StepRecord['log'][number][] = [];
  readonly armed: Timer[] = [];
  readonly taken: string[] = [];
  readonly failures: StepRecord['failures'][number][] = [];

  add({ log, armed, taken, failures }: StepRecord): void {
    this.log.push(...log);
    this.armed.push(...armed);
    this.taken.push(...taken);
    this.failures.push(...failures);
  }
}

/**
 * The whole station in a world that does what the dimensions allow. A step is one external event with all
 * that follows from it, as the edge runs it: nothing else comes between, but a power cut.
 */
export class StationModel implements Model<StationNode> {
  readonly name: string;
  readonly scope: readonly string[];
  readonly composition: StationComposition;
  readonly #tree: AnyStateMachine;
  readonly #system: System;
  readonly #records: ModelRecords;
  readonly #first: StationRecords;
  readonly #delivery: Observer<Around['seen']['delivery']>;
  readonly #components = new Map<ActorId, Component>();
  #glue: Glue | null = null;

  constructor({ registry = allMachines, queue = callQueue, decorate, ...composition }: StationOptions) {
    const { name, scope, dimensions } = composition;
    this.name = name;
    this.scope = scope;
    this.composition = composition;
    this.#tree = stationTree(registry);
    this.#first = firstRecords(dimensions.configuration);
    this.#records = new ModelRecords(this.#first);
    this.#delivery = deliveryObserver(Number(dimensions.configuration.TransactionMessageAttempts));
    const make = componentOf(queue);
    const situation = (): number => numberOfRecords(this.#records.now);
    this.#system = new System(
      (logic: AnyActorLogic, id) => {
        const known = this.#components.get(id);
        if (known) return known;
        const component = decorate ? decorate(make(logic, id), situation) : make(logic, id);
        this.#components.set(id, component);
        return component;
      },
      (effect) => {
        this.#glue?.port(effect);
        if (this.#glue) this.#records.now = this.#glue.around.disk.records;
      },
    );
  }

  initial(): Taken {
    const { most, vehicle } = this.composition.dimensions;
    const around: Around = {
      disk: { records: this.#first, messages: [], lastSequence: 0 },
      sent: {},
      wire: { socket: 'closed', pongDue: false, answerable: [] },
      board: {
        plugged: vehicle !== null,
        pilot: null,
        offer_A: null,
        coil: false,
        mirror: false,
        flowing: false,
        register_Wh: 0,
        readings: [],
      },
      left: most,
      seen: { wire: wireObserver.initial, delivery: this.#delivery.initial },
    };
    const run = new Run();
    const { world, glue } = this.#boot(run, around);
    return this.#taken(run, world, glue);
  }

  choices({ world, around }: StationNode): readonly StationChoice[] {
    const { dimensions } = this.composition;
    const prompt = promptMoves(around, dimensions);
    const room = waitingCalls(world) < MOST_WAITING;
    const moves =
      prompt.length > 0
        ? prompt
        : [...linkMoves(around, dimensions, room), ...peopleMoves(around, dimensions, room)];
    const timers = prompt.length > 0 ? [] : this.#timers(world);
    const usual = [
      ...moves.map(choiceOf),
      ...timers.map(({ actor, timer }): StationChoice => {
        const name = timerName({ actor, timer });
        const cause: Cause = { kind: 'timer', actor, timer };
        const happening = { kind: 'timer', name } as const;
        const label = `timer ${name}`;
        return { label, kind: 'timer', cause, causes: [cause], happening, around, fate: USUAL };
      }),
    ];
    const { cuts, storageFailures } = around.left;
    if (cuts === 0 && storageFailures === 0) return usual;
    return [...usual, ...usual.flatMap((it) => this.#fates({ world, around }, it)), ...cutNow(around)];
  }

  take(node: StationNode, choice: Choice): Taken {
    const { causes, happening, around, fate, kind } = choice as StationChoice;
    const run = new Run();
    const glue = this.#begin(around, fate);
    if (happening) glue.happens(happening);
    let { world } = node;
    const { steps } = world;
    const step = (cause: Cause): void => {
      if (glue.dead) return;
      // All of it is one moment: what is armed in it is armed at once.
      const stepped = this.#system.step({ ...world, steps }, cause);
      run.add(stepped.record);
      world = stepped.world;
    };
    for (const cause of causes) {
      step(cause);
      for (let next = glue.next(); next && !glue.dead; next = glue.next()) step({ kind: 'event', ...next });
    }
    if (fate.cutAfter === null && kind !== 'power cut') return this.#taken(run, world, glue);
    const next = new Run();
    const booted = this.#boot(next, unpowered(glue.around));
    booted.glue.happenings.unshift(...glue.happenings, { kind: 'power cut' });
    next.failures.unshift(...run.failures);
    return this.#taken(next, booted.world, booted.glue);
  }

  key({ world, around }: StationNode): string {
    let key = '';
    for (const { id, component, state } of world.actors.values())
      key += `${numberOfText(id)}.${component.key(state)} `;
    const { disk, sent, wire, board, left, seen } = around;
    key += `${numberOfRecords(disk.records)} ${disk.messages.map((it) => it.sequence)} ${disk.lastSequence} `;
    for (const part of [sent, wire, board, left, seen.wire, seen.delivery]) key += `${numberOf(part)} `;
    return key + timersKey(world.timers);
  }

  check(_before: StationNode, record: StepRecord, { world, around }: StationNode): Violation | null {
    const { failures, wrong } = record as StationRecord;
    const [failure] = failures;
    if (failure) return { property: 'S14', words: `${failure.actor} threw: ${String(failure.error)}` };
    if (wrong) return wrong;
    for (const { id } of Object.values(around.disk.records.transactions)) {
      const transaction = world.actors.get(`transaction-${id}`);
      if (!transaction || hasEnded(transaction.state))
        return { property: 'S3', words: `transaction ${id} is stored open and nobody will end it` };
    }
    return null;
  }

  #timers(world: World): readonly Timer[] {
    const room = waitingCalls(world) < MOST_WAITING;
    return mayFire(world.timers)
      .filter(({ timer }) => room || !timer.includes(HEARTBEAT))
      .sort((a, b) => (timerName(a) < timerName(b) ? -1 : 1));
  }

  #begin(around: Around, fate: Fate): Glue {
    const glue = new Glue(around, this.composition.dimensions.remembered, fate);
    this.#glue = glue;
    this.#records.now = around.disk.records;
    return glue;
  }

  #boot(run: Run, around: Around): { world: World; glue: Glue } {
    const glue = this.#begin(around, USUAL);
    const waiting = { transaction: around.disk.messages.length, security: 0 };
    const input = { records: this.#records, interruption: 'PowerLoss', idPrefix: 'b-', waiting };
    let { world, record } = this.#system.start(CHARGE_POINT, this.#tree, input);
    run.add(record);
    for (let next = glue.next(); next; next = glue.next()) {
      ({ world, record } = this.#system.step({ ...world, steps: 0 }, { kind: 'event', ...next }));
      run.add(record);
    }
    return { world, glue };
  }

  /** What the observers make of the step. */
  #taken({ log, armed, taken, failures }: Run, world: World, { around, happenings }: Glue): Taken {
    let { wire, delivery } = around.seen;
    let wrong: Wrong | null = null;
    for (const happening of [...happenings, { kind: 'quiescent' } as const]) {
      const [seen, told] = [wireObserver.see(wire, happening), this.#delivery.see(delivery, happening)];
      if (seen instanceof Wrong) wrong ??= seen;
      else wire = seen;
      if (told instanceof Wrong) wrong ??= told;
      else delivery = told;
    }
    const effects = log.flatMap((it) => (it.kind === 'called' ? [it.effect] : []));
    const node = { world, around: { ...around, seen: { wire, delivery } } };
    const violation = wrong && { property: wrong.property, words: wrong.words };
    return { node, record: { log, effects, armed, taken, failures, happenings, wrong: violation } };
  }

  /** The same choice, with storage failing, or with the power cut before each thing that it stores. */
  #fates(node: StationNode, choice: StationChoice): readonly StationChoice[] {
    const { effects } = this.take(node, choice).record;
    const at = effects.flatMap((it, index) => (stores(it) ? [index] : []));
    if (at.length === 0) return [];
    const { around } = choice;
    const { left } = around;
    const lessCuts = { ...around, left: { ...left, cuts: left.cuts - 1 } };
    const cuts = at
      .filter((index) => index > 0)
      .map((cutAfter) => ({
        ...choice,
        label: `${choice.label}, and the power is cut before ${effects[cutAfter]?.port} (${cutAfter})`,
        around: lessCuts,
        fate: { fails: false, cutAfter },
      }));
    const failing = {
      ...choice,
      label: `${choice.label}, and storage fails`,
      around: { ...around, left: { ...left, storageFailures: left.storageFailures - 1 } },
      fate: { fails: true, cutAfter: null },
    };
    return [...(left.cuts > 0 ? cuts : []), ...(left.storageFailures > 0 ? [failing] : [])];
  }
}

const numberOfRecords = (records: StationRecords): number => numbers(records);
const known = new WeakMap<StationRecords, number>();
let count = 0;
/** Equal records are one object already. */
function numbers(records: StationRecords): number {
  const number = known.get(records) ?? count++;
  known.set(records, number);
  return number;
}

function choiceOf({ label, kind, inputs, happening, around }: StationMove): StationChoice {
  const causes = inputs.map((it): Cause => ({ kind: 'event', ...it }));
  const [cause = NO_CAUSE] = causes;
  return { label, kind, cause, causes, happening, around, fate: USUAL };
}
const NO_CAUSE: Cause = { kind: 'event', to: 'nobody', event: { type: 'NOTHING' } };

function cutNow(around: Around): readonly StationChoice[] {
  if (around.left.cuts === 0) return [];
  const left = { ...around.left, cuts: around.left.cuts - 1 };
  const common = { cause: NO_CAUSE, causes: [], happening: null, fate: USUAL };
  return [{ label: 'power cut', kind: 'power cut', around: { ...around, left }, ...common }];
}

/** What is left when the power comes back: the disk, the vehicle where it was, the contactor open. */
const unpowered = (around: Around): Around => ({
  ...around,
  sent: {},
  wire: { socket: 'closed', pongDue: false, answerable: [] },
  board: {
    ...around.board,
    pilot: null,
    offer_A: null,
    coil: false,
    mirror: false,
    flowing: false,
    readings: [],
  },
});
