import type { InspectionEvent } from 'xstate';
import type { StationWatch } from '../../actors/watched-ports.ts';
import { type Transition, transitionId } from '../../visualizations/graph-edge.ts';
import type { Story, StoryEvent } from '../coverage/story.ts';

/** Of all runs together: a transition of a statechart is the same object each time it is taken. */
const ids = new WeakMap<Transition, string | null>();

function idOf(transition: Transition): string | null {
  const known = ids.get(transition);
  if (known !== undefined) return known;
  const id = transitionId(transition);
  ids.set(transition, id);
  return id;
}

/** Writes down a run: what was done to the station, what crossed the wire, what its machines did. */
export class StoryRecord implements StationWatch {
  readonly events: StoryEvent[] = [];
  readonly #transitions: { readonly id: string; readonly place: number }[] = [];
  readonly #now_ms: () => number;

  constructor(now_ms: () => number) {
    this.#now_ms = now_ms;
  }

  add(event: StoryEvent): void {
    this.events.push(event);
  }

  hand(act: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.add({ kind: 'hand', at_ms: this.#now_ms(), act, fields });
  }

  admitted(identity: string, password: Buffer | undefined): void {
    const fields = { identity, password: password?.toString('hex') ?? null };
    this.add({ kind: 'admitted', at_ms: this.#now_ms(), fields });
  }

  inspect(event: InspectionEvent): void {
    if (event.type !== '@xstate.microstep') return;
    for (const transition of event._transitions) {
      const id = idOf(transition);
      if (id !== null) this.#transitions.push({ id, place: this.events.length });
    }
  }

  follow(): void {}
  port(): void {}

  /** The run as it was, `start_ms` the wall clock at its beginning. */
  story(start_ms: number, configuration: Story['configuration']): Story {
    const { events } = this;
    return { events, transitions: this.#transitions, ended_ms: this.#now_ms(), start_ms, configuration };
  }
}
