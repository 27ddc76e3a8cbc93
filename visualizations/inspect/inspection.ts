import type { AnyActorRef, EventObject, InspectionEvent } from 'xstate';
import type { ActorId } from '../../machines/vocabulary/peer.ts';
import { livingActors } from '../live/living-actors.ts';
import { classicProtocol } from './classic-protocol.ts';
import { readInbound } from './inbound.ts';
import {
  type Inspected,
  inspectedOf,
  type PlainEvent,
  type PlainSnapshot,
  type Protocol,
} from './inspected.ts';
import { Receiver, type ReceiverSink, type Told } from './receiver.ts';
import { statelyProtocol } from './stately-protocol.ts';

type Needs = {
  /** Time and timers, as the station's clock has them. */
  readonly clock: {
    now(): { readonly wall_ms: number };
    setTimeout(fire: () => void, delay_ms: number): object;
  };
  /** A copy without secrets: everything passes it before it is sent. */
  readonly redact: (value: unknown) => unknown;
  /** Brings an event of an inspector to an actor; null: none is taken. */
  readonly deliver: ((to: ActorId, event: PlainEvent) => void) | null;
  /** What is wrong, for the log; nothing of what an inspector sent is quoted. */
  readonly complain: (kind: string, detail: string) => void;
};

export const MAX_RECEIVERS = 8;
const TICK_MS = 1_000;
const START: PlainEvent = { type: 'xstate.init' };

export type JoinedReceiver = {
  readonly heard: (text: string) => void;
  readonly left: () => void;
  /** Frames left out because it was too slow. */
  readonly dropped: () => number;
};

/**
 * Tells inspectors what the actors are and do. It listens where the edge does, copies before it sends, and
 * costs nothing while nobody is connected. A failure of it ends the telling, never the station.
 */
