import type { Bindings } from './bindings.ts';
import type { Besides, CertifiedFlow, Never, Seconds, Step, Visible } from './certified-flow.ts';
import { type Facts, matchPattern } from './match-pattern.ts';
import { answerTo, isAct, isFrameOf, type Story, type StoryEvent } from './story.ts';

/** The flow is in the story: from the event `first` to `last`, and what followed at once until `end`. */
export type Found = { readonly first: number; readonly last: number; readonly end: number };
export type Matched = { readonly found: Found } | { readonly problem: string };

type Mark = { readonly step: Visible; readonly index: number };
type State = {
  /** Where to look for the next step. */
  readonly from: number;
  readonly marks: readonly Mark[];
  readonly bindings: Bindings;
  /** What must not come between the last step and the next. */
  readonly never: readonly Never[];
};
/** Steps whose order is free; `never` and prose stand alone. */
type Group = { readonly never: Never } | { readonly steps: readonly Visible[] };

/** At any time, and no part of any flow: OCPP 1.6 ed.2 4.6, 4.7. */
const ANY_TIME: ReadonlySet<string> = new Set(['Heartbeat', 'MeterValues']);
const SECOND_MS = 1000;

const groupsOf = (steps: readonly Step[]): Group[] =>
  steps.flatMap((step): Group[] => {
    if (step.kind === 'prose') return [];
    if (step.kind === 'never') return [{ never: step }];
    return [{ steps: step.kind === 'swapping' ? step.steps : [step] }];
  });

const words = (step: Visible | Never): string => {
  const what = 'action' in step ? step.action : 'act' in step ? step.act : '';
  return `${step.kind} ${what} ${JSON.stringify(step.fields)}`;
};

/**
 * Looks for a flow in what really happened: all its steps in their order, each decisive field as the flow has
 * it, and between them no CALL of the station and no act of a person that is no step of it, except Heartbeat,
 * MeterValues and what `besides` allows.
 */
export function matchFlow(flow: CertifiedFlow, story: Story): Matched {
  return new FlowMatch(flow, story).result();
}

class FlowMatch {
  readonly #flow: CertifiedFlow;
  readonly #story: Story;
  readonly #groups: readonly Group[];
  #furthest = { depth: -1, problem: 'it has no step that can be seen' };

  constructor(flow: CertifiedFlow, story: Story) {
    this.#flow = flow;
    this.#story = story;
    this.#groups = groupsOf(flow.steps);
  }

  result(): Matched {
    for (const [key, pattern] of Object.entries(this.#flow.keys ?? {})) {
      const value = this.#story.configuration[key];
      if (!matchPattern(pattern, value, {}, this.#facts(0, [])))
        return { problem: `${key} was ${value}, and should be ${JSON.stringify(pattern)}` };
    }
    const found = this.#group(0, { from: 0, marks: [], bindings: {}, never: [] });
    return found ? { found } : { problem: this.#furthest.problem };
  }

  #group(at: number, state: State): Found | null {
    const group = this.#groups[at];
    if (!group) return this.#end(state);
    if ('never' in group) return this.#group(at + 1, { ...state, never: [...state.never, group.never] });
    const steps = group.steps.filter((step) => this.#applies(step));
    return this.#steps(steps, state, (after) => this.#group(at + 1, after));
  }

  #steps(steps: readonly Visible[], state: State, then: (after: State) => Found | null): Found | null {
    if (steps.length === 0) return then(state);
    for (const step of steps) {
      const rest = steps.filter((it) => it !== step);
      for (let index = state.from; index < this.#story.events.length; index += 1) {
        const after = this.#take(step, index, state);
        const found = after && this.#steps(rest, after, then);
        if (found) return found;
        const event = this.#story.events[index]!;
        if (state.marks.length > 0 && !this.#mayPass(event, state.bindings)) {
          this.#failed(state, `${words(step)} was to come, and ${inWords(event)} came`);
          break;
        }
      }
      this.#failed(state, `${words(step)} did not come`);
    }
    const needed = steps.filter((step) => !('optional' in step && step.optional));
    return needed.length < steps.length ? this.#steps(needed, state, then) : null;
  }

  /** The event at this place is this step. */
  #take(step: Visible, index: number, state: State): State | null {
    const { marks } = state;
    const event = this.#story.events[index]!;
    const facts = this.#facts(index, marks);
    const fields = this.#fieldsOf(step, event);
    let bindings = fields && matchPattern(step.fields, fields, state.bindings, facts);
    if (bindings && event.kind === 'call' && (step.kind === 'asked' || step.kind === 'says')) {
      const pattern = step.kind === 'asked' ? step.answer : step.answered;
      const answer = answerTo(this.#story.events, event, index);
      bindings =
        pattern === undefined ? bindings : answer && matchPattern(pattern, answer.payload, bindings, facts);
      if (!bindings && pattern !== undefined)
        this.#failed(state, `${words(step)} was answered ${JSON.stringify(answer?.payload)}`);
    }
    if (!bindings) return null;
    if (!this.#inTime(step, index, state, bindings)) {
      this.#failed(state, `${words(step)} came at the wrong time`);
      return null;
    }
    const forbidden = state.never.find((it) => this.#broken(it, marks.at(-1)?.index ?? 0, index, bindings));
    if (forbidden) {
      this.#failed(state, `${words(forbidden)} is broken before ${words(step)}`);
      return null;
    }
    return { from: index + 1, marks: [...marks, { step, index }], bindings, never: [] };
  }

  #fieldsOf(step: Visible, event: StoryEvent): object | null {
    switch (step.kind) {
      case 'says':
      case 'asked': {
        const from = step.kind === 'says' ? 'station' : 'central system';
        const is = event.kind === 'call' && event.from === from && event.action === step.action;
        return is ? event.payload : null;
      }
      case 'hand':
        return event.kind === 'hand' && event.act === step.act ? event.fields : null;
      case 'admitted':
        return event.kind === 'admitted' ? event.fields : null;
      case 'opened':
      case 'closed':
        return event.kind === step.kind ? {} : null;
    }
  }

  /** The last step was seen: nothing that must never come may follow, for as long as nobody acts. */
  #end(state: State): Found | null {
    const { events, ended_ms } = this.#story;
    const last = state.marks.at(-1)?.index ?? 0;
    const first = state.marks[0]?.index ?? 0;
    const acts = events.findIndex((event, index) => index > last && isAct(event));
    const end = acts < 0 ? events.length : acts;
    const until_ms = events[end]?.at_ms ?? ended_ms;
    for (const never of state.never) {
      const short = until_ms - (events[last]?.at_ms ?? 0) < never.for_s * SECOND_MS;
      if (!short && !this.#broken(never, last, end, state.bindings)) continue;
      this.#failed(state, short ? `${words(never)} was not waited for` : `${words(never)} is broken`);
      return null;
    }
    return { first, last, end };
  }

  #broken(never: Never, after: number, before: number, bindings: Bindings): boolean {
    return this.#story.events.slice(after + 1, before).some((event, index) => {
      if (!isFrameOf(event) || event.from !== 'station') return false;
      if (never.action === null) return true;
      const facts = this.#facts(after + 1 + index, []);
      const is = event.kind === 'call' && event.action === never.action;
      return is && matchPattern(never.fields, event.payload, bindings, facts) !== null;
    });
  }

