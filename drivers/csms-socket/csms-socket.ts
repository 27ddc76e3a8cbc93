import type { Secret } from '../../machines/vocabulary/secret.ts';
import type { TlsProblem } from './tls-problem.ts';

/** TLS as security profiles 2 and 3 want it (whitepaper A00). All certificates are PEM. */
export type TlsTarget = {
  /** Who is trusted to sign the certificate of the central system; nobody else is. */
  readonly roots: readonly string[];
  /** Of the roots: SHA-256 of the DER, lower-case hexadecimal digits. */
  readonly fingerprints: readonly string[];
  /** TLS 1.2 cipher suites by their OpenSSL names; no other is offered. */
  readonly cipherSuites: readonly string[];
  /** Security profile 3: the certificate of the charge point with its chain, and the private key. */
  readonly client: { readonly chain: string; readonly key: Secret<string> } | null;
};

export type SocketTarget = {
  /** Whole URL, the identity as last path segment (percent-encoded). */
  readonly url: string;
  /**
   * Basic authentication (security profiles 1 and 2): username is the identity, the password is raw bytes.
   */
  readonly credentials: { readonly username: string; readonly password: Secret<Buffer> } | null;
  /** Of a `wss:` URL. */
  readonly tls?: TlsTarget;
};

export type SocketEvent =
  /** `root`: fingerprint of the root certificate that the server is trusted by, with TLS. */
  | { readonly type: 'opened'; readonly root?: string }
  /**
   * The connection never opened. `status` is the HTTP status of the refusal, null if there was none;
   * `problem`: what was wrong with TLS.
   */
  | {
      readonly type: 'refused';
      readonly status: number | null;
      readonly detail: string;
      readonly problem?: TlsProblem;
    }
  /** Ends an opened connection, once. */
  | { readonly type: 'closed'; readonly code: number; readonly detail: string }
  | { readonly type: 'frame'; readonly text: string }
  /** A frame that cannot be OCPP-J: dropped, the connection goes on where WebSocket lets it. */
  | { readonly type: 'unusable-frame'; readonly reason: 'binary' | 'not-utf8' | 'too-large' }
  | { readonly type: 'pong' };

/**
 * One WebSocket at a time to the central system, subprotocol `ocpp1.6`. Connected is not online: an open
 * socket may be dead. No method throws; what goes wrong comes as an event, and never inside a call of a
 * method. Pings of the server are answered here.
 */
export interface CsmsSocket {
  /**
   * Opens a connection; an older one is dropped in silence: none of its events comes any more, a `closed` on
   * the way included. Each connection that is not dropped ends with exactly one `refused` or `closed`.
   */
  open(target: SocketTarget, listener: (event: SocketEvent) => void): void;
  /** Sends a text frame; nothing happens when no connection is open (its `closed` is on the way). */
  send(text: string): void;
  ping(): void;
  /**
   * Closes in order; `closed` follows at the next turn (`refused`, if it was still opening), nothing before
   * it, and the peer's close frame is not waited for.
   */
  close(detail: string): void;
  /** Resolves when everything sent has reached the peer and everything the peer sent has been delivered. */
  quiescent(): Promise<void>;
}