export class Inspection {
  readonly #needs: Needs;
  readonly #stately: Protocol;
  readonly #receivers = new Set<Receiver>();
  /** What receivers were told of, by session. */
  #known = new Map<string, Inspected>();
  #root: AnyActorRef | null = null;
  #ticking = false;
  #failed = false;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#stately = statelyProtocol(() => needs.clock.now().wall_ms);
  }

  get full(): boolean {
    return this.#receivers.size >= MAX_RECEIVERS;
  }

  /** Given to the root of the station. */
  readonly inspect = (seen: InspectionEvent): void => {
    this.#safely(() => {
      const ref = seen.actorRef as AnyActorRef;
      if (seen.type === '@xstate.actor' && !ref._parent) this.#newLife(ref);
      if (this.#receivers.size === 0) return;
      if (seen.type === '@xstate.event')
        this.#told(ref, seen.event, seen.sourceRef as AnyActorRef | undefined);
      if (seen.type === '@xstate.snapshot') this.#settled(ref, seen.snapshot, seen.event);
    });
  };

  /**
   * An inspector has connected. One that speaks `classic` (@xstate/inspect) says when it wants to hear;
   * `stately` (@statelyai/inspect) hears at once.
   */
  join(language: 'classic' | 'stately', sink: ReceiverSink): JoinedReceiver {
    const protocol = language === 'classic' ? classicProtocol : this.#stately;
    const receiver = new Receiver({
      sink,
      protocol,
      scene: (spoken) => this.#scene(spoken),
      behind: () => this.#complain('a receiver is too slow, frames are left out'),
    });
    this.#receivers.add(receiver);
    if (!this.#ticking) this.#tick();
    if (language === 'stately') this.#safely(() => receiver.begin());
    return {
      heard: (text) => this.#safely(() => this.#heard(receiver, language, text)),
      left: () => {
        this.#receivers.delete(receiver);
        if (receiver.dropped > 0)
          this.#complain('a receiver was too slow', `${receiver.dropped} frames left out`);
      },
      dropped: () => receiver.dropped,
    };
  }

  /** Actors were built anew: those before are gone, whether they said so or not. */
  #newLife(root: AnyActorRef): void {
    this.#root = root;
    for (const { sessionId } of this.#known.values()) this.#stopped(sessionId);
    this.#known = new Map();
  }

  #told(ref: AnyActorRef, event: EventObject, source: AnyActorRef | undefined): void {
    const actor = this.#known.get(ref.sessionId);
    if (!actor) return;
    const plain = this.#plain(event) as PlainEvent;
    this.#toAll('event', actor, (protocol) => protocol.event(actor, plain, source?.sessionId ?? null));
  }

  #settled(ref: AnyActorRef, snapshot: object, event: EventObject): void {
    const plain = this.#plain(snapshot) as PlainSnapshot;
    const cause = this.#plain(event) as PlainEvent;
    const known = this.#known.get(ref.sessionId);
    const actor = known ?? this.#register(ref, plain, cause);
    if (known) this.#toAll('snapshot', actor, (protocol) => protocol.snapshot(actor, plain, cause));
    if (plain.status === 'active') return;
    this.#known.delete(actor.sessionId);
    this.#stopped(actor.sessionId);
  }

  /** An actor starts before its owner has settled: the owner is told of first. */
  #register(ref: AnyActorRef, snapshot: PlainSnapshot, cause: PlainEvent): Inspected {
    const owner = ref._parent;
    if (owner && !this.#known.has(owner.sessionId))
      this.#register(owner, this.#plain(owner.getSnapshot()) as PlainSnapshot, START);
    const actor = inspectedOf(ref, this.#root?.sessionId ?? ref.sessionId);
    this.#known.set(actor.sessionId, actor);
    this.#toAll('registered', actor, (protocol) => protocol.registered(actor, snapshot, cause));
    return actor;
  }

  #stopped(sessionId: string): void {
    this.#toAll('stopped', { sessionId }, (protocol) => protocol.stopped({ sessionId }));
  }

  /** Puts an occurrence into words once for each language that is spoken. */
  #toAll(
    kind: Told['kind'],
    { sessionId }: { readonly sessionId: string },
    words: (protocol: Protocol) => readonly string[],
  ): void {
    const spoken = new Map<Protocol, Told>();
    for (const receiver of this.#receivers) {
      const { protocol } = receiver;
      const told = spoken.get(protocol) ?? { kind, sessionId, texts: words(protocol) };
      spoken.set(protocol, told);
      receiver.tell(told);
    }
  }

  #scene(protocol: Protocol): readonly Told[] {
    const root = this.#root;
    if (root?.getSnapshot().status !== 'active') return [];
    return [...livingActors(root).values()].map((ref) => {
      const actor = inspectedOf(ref, root.sessionId);
      this.#known.set(actor.sessionId, actor);
      const snapshot = this.#plain(ref.getSnapshot()) as PlainSnapshot;
      const { sessionId } = actor;
      return { kind: 'registered', sessionId, texts: protocol.registered(actor, snapshot, START) };
    });
  }

  #heard(receiver: Receiver, language: 'classic' | 'stately', text: string): void {
    const inbound = readInbound(text);
    const { deliver } = this.#needs;
    if (inbound.kind === 'refused') return this.#complain(`ignored ${inbound.why}`);
    if (inbound.kind === 'inspecting') return language === 'classic' ? receiver.begin() : undefined;
    if (!deliver) return this.#complain('refused an event, there is no --inspect-events');
    const actor = this.#known.get(inbound.session);
    if (!actor) return this.#complain('ignored an event for an actor that is not there');
    deliver(actor.id, inbound.event);
  }

  /** Each kind has its words: of each the log has a line a minute. */
  #complain(what: string, detail = ''): void {
    this.#needs.complain(`inspector: ${what}`, detail);
  }

  #plain(value: unknown): unknown {
    return this.#needs.redact(JSON.parse(JSON.stringify(value) ?? 'null'));
  }

  #tick(): void {
    this.#ticking = this.#receivers.size > 0;
    if (!this.#ticking) return;
    this.#needs.clock.setTimeout(() => {
      for (const receiver of this.#receivers) this.#safely(() => receiver.tick());
      this.#tick();
    }, TICK_MS);
  }

  #safely(act: () => void): void {
    if (this.#failed) return;
    try {
      act();
    } catch (error) {
      this.#failed = true;
      const cause = error instanceof Error ? error.stack : String(error);
      this.#complain('it failed and tells no more', String(cause));
    }
  }
}
