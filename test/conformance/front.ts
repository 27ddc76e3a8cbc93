import { once } from 'node:events';
import { createServer as createHttp, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { type AddressInfo, createServer as createTcp, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket, TlsOptions } from 'node:tls';

type Upgrade = (request: IncomingMessage, socket: Socket, head: Buffer) => unknown;

/** Of an established TLS connection, as the central system sees it. */
export type Handshake = {
  readonly suite: string;
  readonly version: string;
  readonly client: string | null;
  /** Serial number of the client's certificate. */
  readonly serial: string | null;
};

/** One port at which the central system may change between no TLS, TLS, and other certificates. */
export class Front {
  readonly handshakes: Handshake[] = [];
  /** TCP connections. */
  attempts = 0;
  onAttempt: () => void = () => {};
  /** Handshakes that failed, with what the server says of it. */
  readonly failed: string[] = [];
  readonly #upgrade: Upgrade;
  readonly #sockets = new Set<Duplex>();
  readonly #listener = createTcp((socket) => {
    this.attempts += 1;
    this.onAttempt();
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => this.#sockets.delete(socket));
    this.#server.emit('connection', socket);
  });
  #server: Server = createHttp();

  constructor(upgrade: Upgrade) {
    this.#upgrade = upgrade;
    this.serve(null);
  }

  /** @returns the port. */
  async listen(): Promise<number> {
    this.#listener.listen(0, '127.0.0.1');
    await once(this.#listener, 'listening');
    return (this.#listener.address() as AddressInfo).port;
  }

  /** What connections meet from now on; null: no TLS. Those that are open stay. */
  serve(tls: TlsOptions | null): void {
    this.#server = tls ? this.#secure(tls) : createHttp();
    this.#server.on('upgrade', this.#upgrade);
  }

  /** Ends all connections, as a server that restarts does. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.drop();
    this.#listener.close();
  }

  #secure(tls: TlsOptions): Server {
    const server = createHttps(tls);
    server.on('tlsClientError', (error) => this.failed.push(String(error)));
    server.on('secureConnection', (socket: TLSSocket) => {
      const { subject = {}, serialNumber: serial = null } = socket.getPeerCertificate() as {
        subject?: { CN?: string };
        serialNumber?: string;
      };
      const { name } = socket.getCipher();
      this.handshakes.push({
        suite: name,
        version: socket.getProtocol() ?? '',
        client: subject.CN ?? null,
        serial,
      });
    });
    return server;
  }
}
