import { constants } from 'node:crypto';
import { isIP } from 'node:net';
import { type ConnectionOptions, connect, type DetailedPeerCertificate, type TLSSocket } from 'node:tls';
import type { TlsTarget } from './csms-socket.ts';
import { checkServerIdentity } from './server-identity.ts';
import { type NetworkError, type TlsProblem, tlsProblem } from './tls-problem.ts';

/** What TLS of security profiles 2 and 3 asks for, besides host and port. */
function tlsOptions(host: string, { roots, cipherSuites, client }: TlsTarget): ConnectionOptions {
  return {
    // Also an empty list is the whole list: nobody else is trusted.
    ca: [...roots],
    // Suites of TLS 1.2 are none of TLS 1.3.
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.2',
    ciphers: cipherSuites.join(':'),
    secureOptions: constants.SSL_OP_NO_COMPRESSION | constants.SSL_OP_NO_RENEGOTIATION,
    servername: isIP(host) ? '' : host,
    checkServerIdentity: (_servername, certificate) => checkServerIdentity(host, certificate),
    rejectUnauthorized: true,
    // A root may be the last link itself, whoever signed it.
    allowPartialTrustChain: true,
    ...(client && { cert: client.chain, key: client.key.reveal() }),
  };
}

const fingerprintOf = ({ fingerprint256 = '' }: DetailedPeerCertificate): string =>
  fingerprint256.replaceAll(':', '').toLowerCase();

/** TLS under one WebSocket. No session is kept: every handshake checks the certificate of the server. */
export class TlsConnection {
  readonly #target: TlsTarget;
  #socket: TLSSocket | null = null;
  #agreed = false;

  constructor(target: TlsTarget) {
    this.#target = target;
  }

  open({ host, port }: { readonly host: string; readonly port: number }): TLSSocket {
    const bare = host.replace(/^\[(.*)\]$/, '$1');
    const socket = connect({ host: bare, port, ...tlsOptions(bare, this.#target) });
    // The sign that both sides agreed on version and suite; what it tells besides is nobody's.
    socket.once('keylog', () => {
      this.#agreed = true;
    });
    this.#socket = socket;
    return socket;
  }

  /** Fingerprint of the installed root that ends the chain of the server. */
  root(): string | null {
    const wanted = new Set(this.#target.fingerprints);
    let certificate: DetailedPeerCertificate | undefined = this.#socket?.getPeerCertificate(true);
    for (let depth = 0; certificate && depth < 10; depth++) {
      if (wanted.has(fingerprintOf(certificate))) return fingerprintOf(certificate);
      certificate = certificate.issuerCertificate;
    }
    return null;
  }

  /** What the error that ended the attempt says of TLS. */
  problem(error: NetworkError): TlsProblem | null {
    return tlsProblem(error, this.#agreed, this.#target.client !== null);
  }
}
