import type { AnyActorRef, EventObject, InspectedEventEvent, InspectionEvent } from 'xstate';
import { type Instant, type IsoTime, isoTime } from '../../machines/vocabulary/instant.ts';
import { type ActorId, CHARGE_POINT } from '../../machines/vocabulary/peer.ts';
import { type Transition, transitionId } from '../graph-edge.ts';
import type { ActorState, CascadeItem, PortCall, RecordedItem, ToldEvent, WireItem } from './frames.ts';
import { History } from './history.ts';
import { actorState, livingActors } from './living-actors.ts';
import { TimerWatch } from './timer-watch.ts';

/** An input of the station, as its edge log has it. */
export type RecordedEnvelope = {
  readonly seq: number;
  readonly monotonic_ms: number;
  readonly wall: IsoTime;
  readonly cause: 'boot' | 'event' | 'timer';
  readonly to: ActorId;
  readonly event: EventObject;
};

type Step = { readonly actor: ActorId; readonly transition: Transition };
type Open = Pick<CascadeItem, 'seq' | 'cause' | 'to' | 'event' | 'monotonic_ms' | 'wall'> & {
  readonly steps: Step[];
  readonly told: ToldEvent[];
  readonly ports: PortCall[];
  readonly wires: Pick<WireItem, 'direction' | 'text'>[];
};

/** Effects that are seen as timers, frames or changes of records, and would only fill the list. */
const UNSEEN_PORTS: ReadonlySet<string> = new Set([
  'queueEffect',
  'limitsEffect',
  'statusEffect',
  'call',
  'withdraw',
]);
const START: EventObject = { type: 'xstate.init' };

/**
 * Records what happens in the station, cascade by cascade, for people: the last `capacity` items. It keeps
 * references to what never changes and copies nothing, so that it may always run: whoever comes to see why
 * the station does not charge wants to see what was before. A cascade is complete when the next begins, or
 * when the station has nothing more to do at once (a microtask).
 */
export class Recorder {
  readonly history: History;
  /** Called with each item as it is completed. */
  onItem: (item: RecordedItem) => void = () => {};
  /** Called when it failed, and records no more: the station must not notice. */
  onFailure: (error: unknown) => void = () => {};
  #failed = false;
  readonly #now: () => Instant;
  readonly #timers = new TimerWatch();
  #root: AnyActorRef | null = null;
  #states: ReadonlyMap<ActorId, readonly [snapshot: unknown, ref: AnyActorRef]> = new Map();
  readonly #ids = new WeakMap<Transition, string | null>();
  #open: Open | null = null;
  #count = 0;

  constructor({ now, capacity = 500 }: { readonly now: () => Instant; readonly capacity?: number }) {
    this.#now = now;
    this.history = new History(capacity);
  }

  /** The actors were built, for the first time or anew; called before they start. */
  follow(root: AnyActorRef): void {
    this.#safely(() => {
      this.#close();
      this.#timers.reset();
      this.#root = root;
    });
  }

  envelope({ seq, monotonic_ms, wall, cause, to, event }: RecordedEnvelope): void {
    this.#safely(() => {
      this.#begin({ seq, monotonic_ms, wall, cause: cause === 'boot' ? 'start' : cause, to, event });
      this.#timers.event(to, event, this.#now());
    });
  }

  inspect(event: InspectionEvent): void {
    if (event.type === '@xstate.event') return this.#safely(() => this.#note(event));
    if (event.type !== '@xstate.microstep') return;
    this.#safely(() => {
      const { steps } = this.#present();
      const actor = (event.actorRef as AnyActorRef).id;
      for (const transition of event._transitions) steps.push({ actor, transition });
    });
  }

  /** What comes from outside, and what XState tells its actors, is no message of one to another. */
  #note({ sourceRef, actorRef, event }: InspectedEventEvent): void {
    const [from, to] = [sourceRef, actorRef].map((ref) => (ref as AnyActorRef | undefined)?.id);
    if (from === undefined || to === undefined || from === to || event.type.startsWith('xstate.')) return;
    this.#present().told.push({ from, to, type: event.type });
  }

  /** @param actor who asked, where the port is told. */
  port(port: string, actor: ActorId | null, request: unknown): void {
    this.#safely(() => {
      this.#timers.port(port, actor, request, this.#now());
      if (!UNSEEN_PORTS.has(port)) this.#present().ports.push({ port, actor, request });
    });
  }

  /** A frame to or from the central system, without its secrets. */
  wire(direction: WireItem['direction'], text: string): void {
    this.#safely(() => {
      if (this.#open) this.#open.wires.push({ direction, text });
      else this.#add({ kind: 'wire', n: this.#count + 1, ...this.#moment(), direction, text });
    });
  }

  #begin(input: Omit<Open, 'steps' | 'told' | 'ports' | 'wires'>): Open {
    this.#close();
    const open: Open = { ...input, steps: [], told: [], ports: [], wires: [] };
    this.#open = open;
    queueMicrotask(() =>
      this.#safely(() => {
        if (this.#open === open) this.#close();
      }),
    );
    return open;
  }

  #present(): Open {
    if (this.#open) return this.#open;
    const { monotonic_ms, wall } = this.#moment();
    const start = { seq: null, monotonic_ms, wall, cause: 'start', to: CHARGE_POINT, event: START } as const;
    return this.#begin(start);
  }

  #close(): void {
    const open = this.#open;
    if (!open) return;
    this.#open = null;
    const { steps, wires, ...input } = open;
    const { monotonic_ms, wall } = input;
    const taken = steps.flatMap(({ actor, transition }) => {
      const edge = this.#idOf(transition);
      return edge === null ? [] : [{ actor, edge }];
    });
    const timers = this.#timers.changes(this.#root, monotonic_ms);
    const n = this.#count + 1;
    this.#add({ kind: 'cascade', n, ...input, taken, ...this.#changes(), ...timers });
    for (const frame of wires) this.#add({ kind: 'wire', n: this.#count + 1, monotonic_ms, wall, ...frame });
  }

  /** A transition is the same object each time it is taken. */
  #idOf(transition: Transition): string | null {
    const known = this.#ids.get(transition);
    if (known !== undefined) return known;
    const id = transitionId(transition);
    this.#ids.set(transition, id);
    return id;
  }

  #changes(): Pick<CascadeItem, 'changed' | 'gone'> {
    const living = this.#root ? livingActors(this.#root) : new Map<ActorId, AnyActorRef>();
    const changed: Record<ActorId, ActorState> = {};
    const states = new Map<ActorId, readonly [unknown, AnyActorRef]>();
    for (const [id, ref] of living) {
      const snapshot: unknown = ref.getSnapshot();
      const before = this.#states.get(id);
      states.set(id, [snapshot, ref]);
      if (!before || before[0] !== snapshot || before[1] !== ref) changed[id] = actorState(ref);
    }
    const gone = [...this.#states.keys()].filter((id) => !living.has(id));
    this.#states = states;
    return { changed, gone };
  }

  #moment(): Pick<WireItem, 'monotonic_ms' | 'wall'> {
    const { monotonic_ms, wall_ms } = this.#now();
    return { monotonic_ms, wall: isoTime(wall_ms) };
  }

  #safely(act: () => void): void {
    if (this.#failed) return;
    try {
      act();
    } catch (error) {
      this.#failed = true;
      this.onFailure(error);
    }
  }

  #add(item: RecordedItem): void {
    this.#count = item.n;
    this.history.add(item);
    this.onItem(item);
  }
}
