import { type AnyActorRef, type AnyMachineSnapshot, createEmptyActor, type InspectionEvent } from 'xstate';
import { type Booted, boot } from '../../../actors/boot.ts';
import { Edge } from '../../../actors/edge.ts';
import type { Envelope } from '../../../actors/envelope.ts';
import type { Ports } from '../../../actors/ports.ts';
import { recordRules } from '../../../actors/record-rules.ts';
import { recordsView } from '../../../actors/records-view.ts';
import { deafBoard, deafFirmware, deafSocket } from '../../../actors/replay-drivers.ts';
import type { TimerHandle } from '../../../drivers/clock/clock.ts';
import { MemoryStorage } from '../../../drivers/storage/memory-storage.ts';
import { registry as allMachines, type Registry } from '../../../machines/registry.ts';
import { type ActorId, CALL_QUEUE } from '../../../machines/vocabulary/peer.ts';
import { noCertificates } from '../../station/no-certificates.ts';
import { HandClock } from '../hand-clock.ts';
import { actorWords, calledWords, sentWords } from '../real-station.ts';
import type { Cause } from '../system.ts';
import { timerName } from '../timers.ts';
import type { StationComposition } from './station-dimensions.ts';
import type { StationChoice } from './station-model.ts';
import { firstRecords, LEFT_OUT } from './station-tree.ts';

export type StationObservation = {
  readonly log: readonly string[];
  readonly actors: Readonly<Record<ActorId, string>>;
  readonly timers: readonly string[];
  readonly disk: string;
};
type Options = {
  readonly composition: StationComposition;
  readonly registry?: Registry;
  readonly log?: (envelope: Envelope) => void;
};

type AllPorts = Readonly<Record<string, (...args: unknown[]) => void>>;
const nothing = (): void => {};
/** What these reducers decide is left out: their timers and messages would be events of the world. */
const MUTE: ReadonlySet<string> = new Set(['statusEffect', 'limitsEffect']);

/** Time as the test has it; the wall clock stands still. */
class WalkClock extends HandClock {
  monotonic_ms = 0;
  override now() {
    return { monotonic_ms: this.monotonic_ms, wall_ms: 0 };
  }
  override onWallStep(): void {}
}

/**
 * The station itself: the real boot, actors, edges and ports over a storage in memory. The world is the test:
 * it brings every event and lets timers fire.
 */
export class RealWholeStation {
  readonly #options: Options;
  readonly #edge: Edge;
  readonly #clock: WalkClock;
  #storage: MemoryStorage;
  #booted: Booted | null = null;
  #log: string[] = [];
  #handles = new WeakMap<object, TimerHandle>();
  /** Timers of the call queue's edge, with their delays. */
  #queueTimers = new Map<string, { readonly handle: TimerHandle; readonly delay_ms: number }>();
  #arming: string | null = null;
  #calls = 0;
  #cut: { readonly after: number; disk: MemoryStorage | null } | null = null;

