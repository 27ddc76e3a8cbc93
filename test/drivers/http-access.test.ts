import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { checkAccess } from '../../drivers/http-server/access.ts';
import { HttpRefusal } from '../../drivers/http-server/http-error.ts';
import { HttpServer } from '../../drivers/http-server/http-server.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import { ask } from './http-client.ts';

const token = new Secret('correct horse');

/** 200 if the request may pass, else the status of its refusal. */
function access(
  address: string,
  withToken: boolean,
  path: string | null,
  headers: Record<string, string>,
  origins: readonly string[] = [],
): number {
  try {
    checkAccess({ address, token: withToken ? token : null, origins }, path, headers);
    return 200;
  } catch (error) {
    if (error instanceof HttpRefusal) return error.status;
    throw error;
  }
}

describe('access on a loopback address', () => {
  it.each([
    ['127.0.0.1:8016', 200],
    ['localhost:8016', 200],
    ['LocalHost', 200],
    ['[::1]:8016', 200],
    ['127.0.0.53', 200],
    // Names and addresses that a page elsewhere can have pointed here (DNS rebinding).
    ['evil.example:8016', 403],
    ['localhost.evil.example', 403],
    ['127.0.0.1.evil.example', 403],
    ['192.0.2.7:8016', 403],
    ['', 403],
  ])('with Host "%s" gives %i', (host, status) => {
    expect(access('127.0.0.1', false, '/bench', { host })).toBe(status);
    expect(access('127.0.0.1', true, '/bench', { host })).toBe(status);
  });

  it('takes any Host from whoever bears the token', () => {
    const headers = { host: 'station.example', authorization: 'Bearer correct horse' };
    expect(access('127.0.0.1', true, '/bench', headers)).toBe(200);
    expect(access('127.0.0.1', false, '/bench', headers)).toBe(403);
  });

  it.each([
    ['http://127.0.0.1:8016', 200],
    ['http://evil.example', 403],
    ['http://127.0.0.1:9999', 403],
    ['null', 403],
  ])('refuses what a browser sends for a page of another origin: %s gives %i', (origin, status) => {
    expect(access('127.0.0.1', false, '/bench', { host: '127.0.0.1:8016', origin })).toBe(status);
  });

  it('lets a page in whose origin was allowed by name, and no page of a name that points here', () => {
    const allowed = ['https://viewer.example'];
    const host = '127.0.0.1:8017';
    const from = (origin: string) => access('127.0.0.1', false, null, { host, origin }, allowed);
    expect(from('https://viewer.example')).toBe(200);
    expect(from('https://viewer.example.evil')).toBe(403);
    expect(from('http://viewer.example')).toBe(403);
    const rebound = { host: 'evil.example:8017', origin: 'https://viewer.example' };
    expect(access('127.0.0.1', false, null, rebound, allowed)).toBe(403);
  });

  it('opens no upgrade to everyone, not even where the page is', () => {
    const rebound = { host: 'evil.example', origin: 'http://evil.example' };
    expect(access('127.0.0.1', false, '/', rebound)).toBe(200);
    expect(access('127.0.0.1', false, null, rebound)).toBe(403);
  });
});

describe('access on an address of the network', () => {
  it.each([
    ['Bearer correct horse', 200],
    ['Bearer correct horsf', 401],
    ['Bearer ', 401],
    ['Basic correct horse', 401],
    ['correct horse', 401],
  ])('needs the token: "%s" gives %i', (authorization, status) => {
    expect(access('0.0.0.0', true, '/bench', { host: '192.0.2.7:8016', authorization })).toBe(status);
  });

  it('is refused without a token, even with a loopback Host', () => {
    expect(access('192.0.2.7', true, '/bench', { host: 'localhost' })).toBe(401);
    expect(access('192.0.2.7', true, '/status', { host: '192.0.2.7' })).toBe(401);
  });

  it('leaves /healthz open', () => {
    expect(access('192.0.2.7', true, '/healthz', { host: '192.0.2.7' })).toBe(200);
    expect(access('192.0.2.7', true, '/healthz/', { host: '192.0.2.7' })).toBe(401);
  });
});

describe('the server', () => {
  const taken: string[] = [];
  let server: HttpServer | null = null;
  afterEach(() => server?.close());

  const start = async (upgrade: boolean, host = '127.0.0.1') => {
    taken.length = 0;
    const take = (request: IncomingMessage, socket: Duplex) => {
      taken.push(request.url ?? '');
      socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    };
    server = new HttpServer({
      routes: [{ method: 'GET', path: '/live', handle: () => ({ text: 'plain' }) }],
      token,
      onError: () => undefined,
      ...(upgrade ? { upgrade: take } : {}),
    });
    return (await server.listen({ host, port: 0 })).port;
  };

  /** The status line of the answer to an upgrade. */
  const upgrade = (port: number, host: string, protocol: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      `GET /live HTTP/1.1\r\nhost: ${host}\r\nconnection: upgrade\r\nupgrade: ${protocol}\r\n\r\n`,
    );
    return new Promise((resolve) => socket.once('data', (data) => resolve(String(data).split('\r\n')[0]!)));
  };

  it('checks a request before its handler runs', async () => {
    const port = await start(false);
    expect(await ask(port, 'GET', '/live', { headers: { host: 'evil.example' } })).toMatchObject({
      status: 403,
    });
    expect(await ask(port, 'GET', '/live')).toMatchObject({ status: 200, text: 'plain' });
  });

  it('listens on the network with a token, and asks for it', async () => {
    const port = await start(false, '0.0.0.0');
    const refused = await ask(port, 'GET', '/live');
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer']);
    const headers = { authorization: 'Bearer correct horse' };
    expect(await ask(port, 'GET', '/live', { headers })).toMatchObject({ status: 200 });
  });

  it('hands an upgrade over only after the same check', async () => {
    const port = await start(true);
    expect(await upgrade(port, 'evil.example', 'websocket')).toBe('HTTP/1.1 403 Refused');
    expect(taken).toEqual([]);
    expect(await upgrade(port, 'localhost', 'websocket')).toBe('HTTP/1.1 101 Switching Protocols');
    expect(taken).toEqual(['/live']);
  });

  it('answers an upgrade that it does not do as a plain request', async () => {
    expect(await upgrade(await start(true), 'localhost', 'h2c')).toBe('HTTP/1.1 200 OK');
    await server?.close();
    expect(await upgrade(await start(false), 'localhost', 'websocket')).toBe('HTTP/1.1 200 OK');
  });
});
