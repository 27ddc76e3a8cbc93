import type { LoopbackPeer } from '../../drivers/csms-socket/loopback-peer.ts';
import { isoTime } from '../../machines/vocabulary/instant.ts';

type Payload = Readonly<Record<string, unknown>>;
export type ReceivedCall = {
  readonly at_ms: number;
  readonly messageId: string;
  readonly action: string;
  readonly payload: Payload;
};
export type Reply = { readonly conf: Payload } | { readonly error: string };
/** What a CALL of the station is answered with; null: nothing, for ever. */
export type Answer = (payload: Payload) => Reply | null;
/** As Answer, for all actions, and it need not be OCPP; `proper`: as if nothing were scripted. */
export type AnyAnswer = (
  action: string,
  messageId: string,
) => { readonly conf: unknown } | { readonly error: string } | 'proper' | null;

export const accepted = { status: 'Accepted' };
const ACCEPTED_TAG = { idTagInfo: accepted };

/** The other end of the loopback socket: answers as scripted, else accepts, and remembers every frame. */
export class ScriptedCentralSystem {
  readonly calls: ReceivedCall[] = [];
  readonly replies = new Map<string, Reply[]>();
  readonly frames: string[] = [];
  /** The most CALLs of the station that waited for an answer at one time (S5: one). */
  mostInFlight = 0;
  readonly #peer: LoopbackPeer;
  readonly #now: () => { monotonic_ms: number; wall_ms: number };
  readonly #answers = new Map<string, Answer>();
  readonly #inFlight = new Set<string>();
  #anyAnswer: AnyAnswer = () => 'proper';
  #onConnect: () => void = () => {};
  #sent = 0;
  #transactionId: number;

  constructor(peer: LoopbackPeer, now: () => { monotonic_ms: number; wall_ms: number }, firstId = 100) {
    this.#peer = peer;
    this.#now = now;
    this.#transactionId = firstId;
    peer.onOpen(() => {
      this.#inFlight.clear();
      this.#onConnect();
    });
    peer.onFrame((text) => this.#heard(text));
  }

  /** Scripts an action from now on. */
  answers(action: string, answer: Answer): void {
    this.#answers.set(action, answer);
  }

  /** Scripts every action from now on. */
  answersAll(answer: AnyAnswer): void {
    this.#anyAnswer = answer;
  }

  onConnect(listener: () => void): void {
    this.#onConnect = listener;
  }

  /** @returns the message id; the reply is found in `replies` once it has come. */
  call(action: string, payload: object, messageId: string = `cs-${++this.#sent}`): string {
    this.#peer.send(JSON.stringify([2, messageId, action, payload]));
    return messageId;
  }

  /** Forgets every frame so far. */
  forget(): void {
    this.calls.length = 0;
    this.frames.length = 0;
    this.replies.clear();
  }

  /** Calls of an action that the station has sent so far. */
  of(action: string): readonly Payload[] {
    return this.calls.filter((it) => it.action === action).map(({ payload }) => payload);
  }

  #heard(text: string): void {
    this.frames.push(text);
    const [type, messageId, third, fourth] = JSON.parse(text);
    if (type === 2) return this.#called(messageId, third, fourth);
    const reply: Reply = type === 3 ? { conf: third } : { error: third };
    this.replies.set(messageId, [...(this.replies.get(messageId) ?? []), reply]);
  }

  #called(messageId: string, action: string, payload: Payload): void {
    this.calls.push({ at_ms: this.#now().monotonic_ms, messageId, action, payload });
    this.#inFlight.add(messageId);
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight.size);
    const reply = this.#replyTo(action, messageId, payload);
    if (!reply) return;
    this.#inFlight.delete(messageId);
    const frame = 'conf' in reply ? [3, messageId, reply.conf] : [4, messageId, reply.error, '', {}];
    this.#peer.send(JSON.stringify(frame));
  }

  #replyTo(action: string, messageId: string, payload: Payload) {
    const any = this.#anyAnswer(action, messageId);
    if (any !== 'proper') return any;
    const answer = this.#answers.get(action);
    return answer ? answer(payload) : { conf: this.#acceptance(action) };
  }

  #acceptance(action: string): Payload {
    const currentTime = isoTime(this.#now().wall_ms);
    switch (action) {
      case 'BootNotification':
        return { status: 'Accepted', currentTime, interval: 60 };
      case 'Heartbeat':
        return { currentTime };
      case 'Authorize':
      case 'StopTransaction':
        return ACCEPTED_TAG;
      case 'StartTransaction':
        return { transactionId: this.#transactionId++, ...ACCEPTED_TAG };
      default:
        return {};
    }
  }
}
