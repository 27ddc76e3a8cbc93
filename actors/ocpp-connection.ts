import type { SocketEvent } from '../drivers/csms-socket/csms-socket.ts';
import { encodeCall, encodeError, encodeResult } from '../machines/rules/ocpp-j-codec.ts';
import type { CallReply } from '../machines/vocabulary/effects.ts';
import { type AnyEvent, OCPP_CONNECTION } from '../machines/vocabulary/peer.ts';
import { remember } from '../machines/vocabulary/remember.ts';
import type { Edge } from './edge.ts';
import { received } from './received.ts';
import type { StationDrivers } from './station-drivers.ts';

type Drivers = 'clock' | 'random' | 'socket' | 'storage' | 'target' | 'trace' | 'complain';
type Needs = Pick<StationDrivers, Drivers> & { readonly edge: Edge; readonly silent: () => boolean };

/** What an answer must look like is remembered for so many CALLs; after that it is an answer to nothing. */
const MOST_ACTIONS = 500;

/** Binds the WebSocket: frames become events, replies and calls become frames. */
export class ConnectionEdge {
  readonly #needs: Needs;
  readonly #actions = new Map<string, string>();
  #refusal: number | null = null;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  open(): void {
    this.#needs.socket.open(this.#needs.target(this.#refusal), (event) => this.#heard(event));
  }

  sendCall(messageId: string, action: string, payload: object): void {
    remember(this.#actions, messageId, action, MOST_ACTIONS);
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
    const { edge, random, complain, trace } = this.#needs;
    const tell = (it: AnyEvent): void => edge.deliver(OCPP_CONNECTION, it);
    switch (event.type) {
      case 'opened':
        this.#refusal = null;
        return tell({ type: 'SOCKET_OPENED' });
      case 'refused':
        this.#refusal = event.status;
        complain('connection refused', `${event.status ?? ''} ${event.detail}`.trim());
        return tell({ type: 'SOCKET_REFUSED', status: event.status, jitter: random.fraction() });
      case 'closed':
        return tell({ type: 'SOCKET_CLOSED', jitter: random.fraction() });
      case 'pong':
        return tell({ type: 'PONG' });
      case 'unusable-frame':
        return complain(`unusable frame (${event.reason})`, '');
      case 'frame':
        trace('received', event.text);
        return received(event.text, {
          ...this.#needs,
          reply: (reply) => this.reply(reply),
          actionOf: (messageId) => this.#actions.get(messageId),
        });
    }
  }
}
