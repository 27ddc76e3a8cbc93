import type { AnyEventObject } from 'xstate';
import type { Component, ComponentState, Outcome } from './component.ts';
import { numberOf } from './numbered.ts';

const MOST_SITUATIONS = 2 ** 20;

/**
 * Remembers the outcomes of a component, which is a pure function of state, event and records: a composition
 * has far fewer local steps than steps. States that have the same key become one object.
 */
export class MemoComponent implements Component {
  readonly #component: Component;
  readonly #situation: () => number;
  readonly #states = new Map<string, ComponentState>();
  readonly #keys = new WeakMap<ComponentState, number>();
  readonly #starts = new Map<string, Outcome>();
  readonly #steps = new WeakMap<ComponentState, Map<number, Outcome>>();

  /** @param situation a number for what the component reads besides its state: the records. */
  constructor(component: Component, situation: () => number) {
    this.#component = component;
    this.#situation = situation;
  }

  initial(input: unknown): Outcome {
    const key = `${this.#situation()} ${JSON.stringify(input)}`;
    const outcome = this.#starts.get(key) ?? this.#canonical(this.#component.initial(input));
    this.#starts.set(key, outcome);
    return outcome;
  }

  step(state: ComponentState, event: AnyEventObject): Outcome {
    const key = numberOf(event) * MOST_SITUATIONS + this.#situation();
    let outcomes = this.#steps.get(state);
    if (!outcomes) {
      outcomes = new Map();
      this.#steps.set(state, outcomes);
    }
    let outcome = outcomes.get(key);
    if (!outcome) {
      outcome = this.#canonical(this.#component.step(state, event));
      outcomes.set(key, outcome);
    }
    return outcome;
  }

  /** A number in place of the long key. */
  key(state: ComponentState): string {
    return String(this.#keys.get(this.one(state)));
  }

  /** The local states that were met. */
  get states(): readonly ComponentState[] {
    return [...this.#states.values()];
  }

  /** The one object that stands for all states with this key. */
  one(state: ComponentState): ComponentState {
    if (this.#keys.has(state)) return state;
    const key = this.#component.key(state);
    const known = this.#states.get(key);
    if (known) return known;
    this.#states.set(key, state);
    this.#keys.set(state, this.#states.size);
    return state;
  }

  #canonical(outcome: Outcome): Outcome {
    return { ...outcome, state: this.one(outcome.state) };
  }
}
