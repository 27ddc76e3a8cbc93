import type { AnyActorLogic, AnyEventObject } from 'xstate';
import type { ActorId } from '../../machines/vocabulary/peer.ts';

/** What a step of a component asks for. A step lists them in the order the real actor performs them. */
export type Output =
  /** A port is called: the only way out of the station. */
  | { readonly kind: 'port'; readonly port: string; readonly params: unknown }
  | { readonly kind: 'send'; readonly to: ActorId; readonly event: AnyEventObject }
  | {
      readonly kind: 'arm';
      readonly timer: string;
      readonly delay_ms: number;
      readonly event: AnyEventObject;
    }
  | { readonly kind: 'cancel'; readonly timer: string }
  | { readonly kind: 'spawn'; readonly id: ActorId; readonly logic: AnyActorLogic; readonly input: unknown }
  | { readonly kind: 'stop'; readonly id: ActorId };

/** The state of a component: immutable, and opaque to all but its component and the properties. */
export type ComponentState = object;

export type Outcome = {
  readonly state: ComponentState;
  readonly status: 'active' | 'done' | 'error' | 'stopped';
  readonly outputs: readonly Output[];
  /** Of a statechart: the ids of the transitions that it took. */
  readonly taken?: readonly string[];
  /** What was thrown, with status `error`. */
  readonly error?: unknown;
};

/**
 * One actor of the station as a pure function: a statechart, or a reducer. Nothing happens in a step; what
 * should happen is in its outputs.
 */
export interface Component {
  initial(input: unknown): Outcome;
  step(state: ComponentState, event: AnyEventObject): Outcome;
  /**
   * Equal for two states exactly if nothing can ever tell them apart: what decides, never what is carried
   * along.
   */
  key(state: ComponentState): string;
}

/** Makes the component of an actor that is started with `logic` under the address `id`. */
export type ComponentOf = (logic: AnyActorLogic, id: ActorId) => Component;
