import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { SocketEvent } from '../../../drivers/csms-socket/csms-socket.ts';
import { WsCsmsSocket } from '../../../drivers/csms-socket/ws-csms-socket.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import { csmsSocketContract, type SocketUnderTest } from './csms-socket-contract.ts';

async function listening(server: Server): Promise<string> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ocpp/`;
}

const credentialsOf = (authorization: string | undefined, identity: string): string => {
  if (!authorization) return '-';
  const pair = Buffer.from(authorization.replace(/^Basic /, ''), 'base64');
  const prefix = Buffer.from(`${identity}:`);
  return pair.subarray(0, prefix.length).equals(prefix)
    ? pair.subarray(prefix.length).toString('hex')
    : 'of another identity';
};

async function againstBareServer(): Promise<SocketUnderTest & { readonly accepted: WebSocket[] }> {
  const http = createServer();
  let refusal: number | null = null;
  const server = new WebSocketServer({
    server: http,
    verifyClient: (_info, answer) => (refusal ? answer(false, refusal) : answer(true)),
  });
  const log: string[] = [];
  const accepted: WebSocket[] = [];
  server.on('connection', (client, request) => {
    const identity = decodeURIComponent(request.url!.split('/').at(-1)!);
    log.push(`open ${identity} ${credentialsOf(request.headers.authorization, identity)}`);
    accepted.push(client);
    client.on('message', (data) => log.push(`frame ${data}`));
    client.on('close', () => log.push('close'));
  });
  const url = await listening(http);
  const socket = new WsCsmsSocket();
  onTestFinished(() => socket.close('end of test'));
  const peer = {
    log,
    send: (text: string) => accepted.at(-1)!.send(text),
    sendBinary: () => accepted.at(-1)!.send(Buffer.from([1, 2])),
    close: (code: number, detail: string) => accepted.at(-1)!.close(code, detail),
    refuse: (status: number) => {
      refusal = status;
    },
  };
  return { socket, url, settle: () => socket.quiescent(), peer, accepted };
}

csmsSocketContract('WsCsmsSocket', againstBareServer);

/** Collects events, and says when one of a type has come. */
function collector() {
  const events: SocketEvent[] = [];
  const waiting: { type: string; resolve: () => void }[] = [];
  return {
    events,
    listener: (event: SocketEvent): void => {
      events.push(event);
      for (const each of waiting) if (each.type === event.type) each.resolve();
    },
    until: (type: SocketEvent['type']) => new Promise<void>((resolve) => waiting.push({ type, resolve })),
  };
}

describe('WsCsmsSocket on the wire', () => {
  async function openRaw() {
    const bench = await againstBareServer();
    const { events, listener, until } = collector();
    bench.socket.open({ url: `${bench.url}CP1`, credentials: null }, listener);
    await bench.socket.quiescent();
    const raw = (bench.accepted[0] as WebSocket & { readonly _socket: Socket })._socket;
    return { ...bench, events, until, raw, server: bench.accepted[0]! };
  }

  it('offers ocpp1.6 and no compression', async () => {
    const http = createServer();
    const offered = new Promise<string[]>((resolve) => {
      http.on('upgrade', (request, socket) => {
        socket.destroy();
        const { headers } = request;
        resolve([`${headers['sec-websocket-protocol']}`, `${headers['sec-websocket-extensions']}`]);
      });
    });
    const socket = new WsCsmsSocket();
    socket.open({ url: `${await listening(http)}CP1`, credentials: null }, () => {});
    expect(await offered).toEqual(['ocpp1.6', 'undefined']);
  });

  it.each<[string, false | string]>([
    ['none', false],
    ['another', 'ocpp2.0.1'],
  ])('refuses a server that confirms %s of the subprotocols', async (_name, confirmed) => {
    const http = createServer();
    new WebSocketServer({ server: http, handleProtocols: () => confirmed });
    const { events, listener, until } = collector();
    const refused = until('refused');
    new WsCsmsSocket().open({ url: `${await listening(http)}CP1`, credentials: null }, listener);
    await refused;
    expect(events).toEqual([
      { type: 'refused', status: null, detail: expect.stringContaining('subprotocol') },
    ]);
  });

  it('says in words why a connection failed: nobody there, no WebSocket URL, a redirect', async () => {
    const http = createServer((_request, response) => response.writeHead(302, { location: '/' }).end());
    http.on('upgrade', (_request, socket) => {
      socket.end('HTTP/1.1 302 Found\r\nLocation: ws://elsewhere/\r\nContent-Length: 0\r\n\r\n');
    });
    const url = await listening(http);
    const results: SocketEvent[] = [];
    for (const address of ['ws://127.0.0.1:1/CP1', 'ftp://no/url?key=5ec2e7', `${url}CP1`]) {
      const { events, listener, until } = collector();
      const refused = until('refused');
      new WsCsmsSocket().open({ url: address, credentials: null }, listener);
      await refused;
      results.push(...events);
    }
    expect(results).toEqual([
      { type: 'refused', status: null, detail: expect.stringContaining('ECONNREFUSED') },
      { type: 'refused', status: null, detail: expect.stringContaining('not a WebSocket URL') },
      { type: 'refused', status: 302, detail: 'HTTP 302 Found' },
    ]);
    expect(JSON.stringify(results)).not.toContain('5ec2e7');
  });

  it('answers the pings of the server', async () => {
    const { server, socket } = await openRaw();
    const answered = once(server, 'pong');
    server.ping('are you there');
    await socket.quiescent();
    expect(String((await answered)[0])).toBe('are you there');
  });

  it('is quiescent only when a conversation is over, however long', async () => {
    const { server, socket, url, accepted } = await openRaw();
    server.terminate();
    const said: string[] = [];
    const say = (event: SocketEvent): void => {
      if (event.type === 'opened') socket.send('1');
      if (event.type === 'frame') said.push(event.text);
      if (event.type === 'frame' && said.length < 20) socket.send(event.text);
    };
    socket.open({ url: `${url}CP1`, credentials: null }, say);
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (accepted.length < 2) await new Promise<void>((resolve) => setImmediate(resolve));
    accepted[1]!.on('message', (data) => accepted[1]!.send(`${Number(String(data)) + 1}`));
    await socket.quiescent();
    expect(said).toEqual(Array.from({ length: 20 }, (_, n) => `${n + 2}`));
  });

  it('reports a text that is not UTF-8; WebSocket ends the connection', async () => {
    const { raw, events, until } = await openRaw();
    const closed = until('closed');
    raw.write(Buffer.from([0x81, 0x02, 0xc3, 0x28]));
    await closed;
    expect(events.slice(1)).toEqual([
      { type: 'unusable-frame', reason: 'not-utf8' },
      { type: 'closed', code: expect.any(Number), detail: expect.stringContaining('UTF-8') },
    ]);
  });

  it('takes a frame of 1 MiB and reports a longer one', async () => {
    const { server, events, until, socket } = await openRaw();
    server.send('x'.repeat(1024 * 1024));
    await socket.quiescent();
    expect(events.at(-1)).toMatchObject({ type: 'frame' });
    const closed = until('closed');
    server.send('x'.repeat(1024 * 1024 + 1));
    await closed;
    expect(events.slice(2).map((event) => ('reason' in event ? event.reason : event.type))).toEqual([
      'too-large',
      'closed',
    ]);
  });

  it('tells of a connection that breaks without a close frame', async () => {
    const { raw, events, until } = await openRaw();
    const closed = until('closed');
    raw.resetAndDestroy();
    await closed;
    expect(events.at(-1)).toMatchObject({ type: 'closed', code: 1006 });
  });

  it('cuts a reason to what a close frame holds, between two characters', async () => {
    const { server, socket } = await openRaw();
    const closed = once(server, 'close');
    socket.close('€'.repeat(100));
    expect(String((await closed)[1])).toBe('€'.repeat(41));
  });

  it('does not wait for the close frame of a server that reads no more', async () => {
    const { raw, socket, events, until } = await openRaw();
    raw.pause();
    const closed = until('closed');
    socket.close('reset');
    await closed;
    expect(events.at(-1)).toEqual({ type: 'closed', code: 1000, detail: 'reset' });
    raw.destroy();
  });

  it('ends a connection whose server reads nothing of much that it is sent', async () => {
    const { raw, socket, events, until } = await openRaw();
    raw.pause();
    const closed = until('closed');
    const text = 'x'.repeat(1024 * 1024);
    for (let sent = 0; sent < 32; sent++) socket.send(text);
    expect(events.map(({ type }) => type)).toEqual(['opened']);
    await closed;
    const detail = 'the central system does not read what it is sent';
    expect(events.at(-1)).toEqual({ type: 'closed', code: 1006, detail });
    raw.destroy();
  });

  it('shows no credentials when it is printed', async () => {
    const { url } = await againstBareServer();
    const { listener, events } = collector();
    const password = new Secret(Buffer.from('5ec2e7-5ec2e7-5ec2e7'));
    const target = { url: `${url}CP1`, credentials: { username: 'CP1', password } };
    const socket = new WsCsmsSocket();
    socket.open(target, listener);
    await socket.quiescent();
    const { inspect } = await import('node:util');
    const shown = inspect([socket, target, events], { depth: 9, showHidden: true });
    expect(shown).not.toMatch(/5ec2e7|NWVjMmU3/);
    socket.close('end');
  });
});
