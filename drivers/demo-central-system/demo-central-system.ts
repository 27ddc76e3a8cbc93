import { once } from 'node:events';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import type { RPCServer } from 'ocpp-rpc';
import { isoTime } from '../../machines/vocabulary/instant.ts';
import type { StationClock } from '../clock/clock.ts';
import { createServer } from '../http-server/node-http.ts';
import { answerTo } from './answers.ts';
import { lineOf } from './conversation.ts';
import type { SignRequest } from './demo-authority.ts';
import { type CallOutcome, outgoingCalls } from './outgoing-calls.ts';
import { demoRoutes, type Route } from './routes.ts';
import { openSession, type Session } from './session.ts';
import { EMPTY_BOOK, type StationBook, withMessage } from './station-book.ts';

type Csr = { readonly csr: string };

/** The demo central system cannot run here. */
export class DemoCentralSystemError extends Error {
  override name = 'DemoCentralSystemError';
}

export type DemoCentralSystem = {
  /** What a station takes as its `--csms`. */
  readonly url: string;
  readonly routes: readonly Route[];
  /** Sends a CALL to the station that is connected. */
  call(action: string, payload: object): Promise<CallOutcome>;
  /** Drops the station and stops listening. */
  stop(): Promise<void>;
};

/** The server of `ocpp-rpc` in strict mode: each message of both sides is held against the OCPP schemas. */
async function strictServer(): Promise<RPCServer> {
  try {
    // A charger is installed without what only the demo needs.
    const { RPCServer: StrictServer } = await import('ocpp-rpc');
    return new StrictServer({
      protocols: ['ocpp1.6'],
      strictMode: true,
      callTimeoutMs: Number.POSITIVE_INFINITY,
      callConcurrency: Number.POSITIVE_INFINITY,
      pingIntervalMs: 0,
    });
  } catch (cause) {
    const message =
      'The demo central system needs the package ocpp-rpc; install it, or name a server with --csms.';
    throw new DemoCentralSystemError(message, { cause });
  }
}

/**
 * Starts a central system that accepts one station, whatever its identity and password, answers all it sends,
 * and can be told to send any command (`routes`). A station that connects again replaces its older
 * connection.
 * @param clock of the central system: not the station's, which the bench may step.
 * @param say takes the conversation, one line a message; secrets are masked.
 * @param port 0 takes a free one; always on loopback.
 * @throws DemoCentralSystemError (rejects) when `ocpp-rpc` is not installed or the port is taken.
 */
export async function startDemoCentralSystem({
  clock,
  say = () => {},
  port = 0,
  interval_s = 60,
  tls = null,
  sign = () => null,
}: {
  readonly clock: StationClock;
  readonly say?: (line: string) => void;
  readonly port?: number;
  readonly interval_s?: number;
  /** Absent: no TLS. */
  readonly tls?: TlsOptions | null;
  /** Absent: it is no certificate authority, and refuses SignCertificate. */
  readonly sign?: SignRequest;
}): Promise<DemoCentralSystem> {
  let book: StationBook = EMPTY_BOOK;
  let identity: string | null = null;
  let session: Session | null = null;
  const now = (): string => isoTime(clock.now().wall_ms);

  /** What was signed, until the station has been told that it will get it. */
  let certificate: string | null = null;
  const handOver = (): void => {
    if (certificate !== null) void call('CertificateSigned', { certificateChain: certificate });
    certificate = null;
  };

  const server = await strictServer();
  server.on('client', (client) => {
    if (client.identity !== identity) book = EMPTY_BOOK;
    identity = client.identity;
    session?.drop();
    const opened = openSession(client, {
      now,
      heard: (message) => {
        book = withMessage(book, message);
        say(lineOf(message));
        if (message.kind === 'result' && message.action === 'SignCertificate') handOver();
      },
      answer: (action, request) => {
        if (action === 'SignCertificate') certificate = sign((request as Csr).csr, clock.now().wall_ms);
        const context = { currentTime: now(), interval_s, signs: certificate !== null };
        const answer = answerTo(action, request, book, context);
        if (answer) book = answer.book;
        return answer?.conf ?? null;
      },
      closed: () => {
        if (session === opened) session = null;
      },
    });
    session = opened;
  });

  const http = await listening(server, port, tls);
  const url = `${tls ? 'wss' : 'ws'}://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const call = outgoingCalls(clock, async (action, payload, signal) =>
    session ? session.call(action, payload, signal) : { kind: 'disconnected' },
  );
  return {
    url,
    call,
    routes: demoRoutes({ view: () => ({ url, identity, connected: session !== null, ...book }), call }),
    stop: async () => {
      http.close();
      await server.close({ code: 1001, reason: 'the demo central system stops', force: true });
    },
  };
}

/** The HTTP server is ours: the one of `ocpp-rpc` has no words for a port that is taken. */
async function listening(server: RPCServer, port: number, tls: TlsOptions | null): Promise<Server> {
  const missing: RequestListener = (_request, response) => response.writeHead(404).end();
  const http = tls ? createSecureServer(tls, missing) : createServer(missing);
  http.on('upgrade', server.handleUpgrade);
  http.listen(port, '127.0.0.1');
  try {
    await once(http, 'listening');
    return http;
  } catch (cause) {
    throw new DemoCentralSystemError(`The demo central system cannot listen on port ${port}.`, { cause });
  }
}
