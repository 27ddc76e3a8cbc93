import type { SocketEvent } from '../drivers/csms-socket/csms-socket.ts';
import { encodeCall, encodeError, encodeResult } from '../machines/rules/ocpp-j-codec.ts';
import type { CallReply } from '../machines/vocabulary/effects.ts';
import { type AnyEvent, OCPP_CONNECTION } from '../machines/vocabulary/peer.ts';
import { remember } from '../machines/vocabulary/remember.ts';
import { isSecurityEvent } from '../machines/vocabulary/security-events.ts';
import type { Edge } from './edge.ts';
import { received } from './received.ts';
import { raiseSecurityEvent } from './security-events.ts';
import type { Attempt, StationDrivers } from './station-drivers.ts';

type Drivers = 'clock' | 'random' | 'socket' | 'certificates' | 'target' | 'trace' | 'complain';
type Needs = Pick<StationDrivers, Drivers> & { readonly edge: Edge; readonly silent: () => boolean };

/** What an answer must look like is remembered for so many CALLs; after that it is an answer to nothing. */
const MOST_ACTIONS = 500;

/** Binds the WebSocket: frames become events, replies and calls become frames. */
export class ConnectionEdge {
  readonly #needs: Needs;
  readonly #actions = new Map<string, string>();
  #last: Omit<Attempt, 'securityProfile'> = { refusal: null, problem: null };

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  open({ securityProfile }: { readonly securityProfile: number }): void {
    const target = this.#needs.target({ securityProfile, ...this.#last });
    this.#needs.socket.open(target, (event) => this.#heard(event));
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
        this.#last = { refusal: null, problem: null };
        return tell({ type: 'SOCKET_OPENED', ...(event.root && { root: event.root }) });
      case 'refused': {
        const { status, detail, problem } = event;
        this.#last = { refusal: status, problem: problem ?? null };
        complain('connection refused', [status, problem, detail].filter((it) => it).join(' '));
        if (isSecurityEvent(problem)) raiseSecurityEvent(edge, problem, detail);
        return tell({ type: 'SOCKET_REFUSED', status, jitter: random.fraction() });
      }
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
