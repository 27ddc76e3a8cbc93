import type { CsmsSocket, SocketEvent, SocketTarget } from '../drivers/csms-socket/csms-socket.ts';
import type { StationClock } from '../drivers/clock/clock.ts';
import type { Random } from '../drivers/random/random.ts';
import { type Frame, readAnswer, receive } from '../machines/rules/receive.ts';
import { encodeCall, encodeError, encodeResult } from '../machines/rules/ocpp-j-codec.ts';
import type { CallReply } from '../machines/vocabulary/effects.ts';
import { type AnyEvent, CALL_QUEUE, CHARGE_POINT, OCPP_CONNECTION } from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';

type Needs = {
  readonly edge: Edge;
  readonly clock: StationClock;
  readonly random: Random;
  readonly socket: CsmsSocket;
  readonly target: () => SocketTarget;
  /** While Rejected nothing is answered (OCPP 1.6 ed.2 4.2). */
  readonly silent: () => boolean;
  /** A readable line of the conversation, free of secrets. */
  readonly trace: (direction: 'sent' | 'received', text: string) => void;
  readonly complain: (kind: string, detail: string) => void;
};

/** Binds the WebSocket: frames become events, replies and calls become frames. */
export class ConnectionEdge {
  readonly #needs: Needs;
  /** The action of each CALL sent, by message id: what its answer must look like. */
  readonly #actions = new Map<string, string>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  open(): void {
    const { socket, target } = this.#needs;
    socket.open(target(), (event) => this.#heard(event));
  }

  sendCall(messageId: string, action: string, payload: object): void {
    this.#actions.set(messageId, action);
    this.#send(encodeCall(messageId, action, payload));
  }

  reply(reply: CallReply): void {
    if ('conf' in reply) this.#send(encodeResult(reply.messageId, reply.conf));
    else this.#send(encodeError(reply.messageId, reply.error.code, reply.error.description));
  }

  #send(text: string): void {
    this.#needs.trace('sent', text);
    this.#needs.socket.send(text);
  }

  #heard(event: SocketEvent): void {
    const { edge, random, complain } = this.#needs;
    const tell = (it: AnyEvent): void => edge.deliver(OCPP_CONNECTION, it);
    switch (event.type) {
      case 'opened':
        return tell({ type: 'SOCKET_OPENED' });
      case 'refused':
        complain('connection refused', `${event.status ?? ''} ${event.detail}`.trim());
        return tell({ type: 'SOCKET_REFUSED', status: event.status, jitter: random.fraction() });
      case 'closed':
        this.#actions.clear();
        return tell({ type: 'SOCKET_CLOSED', jitter: random.fraction() });
      case 'pong':
        return tell({ type: 'PONG' });
      case 'unusable-frame':
        return complain(`unusable frame (${event.reason})`, '');
      case 'frame':
        return this.#received(receive(event.text), event.text);
    }
  }

  #received(frame: Frame, text: string): void {
    const { edge, clock, silent, trace, complain } = this.#needs;
    trace('received', text);
    if (frame.kind === 'unreadable') return complain(frame.reason, '');
    edge.deliver(OCPP_CONNECTION, { type: 'EXCHANGE' });
    if (frame.kind === 'refused') return silent() ? undefined : this.reply(frame.reply);
    if (frame.kind === 'call') {
      const { messageId, action, payload } = frame;
      return edge.deliver(CHARGE_POINT, { type: 'CALL', messageId, action, payload, at: clock.now() });
    }
    const answer = readAnswer(frame, this.#actions.get(frame.messageId));
    if (answer.complaint) complain(answer.complaint, '');
    if (answer.event) edge.deliver(CALL_QUEUE, answer.event);
  }
}
