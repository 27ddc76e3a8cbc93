import type { ActorLogic, EventObject, Snapshot } from 'xstate';

/** A pure component that is no statechart: a queue, a reporter. */
export type Reducer<State, Input extends EventObject, Effect> = {
  readonly initial: State;
  step(state: State, input: Input): { readonly state: State; readonly effects: readonly Effect[] };
};

export type ReducerSnapshot<State> = Snapshot<undefined> & { readonly context: State };
export type ReducerLogic<State, Input extends EventObject, I> = ActorLogic<ReducerSnapshot<State>, Input, I>;

/** Hosts a reducer as an inspectable actor; its effects are performed after the step, in order. */
export const hostReducer = <State, Input extends EventObject, Effect, I>(
  make: (input: I) => Reducer<State, Input, Effect>,
  perform: (effect: Effect) => void,
): ReducerLogic<State, Input, I> => {
  const steps = new WeakMap<object, Reducer<State, Input, Effect>>();
  return {
    getInitialSnapshot: (scope, input) => {
      const reducer = make(input);
      steps.set(scope.self, reducer);
      return { status: 'active', output: undefined, error: undefined, context: reducer.initial };
    },
    transition: (snapshot, event, scope) => {
      const reducer = steps.get(scope.self);
      if (!reducer || String(event.type).startsWith('xstate.')) return snapshot;
      const { state, effects } = reducer.step(snapshot.context, event);
      for (const effect of effects) scope.defer(() => perform(effect));
      return { ...snapshot, context: state };
    },
    getPersistedSnapshot: (snapshot) => snapshot,
  };
};