  #mayPass(event: StoryEvent, bindings: Bindings): boolean {
    const says = event.kind === 'call' && event.from === 'station';
    if (says && ANY_TIME.has(event.action)) return true;
    if (!says && event.kind !== 'hand') return true;
    return (this.#flow.besides ?? []).some(({ step }: Besides) => {
      const fields = this.#fieldsOf(step, event);
      return fields && matchPattern(step.fields, fields, bindings, this.#facts(0, [])) !== null;
    });
  }

  #applies(step: Visible): boolean {
    if (step.kind !== 'says' || !step.where) return true;
    const [key, value] = step.where;
    return this.#story.configuration[key] === value;
  }

  #inTime(step: Visible, index: number, { marks }: State, bindings: Bindings): boolean {
    if (step.kind !== 'says' && step.kind !== 'hand') return true;
    const { atLeast, after, spaced } = step;
    const since_ms = marks.at(-1) ? this.#at_ms(marks.at(-1)!.index) : 0;
    const passed_s = (this.#at_ms(index) - since_ms) / SECOND_MS;
    if (atLeast !== undefined && passed_s < this.#seconds(atLeast, bindings)) return false;
    if (after !== undefined && Math.abs(passed_s - this.#seconds(after, bindings)) > 1) return false;
    if (spaced === undefined) return true;
    const before = marks.findLast((mark) => mark.step.kind === 'says' && mark.step.action === 'MeterValues');
    const between_ms = this.#taken_ms(index) - (before ? this.#taken_ms(before.index) : Number.NaN);
    return between_ms === this.#seconds(spaced, bindings) * SECOND_MS;
  }

  /** When the meter value of this message was taken. */
  #taken_ms(index: number): number {
    const event = this.#story.events[index]!;
    const [value] = (event.kind === 'call' ? event.payload.meterValue : []) as { timestamp: string }[];
    return Date.parse(value?.timestamp ?? '');
  }

  #seconds(seconds: Seconds, bindings: Bindings): number {
    if (typeof seconds === 'number') return seconds;
    if (typeof seconds === 'string') return Number(bindings[seconds]);
    return Number(this.#story.configuration[seconds.key]) * (seconds.times ?? 1);
  }

  #at_ms(index: number): number {
    return this.#story.events[index]?.at_ms ?? 0;
  }

  #facts(index: number, marks: readonly Mark[]): Facts {
    const wall_ms = (mark: Mark | undefined) =>
      mark ? this.#story.start_ms + this.#at_ms(mark.index) : null;
    const installed = marks.findLast(
      ({ step }) =>
        step.kind === 'asked' && ('csChargingProfiles' in step.fields || 'chargingProfile' in step.fields),
    );
    return {
      message_ms: this.#story.start_ms + this.#at_ms(index),
      hand_ms: wall_ms(marks.findLast(({ step }) => step.kind === 'hand' && step.act === 'card')),
      elapsed_s: installed ? Math.round((this.#at_ms(index) - this.#at_ms(installed.index)) / SECOND_MS) : 0,
      configuration: this.#story.configuration,
    };
  }

  #failed({ marks, bindings }: State, problem: string): void {
    if (marks.length <= this.#furthest.depth) return;
    const known = Object.entries(bindings).map(([name, value]) => `${name} ${value}`);
    this.#furthest = {
      depth: marks.length,
      problem: `after ${marks.length} steps: ${problem} (${known.join(', ')})`,
    };
  }
}

const inWords = (event: StoryEvent): string => JSON.stringify({ ...event, at_ms: undefined });
