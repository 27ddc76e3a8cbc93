import type { CsmsSocket, SocketEvent, SocketTarget } from './csms-socket.ts';
import { WsConnection } from './ws-connection.ts';

/**
 * The connection to a central system over the network: `ws:` for security profiles 0 and 1, `wss:` with the
 * roots of the target, and no other. The central system has to confirm the subprotocol, or it is refused.
 */
export class WsCsmsSocket implements CsmsSocket {
  #connection: WsConnection | null = null;

  open(target: SocketTarget, listener: (event: SocketEvent) => void): void {
    this.#connection?.drop();
    this.#connection = null;
    if (/^wss:/i.test(target.url) !== (target.tls !== undefined))
      return this.#refuseLater(listener, 'wss:// is for TLS, and TLS for wss:// only');
    try {
      this.#connection = new WsConnection(target, listener);
    } catch {
      this.#refuseLater(
        listener,
        'the address of the central system is not a WebSocket URL (ws:// or wss://)',
      );
    }
  }

  send(text: string): void {
    this.#connection?.send(text);
  }

  ping(): void {
    this.#connection?.ping();
  }

  close(detail: string): void {
    this.#connection?.close(detail);
  }

  async quiescent(): Promise<void> {
    await this.#connection?.quiescent();
  }

  #refuseLater(listener: (event: SocketEvent) => void, detail: string): void {
    queueMicrotask(() => {
      if (this.#connection === null) listener({ type: 'refused', status: null, detail });
    });
  }
}
