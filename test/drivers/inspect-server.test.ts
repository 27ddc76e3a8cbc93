import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { InspectServer, type InspectSocket } from '../../drivers/inspect-server/inspect-server.ts';
import { ask } from './http-client.ts';

const ALLOWED = 'https://viewer.example';

/** A server on a free port; it says what it heard, and at which path inspectors connected. */
async function listening(admits: () => boolean = () => true) {
  const heard: string[] = [];
  const sockets: { readonly path: string; readonly socket: InspectSocket }[] = [];
  const gone = Promise.withResolvers<void>();
  const server = new InspectServer({
    paths: ['/', '/stately'],
    origins: [ALLOWED],
    admits,
    connected: (path, socket) => {
      sockets.push({ path, socket });
      return { heard: (text) => void heard.push(text), left: gone.resolve };
    },
    onError: (error) => expect.unreachable(String(error)),
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  return { url, heard, sockets, gone: gone.promise };
}

/** 101 if the connection was made, else the status of the refusal. */
async function connecting(url: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(url, { headers });
  const { promise, resolve } = Promise.withResolvers<number>();
  socket.on('open', () => resolve(101));
  socket.on('unexpected-response', (request, response) => {
    resolve(response.statusCode ?? 0);
    request.destroy();
  });
  socket.on('error', () => {});
  return promise.finally(() => socket.terminate());
}

describe('who may connect to the inspector', () => {
  it.each([
    ['a program, which has no origin', {}, 101],
    ['a page of the allowed origin', { origin: ALLOWED }, 101],
    ['a page of any other', { origin: 'https://evil.example' }, 403],
    ['a page of the station, which is another origin too', { origin: 'http://127.0.0.1:8016' }, 403],
    ['a page without origin', { origin: 'null' }, 403],
    ['a name that was made to point here', { host: 'evil.example', origin: 'http://evil.example' }, 403],
    ['the allowed page through such a name', { host: 'evil.example', origin: ALLOWED }, 403],
  ] as const)('%s', async (_, headers, status) => {
    const { url, sockets } = await listening();
    expect(await connecting(url, headers)).toBe(status);
    expect(await connecting(`${url}/stately`, headers)).toBe(status);
    expect(sockets).toHaveLength(status === 101 ? 2 : 0);
  });

  it('finds an inspector only where there is one', async () => {
    const { url } = await listening();
    expect(await connecting(`${url}/other`)).toBe(404);
    expect(await connecting(`${url}//stately`)).toBe(404);
    expect(await connecting(`${url}/stately?x=1`)).toBe(101);
  });

  it('is turned away where there are enough', async () => {
    const { url } = await listening(() => false);
    expect(await connecting(url)).toBe(503);
  });

  it('is never listened for on the network', async () => {
    const server = new InspectServer({
      paths: ['/'],
      origins: [],
      admits: () => true,
      connected: () => expect.unreachable(),
      onError: () => {},
    });
    await expect(server.listen({ host: '0.0.0.0', port: 0 })).rejects.toThrow('a loopback address');
  });
});

describe('the socket of an inspector', () => {
  it('carries texts both ways, and says when it is gone', async () => {
    const { url, heard, sockets, gone } = await listening();
    const client = new WebSocket(`${url}/stately`);
    await once(client, 'open');
    sockets[0]?.socket.write('to the inspector');
    const [text] = await once(client, 'message');
    expect(String(text)).toBe('to the inspector');
    client.send('from the inspector');
    client.send(Buffer.from('bytes are no texts'));
    client.close();
    await gone;
    expect(heard).toEqual(['from the inspector']);
    expect(sockets.map(({ path }) => path)).toEqual(['/stately']);
    sockets[0]?.socket.write('into nothing');
  });

  it('says how far an inspector is behind that does not read', async () => {
    const { url, sockets } = await listening();
    const client = new WebSocket(url);
    await once(client, 'open');
    client.pause();
    const { socket } = sockets[0]!;
    expect(socket.backlog_bytes).toBe(0);
    const MEBIBYTE = 1024 * 1024;
    for (let count = 0; count < 32; count += 1) socket.write('x'.repeat(MEBIBYTE));
    expect(socket.backlog_bytes).toBeGreaterThan(16 * MEBIBYTE);
    client.resume();
    for (let count = 0; count < 32; count += 1) await once(client, 'message');
    socket.end();
  });

  it('is closed at a frame that is too long', async () => {
    const { url, heard, gone } = await listening();
    const client = new WebSocket(url);
    await once(client, 'open');
    client.send('x'.repeat(65 * 1024));
    const [code] = await once(client, 'close');
    expect(code).toBe(1009);
    await gone;
    expect(heard).toEqual([]);
  });

  it('says of itself over HTTP what it is', async () => {
    const { url } = await listening();
    const answer = await ask(Number(new URL(url).port), 'GET', '/', { headers: { host: '127.0.0.1' } });
    expect(answer.text).toContain('docs/inspect.md');
  });
});
