import { createWebSocketReceiver, type ParsedReceiverEvent } from '@xstate/inspect';
import type { AnyState, AnyStateMachine, SCXML } from 'xstate';

/** An actor of the station as the real package understood it: parsed by XState 4. */
export type ReceivedActor = {
  readonly sessionId: string;
  readonly id: string;
  readonly parent: string | undefined;
  readonly machine: AnyStateMachine;
  state: AnyState;
};

/** What `@xstate/inspect` 0.8.0, with XState 4, makes of what a station tells its inspectors. */
export class ReceivedStation {
  /** Actors that live, by session. */
  readonly actors = new Map<string, ReceivedActor>();
  /** Called after each frame that was received. */
  onFrame: (frame: ParsedReceiverEvent) => void = () => {};
  readonly #receiver: ReturnType<typeof createWebSocketReceiver>;

  /**
   * @param server `127.0.0.1:8017`.
   * @param failed told when the connection cannot be made or breaks.
   */
  constructor(server: string, failed: (error: unknown) => void) {
    this.#receiver = createWebSocketReceiver({ server, serialize: undefined });
    this.#receiver.subscribe((frame) => this.#received(frame), failed);
  }

  /** Sends an event to an actor, as the visualizer does; a station takes it only with `--inspect-events`. */
  send(sessionId: string, data: SCXML.Event<{ type: string }>['data']): void {
    const event = { name: data.type, data, $$type: 'scxml', type: 'external', origin: sessionId };
    this.#receiver.send({ type: 'xstate.event', event: JSON.stringify(event), service: sessionId });
  }

  #received(frame: ParsedReceiverEvent): void {
    const { sessionId } = frame;
    if (frame.type === 'service.register') {
      const { id, parent, machine, state } = frame;
      this.actors.set(sessionId, { sessionId, id, parent, machine, state });
    }
    const actor = this.actors.get(sessionId);
    if (frame.type === 'service.state' && actor) actor.state = frame.state;
    if (frame.type === 'service.stop') this.actors.delete(sessionId);
    this.onFrame(frame);
  }
}