  constructor(options: Options) {
    this.#options = options;
    const records = firstRecords(options.composition.dimensions.configuration);
    const { profile, configuration } = records;
    const snapshot = { records, messages: [], lastSequence: 0, secrets: {} };
    this.#storage = new MemoryStorage({ profile, rules: recordRules(profile, configuration), snapshot });
    this.#clock = new WalkClock((handle) => this.#armed(handle));
    this.#edge = new Edge(this.#clock, {
      inspect: (it) => this.#inspect(it),
      ...(options.log && { log: options.log }),
    });
    this.#boot();
  }

  get storage(): MemoryStorage {
    return this.#storage;
  }

  /** @param at_ms the time of the step, where times matter. */
  step({ causes, fate, kind }: StationChoice, at_ms = 0): void {
    this.#clock.monotonic_ms = at_ms;
    this.#calls = 0;
    this.#cut = fate.cutAfter === null ? null : { after: fate.cutAfter, disk: null };
    this.#storage.full = fate.fails;
    for (const cause of causes) if (!this.#cut?.disk) this.#cause(cause);
    this.#storage.full = false;
    if (kind !== 'power cut' && fate.cutAfter === null) return;
    this.#storage = (this.#cut?.disk ?? this.#storage).clone();
    this.#cut = null;
    this.stop();
    this.#log = [];
    this.#boot();
  }

  observe(): StationObservation {
    const log = this.#log;
    this.#log = [];
    const actors = this.#living()
      .filter(({ id }) => !LEFT_OUT.has(id))
      .map((actor) => [actor.id, snapshotWords(actor.id, actor.getSnapshot())]);
    const timers = [
      ...this.#scheduled().map((it) => `${timerName({ actor: it.source.id, timer: it.id })} ${it.delay}`),
      ...[...this.#queueTimers]
        .filter(([, { handle }]) => this.#clock.isArmed(handle))
        .map(([timer, { delay_ms }]) => `${timerName({ actor: CALL_QUEUE, timer })} ${delay_ms}`),
    ];
    const { records, messages } = this.#storage.snapshot();
    const disk = diskWords(records, messages);
    return { log, actors: Object.fromEntries(actors), timers: timers.sort(), disk };
  }

  stop(): void {
    this.#booted?.bound.stop();
    this.#booted?.root.stop();
    this.#edge.root = null;
  }

  #boot(): void {
    this.#handles = new WeakMap();
    this.#queueTimers = new Map();
    const world = { board: deafBoard, socket: deafSocket, clock: this.#clock, storage: this.#storage };
    this.#booted = boot({
      edge: this.#edge,
      drivers: {
        ...world,
        random: { uuid: () => 'b', fraction: () => 0.5 },
        certificates: noCertificates,
        sendLog: () => new Promise(nothing),
        firmware: deafFirmware(null),
        target: () => ({ url: '', credentials: null }),
        trace: nothing,
        complain: nothing,
      },
      registry: this.#options.registry ?? allMachines,
      records: recordsView(this.#storage),
      interruption: 'PowerLoss',
      between: (ports) => this.#between(ports),
    });
    this.#booted.root.subscribe({ error: nothing });
    this.#edge.run(this.#booted.start);
  }

  /** Writes each call down, and takes the disk as it is where the power is to be cut. */
  #between(ports: Ports): Ports {
    const entries = Object.entries(ports as unknown as AllPorts).map(([name, port]) => [
      name,
      (...args: unknown[]): void => {
        if (MUTE.has(name)) return;
        if (this.#cut?.after === this.#calls) this.#cut.disk ??= this.#storage.clone();
        this.#calls += 1;
        const params = args.at(-1);
        this.#log.push(calledWords(name, params));
        const { type, timer, delay_ms } = (params ?? {}) as Record<string, unknown>;
        if (name === 'queueEffect' && type === 'arm') this.#arming = `${timer} ${delay_ms}`;
        port(...args);
        this.#arming = null;
      },
    ]);
    return Object.fromEntries(entries) as unknown as Ports;
  }

  #cause(cause: Cause): void {
    if (cause.kind === 'event') return this.#edge.deliver(cause.to, cause.event);
    const queued = cause.actor === CALL_QUEUE ? this.#queueTimers.get(cause.timer)?.handle : undefined;
    const armed = this.#scheduled().find((it) => it.source.id === cause.actor && it.id === cause.timer);
    const handle = queued ?? (armed && this.#handles.get(armed));
    if (!handle) throw new Error(`the real ${cause.actor} has not armed ${cause.timer}`);
    this.#clock.fire(handle);
  }

  #armed(handle: TimerHandle): void {
    if (this.#arming !== null) {
      const [timer = '', delay] = this.#arming.split(' ');
      this.#queueTimers.set(timer, { handle, delay_ms: Number(delay) });
      return;
    }
    for (const scheduled of this.#scheduled())
      if (!this.#handles.has(scheduled)) this.#handles.set(scheduled, handle);
  }

  #scheduled() {
    const root = this.#booted?.root ?? createEmptyActor();
    return Object.values(root.system.getSnapshot()._scheduledEvents);
  }

  #living(actor: AnyActorRef | undefined = this.#booted?.root): readonly AnyActorRef[] {
    if (!actor) return [];
    const snapshot: AnyMachineSnapshot = actor.getSnapshot();
    if (snapshot.status !== 'active') return [];
    const children = Object.values<AnyActorRef>(snapshot.children ?? {});
    return [actor, ...children.flatMap((child) => this.#living(child))];
  }

  #inspect(inspected: InspectionEvent): void {
    if (inspected.type !== '@xstate.event' || inspected.event.type.startsWith('xstate.init')) return;
    const { id } = inspected.actorRef as AnyActorRef;
    if (!LEFT_OUT.has(id)) this.#log.push(sentWords(id, inspected.event));
  }
}

/** States of a machine, or the state of a reducer. */
export const snapshotWords = (id: ActorId, snapshot: { context: unknown }): string =>
  id === CALL_QUEUE ? JSON.stringify(snapshot.context) : actorWords(snapshot as AnyMachineSnapshot);

export function diskWords(records: object, messages: readonly { readonly sequence: number }[]): string {
  const { profile: _, ...rest } = records as { profile: unknown };
  return JSON.stringify([rest, messages.map(({ sequence }) => sequence)]);
}
