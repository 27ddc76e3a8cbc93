import type { EventObject, StateValue } from 'xstate';
import type { IsoTime } from '../../machines/vocabulary/instant.ts';
import type { ActorId } from '../../machines/vocabulary/peer.ts';

/** What an actor is at one moment. */
export type ActorState = {
  readonly parent: ActorId | null;
  /** Name of its statechart; null for a plain component. */
  readonly machine: string | null;
  /** null for a plain component. */
  readonly value: StateValue | null;
  /** What decides: `context.control` of a statechart, the whole state of a plain component. */
  readonly control: unknown;
  readonly status: string;
};

/** A timer that runs. `id` is unique while it does. */
export type ArmedTimer = {
  readonly id: string;
  readonly actor: ActorId;
  /** The delay of an `after`, or what the timer is for. */
  readonly name: string;
  /** The state (`machine#path`) whose `after` it is; null for others. */
  readonly state: string | null;
  /** Monotonic time of the station, in ms. */
  readonly deadline_ms: number;
};

/** Something the machines asked of the world during a cascade. */
export type PortCall = { readonly port: string; readonly actor: ActorId | null; readonly request: unknown };

/** An actor told another something. */
export type ToldEvent = { readonly from: ActorId; readonly to: ActorId; readonly type: string };

type Moment = { readonly n: number; readonly monotonic_ms: number; readonly wall: IsoTime };

/** One input and all that followed from it at once. */
export type CascadeItem = Moment & {
  readonly kind: 'cascade';
  /** Number of the envelope in the edge log; null for what no envelope began (the start of the actors). */
  readonly seq: number | null;
  readonly cause: 'event' | 'timer' | 'start';
  readonly to: ActorId;
  readonly event: EventObject;
  /** Transitions in the order they were taken, by their stable ids. */
  readonly taken: readonly { readonly actor: ActorId; readonly edge: string }[];
  /** What actors told each other, in order; names of events. */
  readonly told: readonly ToldEvent[];
  readonly changed: Readonly<Record<ActorId, ActorState>>;
  readonly gone: readonly ActorId[];
  readonly armed: readonly ArmedTimer[];
  /** Ids of timers that fired or were cancelled. */
  readonly ended: readonly string[];
  readonly ports: readonly PortCall[];
};

/** A frame on the wire to or from the central system. */
export type WireItem = Moment & {
  readonly kind: 'wire';
  readonly direction: 'sent' | 'received';
  readonly text: string;
};

export type RecordedItem = CascadeItem | WireItem;

/** Everything at one moment. */
export type Scene = {
  readonly actors: Readonly<Record<ActorId, ActorState>>;
  readonly timers: readonly ArmedTimer[];
};

/** The first frame of a feed, and the first after frames were dropped: all that is known. */
export type HelloFrame = {
  readonly kind: 'hello';
  readonly about: StationAbout;
  readonly monotonic_ms: number;
  /** The scene before the first of `items`. */
  readonly base: Scene;
  readonly items: readonly RecordedItem[];
};

export type StationAbout = {
  readonly identity: string;
  readonly software: string;
  /** The simulated hardware can be handled at `/bench`. */
  readonly bench: boolean;
  /** Commands of the central system can be sent at `/csms`. */
  readonly demo: boolean;
  /** It writes an edge log, which can be had at `/edge-log`. */
  readonly edgeLog?: boolean;
};

/** What the station says of itself, whenever that changed; `bench` is what `GET /bench` answers. */
export type StatusFrame = {
  readonly kind: 'status';
  readonly monotonic_ms: number;
  readonly status: unknown;
  readonly bench: unknown;
};
/** This viewer was too slow: so many frames were left out since it last kept up. */
export type DroppedFrame = { readonly kind: 'dropped'; readonly frames: number };

export type Frame = HelloFrame | RecordedItem | StatusFrame | DroppedFrame;
