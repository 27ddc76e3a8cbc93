import type { StationClock } from '../drivers/clock/clock.ts';
import type { CsmsSocket, SocketTarget } from '../drivers/csms-socket/csms-socket.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { Secret } from '../machines/vocabulary/secret.ts';
import { identityUrl } from './identity-url.ts';
import type { Attempt } from './station-drivers.ts';
import { TlsTargets } from './tls-target.ts';

const UNAUTHORISED = 401;
/** Security profiles with Basic authentication, and those with TLS. */
const [BASIC, TLS] = [[1, 2], 2] as const;

/**
 * The URL of this station, and what the security profile of an attempt presents there. A central system that
 * refuses the AuthorizationKey may never have taken it over: then the next attempt shows the last one that
 * was accepted, and so on in turns until one is.
 */
export class SocketTargets {
  readonly #csms: string;
  readonly #identity: string;
  readonly #storage: Storage;
  readonly #clock: Pick<StationClock, 'now'>;
  readonly #tls: TlsTargets;
  #shown: string | null = null;
  #previous = false;
  #showsCurrent = true;

  constructor(csms: string, identity: string, storage: Storage, clock: Pick<StationClock, 'now'>) {
    this.#clock = clock;
    this.#csms = csms;
    this.#identity = identity;
    this.#storage = storage;
    this.#tls = new TlsTargets(storage, clock);
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

  next(attempt: Attempt): SocketTarget {
    const isTls = attempt.securityProfile >= TLS;
    const url = identityUrl(this.#csms, this.#identity, isTls);
    const credentials = (BASIC as readonly number[]).includes(attempt.securityProfile)
      ? this.#credentials(attempt.refusal)
      : null;
    return { url, credentials, ...(isTls && { tls: this.#tls.next(attempt) }) };
  }

  #credentials(refusal: number | null): SocketTarget['credentials'] {
    const current = this.#storage.secret('AuthorizationKey');
    if (!current) return null;
    const isNew = current.reveal() !== this.#shown;
    this.#shown = current.reveal();
    if (isNew) this.#previous = false;
    else if (refusal === UNAUTHORISED) this.#previous = !this.#previous;
    const earlier = this.#previous ? this.#storage.previousSecret('AuthorizationKey') : null;
    this.#showsCurrent = earlier === null;
    const password = new Secret(Buffer.from((earlier ?? current).reveal(), 'hex'));
    return { username: this.#identity, password };
  }

  #accepted(): void {
    try {
      this.#storage.commit([{ type: 'secret-accepted', key: 'AuthorizationKey' }], [], this.#clock.now());
    } catch {
      // It cannot be stored now; the next connection says it again.
    }
  }
}
