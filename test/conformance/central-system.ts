import { createRPCError, RPCServer } from 'ocpp-rpc';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import { Front } from './front.ts';

type Payload = Readonly<Record<string, unknown>>;
type Client = {
  call(action: string, payload: object): Promise<unknown>;
  sendRaw(text: string): void;
  handle(answer: (call: { method?: string; params?: Payload }) => Promise<object>): void;
  on(event: string, listener: (detail: unknown) => void): void;
};
/** What the central system answers to a CALL: a payload, or what makes one of the request. */
export type Answer = object | ((request: Payload) => object | Promise<object>);

/** No answer at all, for ever. */
export const silence: Answer = () => new Promise<object>(() => {});
/** A CALLERROR of this code. */
export const callError =
  (code: string): Answer =>
  () =>
    // The library has a spelling of its own for one of them; what it cannot compare it leaves as it is.
    Promise.reject(
      Object.assign(createRPCError(code, 'as scripted'), { rpcErrorCode: { toJSON: () => code } }),
    );

const ACCEPTED = { idTagInfo: { status: 'Accepted' } };
const FIRST_TRANSACTION_ID = 9001;

/**
 * An independent central system (ocpp-rpc in strict mode: each frame against the official schemas) whose
 * answers a test scripts. It accepts everything else.
 */
export class CentralSystem {
  /** The password that a station has to present; null: none is asked for. */
  password: Buffer | null = null;
  /** How many connections were refused for their password. */
  refusedConnections = 0;
  /** Frames of the station that strict mode refused. */
  readonly refusedFrames: string[] = [];
  /** Called with who a station said it is when it was let in. */
  onAdmitted: (identity: string, password: Buffer | undefined) => void = () => {};
  readonly #server = new RPCServer({
    protocols: ['ocpp1.6'],
    strictMode: true,
    pingIntervalMs: 0,
    callTimeoutMs: Number.POSITIVE_INFINITY,
    respondWithDetailedErrors: true,
  });
  /** Where stations connect, with or without TLS. */
  readonly front = new Front((request, socket, head) => this.#server.handleUpgrade(request, socket, head));
  readonly #wall_ms: () => number;
  readonly #scripted = new Map<string, Answer[]>();
  /** Ids of CALLs that its library does not know of. */
  readonly #rawIds = new Set<string>();
  readonly #standing = new Map<string, Answer>();
  #client: Client | null = null;
  #transactionId = FIRST_TRANSACTION_ID;
  #url = '';

  constructor(wall_ms: () => number) {
    this.#wall_ms = wall_ms;
    this.#server.auth((accept, reject, { identity, password }) => {
      if (this.password === null || password?.equals(this.password)) {
        this.onAdmitted(identity, password);
        return accept();
      }
      this.refusedConnections += 1;
      reject(401, 'Unauthorized');
    });
    this.#server.on('client', (client: Client) => {
      this.#client = client;
      client.on('strictValidationFailure', (failure) => this.refusedFrames.push(JSON.stringify(failure)));
      client.on('badMessage', (failure) => this.#noteBadMessage(failure));
      client.handle(async ({ method = '', params = {} }) => this.#answer(method, params));
    });
  }

  get url(): string {
    return this.#url;
  }

  async listen(): Promise<void> {
    this.#url = `ws://127.0.0.1:${await this.front.listen()}`;
  }

  async close(): Promise<void> {
    await this.#server.close({ force: true });
    this.front.close();
  }

  /** Scripts the next answers to an action, one CALL each; after them comes what it answers always. */
  answer(action: string, ...answers: readonly Answer[]): void {
    this.#scripted.set(action, [...(this.#scripted.get(action) ?? []), ...answers]);
  }

  /** What it answers to an action from now on. */
  answerAlways(action: string, answer: Answer): void {
    this.#standing.set(action, answer);
  }

  /** Sends a CALL to the station. Rejects when the answer is a CALLERROR. */
  call(action: string, payload: object): Promise<unknown> {
    return this.#connected.call(action, payload);
  }

  /** Sends a frame past all checks. */
  sendRaw(text: string): void {
    const id = /^\[2,"([^"]*)"/.exec(text)?.[1];
    if (id !== undefined) this.#rawIds.add(id);
    this.#connected.sendRaw(text);
  }

  /** The library takes the answer to a CALL that went past it for a bad message. */
  #noteBadMessage(failure: unknown): void {
    const text = JSON.stringify(failure);
    const { error } = failure as { error?: { details?: { msgId?: string } } };
    if (!this.#rawIds.has(error?.details?.msgId ?? '')) this.refusedFrames.push(text);
  }

  get #connected(): Client {
    if (!this.#client) throw new Error('no station has connected yet');
    return this.#client;
  }

  async #answer(action: string, request: Payload): Promise<object> {
    const answer = this.#scripted.get(action)?.shift() ?? this.#standing.get(action);
    if (answer === undefined) return this.#acceptance(action);
    return typeof answer === 'function' ? answer(request) : answer;
  }

  #acceptance(action: string): object {
    const currentTime = isoTime(this.#wall_ms());
    switch (action) {
      case 'BootNotification':
        return { status: 'Accepted', currentTime, interval: 60 };
      case 'Heartbeat':
        return { currentTime };
      case 'Authorize':
        return ACCEPTED;
      case 'StartTransaction':
        return { transactionId: this.#transactionId++, ...ACCEPTED };
      case 'StopTransaction':
        return ACCEPTED;
      default:
        return {};
    }
  }
}
