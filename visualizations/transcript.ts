import type { AnyActorRef, InspectionEvent } from 'xstate';
import { actionText, eventText, frameText, isBookkeeping, sourceOf } from './transcript-words.ts';

/** An input of the station, as its edge logs it. */
type Input = {
  readonly monotonic_ms: number;
  readonly cause: 'boot' | 'event' | 'timer';
  readonly to: string;
  readonly event: { readonly type: string };
};
type Line = {
  /** Of an input: when, in ms since the first one. */
  readonly at_ms: number | null;
  readonly from: string;
  readonly to: string;
  readonly words: string;
  readonly dull: boolean;
  entered: readonly string[];
};

/** The innermost states of a state value, as paths. */
function leaves(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'string') return [path + value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([region, inner]) => {
    const below = leaves(inner, `${path}${region}.`);
    return below.length > 0 ? below : [path + region];
  });
}

/** Without an actor that sent it: the glue around them. */
const idOf = (actor: object | undefined): string => (actor as AnyActorRef | undefined)?.id ?? 'station';

const FROM_AND_TO = 44;
const WORDS = 60;

/**
 * A run of the whole station as text: each input with its time, and below it who told whom what, the frames
 * and commands that went out, and the states that were entered. It listens where the edge does (`log`,
 * `inspect`) and to what is sent (`trace`).
 */
export class Transcript {
  readonly #lines: Line[] = [];
  /** By actor, lines of events it has been told and not finished with. */
  readonly #open = new Map<string, Line[]>();
  readonly #states = new Map<string, readonly string[]>();
  #first_ms: number | null = null;
  #input: { readonly line: Line; readonly event: object } | null = null;

  readonly log = ({ monotonic_ms, cause, to, event }: Input): void => {
    this.#first_ms ??= monotonic_ms;
    const from = cause === 'timer' ? 'clock' : sourceOf(event.type);
    const line = this.#add({ at_ms: monotonic_ms - this.#first_ms, from, to, words: eventText(event) });
    this.#input = { line, event };
  };

  readonly inspect = (seen: InspectionEvent): void => {
    const actor = idOf(seen.actorRef);
    if (seen.type === '@xstate.event') this.#told(actor, idOf(seen.sourceRef), seen.event);
    if (seen.type === '@xstate.snapshot') this.#settled(actor, seen.snapshot);
    if (seen.type === '@xstate.action') {
      const { type, params } = seen.action;
      const words = actionText(type, params);
      if (words !== null) this.#add({ at_ms: null, from: actor, to: 'board', words });
    }
  };

  /** Frames that were received are inputs already. */
  readonly trace = (direction: 'sent' | 'received', text: string): void => {
    if (direction === 'sent')
      this.#add({ at_ms: null, from: 'station', to: 'central system', words: frameText(text) });
  };

  /** @returns the transcript so far, each line ended. */
  text(): string {
    let text = '';
    let time = '';
    for (const { at_ms, from, to, words, dull, entered } of this.#lines) {
      if (at_ms !== null) time = (at_ms / 1000).toFixed(3);
      if (dull && entered.length === 0) continue;
      const who = `${at_ms === null ? '  ' : ''}${from} -> ${to}`.padEnd(FROM_AND_TO);
      const states = entered.length > 0 ? `  [${entered.join(', ')}]` : '';
      text += `${time.padStart(10)}  ${who}  ${states ? words.padEnd(WORDS) : words}${states}\n`;
      // Said once for all that an input leads to.
      time = '';
    }
    return text;
  }

  #told(actor: string, source: string, event: { readonly type: string }): void {
    const input = this.#input;
    this.#input = null;
    const isInput = input?.event === event;
    const words = eventText(event);
    const line = isInput ? input.line : this.#add({ at_ms: null, from: source, to: actor, words });
    this.#open.set(actor, [...(this.#open.get(actor) ?? []), line]);
  }

  #settled(actor: string, snapshot: object): void {
    const [line, ...rest] = this.#open.get(actor) ?? [];
    this.#open.set(actor, rest);
    const before = new Set(this.#states.get(actor));
    const now = 'value' in snapshot ? leaves(snapshot.value) : [];
    this.#states.set(actor, now);
    if (line) line.entered = now.filter((state) => !before.has(state));
  }

  #add(line: Omit<Line, 'entered' | 'dull'>): Line {
    const added = { ...line, dull: isBookkeeping(line.words), entered: [] };
    this.#lines.push(added);
    return added;
  }
}
