import type { StationClock } from '../drivers/clock/clock.ts';
import type { CsmsSocket, SocketTarget } from '../drivers/csms-socket/csms-socket.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { integerOf } from '../machines/rules/configuration-values.ts';
import { Secret } from '../machines/vocabulary/secret.ts';

const UNAUTHORISED = 401;

/**
 * The URL of this station, with the identity as its last segment, and what its security profile presents
 * there. A central system that refuses the AuthorizationKey may never have taken it over: then the next
 * attempt shows the last one that was accepted, and so on in turns until one is.
 */
export class SocketTargets {
  readonly #url: string;
  readonly #identity: string;
  readonly #storage: Storage;
  readonly #clock: Pick<StationClock, 'now'>;
  #shown: string | null = null;
  #previous = false;
  #showsCurrent = true;

  constructor(csms: string, identity: string, storage: Storage, clock: Pick<StationClock, 'now'>) {
    this.#clock = clock;
    this.#url = `${csms.replace(/\/+$/, '')}/${encodeURIComponent(identity)}`;
    this.#identity = identity;
    this.#storage = storage;
  }

  /** The socket that connects to these targets: that one opens says that its key is accepted. */
  watch(socket: CsmsSocket): CsmsSocket {
    return {
      open: (target, listener) =>
        socket.open(target, (event) => {
          if (event.type === 'opened' && target.credentials && this.#showsCurrent) this.#accepted();
          listener(event);
        }),
      send: (text) => socket.send(text),
      ping: () => socket.ping(),
      close: (detail) => socket.close(detail),
      quiescent: () => socket.quiescent(),
    };
  }

  /** @param refusal HTTP status with which the last attempt was refused; null: it was not. */
  next(refusal: number | null): SocketTarget {
    const current = this.#storage.secret('AuthorizationKey');
    if (!current || integerOf(this.#storage.records, 'SecurityProfile') < 1)
      return { url: this.#url, credentials: null };
    const isNew = current.reveal() !== this.#shown;
    this.#shown = current.reveal();
    if (isNew) this.#previous = false;
    else if (refusal === UNAUTHORISED) this.#previous = !this.#previous;
    const earlier = this.#previous ? this.#storage.previousSecret('AuthorizationKey') : null;
    this.#showsCurrent = earlier === null;
    const password = new Secret(Buffer.from((earlier ?? current).reveal(), 'hex'));
    return { url: this.#url, credentials: { username: this.#identity, password } };
  }

  #accepted(): void {
    try {
      this.#storage.commit([{ type: 'secret-accepted', key: 'AuthorizationKey' }], [], this.#clock.now());
    } catch {
      // It cannot be stored now; the next connection says it again.
    }
  }
}
