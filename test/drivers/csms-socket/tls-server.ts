import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket, TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Issued } from '../certificates/authority.ts';

export type TlsServer = {
  readonly url: string;
  /** Of each connection: its cipher suite, its protocol, the common name of the client. */
  readonly admitted: {
    suite: string;
    version: string | null;
    client: string | null;
    authorization: string;
  }[];
  readonly clients: WebSocket[];
};

/** A central system behind TLS, for one test, at `host` in its URL; it listens on 127.0.0.1. */
export async function tlsServer(
  { cert, key }: Issued,
  options: TlsOptions = {},
  host = 'localhost',
): Promise<TlsServer> {
  const https = createServer({ cert, key, ...options });
  const sockets = new Set<Duplex>();
  https.on('connection', (socket) => sockets.add(socket));
  // A handshake that fails is what many tests are about.
  https.on('tlsClientError', () => {});
  const server = new WebSocketServer({ server: https });
  const admitted: TlsServer['admitted'] = [];
  const clients: WebSocket[] = [];
  server.on('connection', (client, request) => {
    const socket = request.socket as TLSSocket;
    const { CN = null } = (socket.getPeerCertificate().subject ?? {}) as { CN?: string };
    const { authorization = '' } = request.headers;
    admitted.push({
      suite: socket.getCipher().name,
      version: socket.getProtocol(),
      client: CN,
      authorization,
    });
    clients.push(client);
  });
  https.listen(0, '127.0.0.1');
  await once(https, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    https.close();
  });
  return { url: `wss://${host}:${(https.address() as AddressInfo).port}/ocpp/CP-1`, admitted, clients };
}
