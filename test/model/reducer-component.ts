import type { AnyEventObject } from 'xstate';
import type { Reducer } from '../../machines/vocabulary/reducer.ts';
import type { Component, ComponentState, Outcome, Output } from './component.ts';

/** A reducer's own state and the reducer that steps it: made of the actor's input. */
type Hosted<State, Input extends AnyEventObject, Effect> = {
  readonly reducer: Reducer<State, Input, Effect>;
  readonly context: State;
};

/**
 * A reducer as a component: as `hostReducer` runs it, its effects after the step and in order; XState's own
 * events do not reach it.
 */
export class ReducerComponent<State, Input extends AnyEventObject, Effect, I> implements Component {
  readonly #make: (input: I) => Reducer<State, Input, Effect>;
  readonly #outputOf: (effect: Effect) => Output | readonly Output[];

  constructor(
    make: (input: I) => Reducer<State, Input, Effect>,
    outputOf: (effect: Effect) => Output | readonly Output[],
  ) {
    this.#make = make;
    this.#outputOf = outputOf;
  }

  initial(input: unknown): Outcome {
    const reducer = this.#make(input as I);
    const state: Hosted<State, Input, Effect> = { reducer, context: reducer.initial };
    return { state, status: 'active', outputs: [] };
  }

  step(state: ComponentState, event: AnyEventObject): Outcome {
    if (event.type === 'xstate.stop') return { state, status: 'stopped', outputs: [] };
    if (event.type.startsWith('xstate.')) return { state, status: 'active', outputs: [] };
    const { reducer, context } = state as Hosted<State, Input, Effect>;
    const after = reducer.step(context, event as Input);
    const outputs = after.effects.flatMap(this.#outputOf);
    return { state: { reducer, context: after.state }, status: 'active', outputs };
  }

  key(state: ComponentState): string {
    return JSON.stringify((state as Hosted<State, Input, Effect>).context);
  }
}
