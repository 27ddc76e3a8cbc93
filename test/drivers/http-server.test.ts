import { Agent, request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { HttpRefusal, HttpServerError } from '../../drivers/http-server/http-error.ts';
import { HttpServer } from '../../drivers/http-server/http-server.ts';
import type { Route } from '../../drivers/http-server/route.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import { ask } from './http-client.ts';

let servers: HttpServer[] = [];
let errors: string[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
  errors = [];
});

const onError = (error: unknown, request: string) => {
  errors.push(`${request}: ${error instanceof Error ? error.message : String(error)}`);
};

async function serve(routes: readonly Route[]): Promise<{ server: HttpServer; port: number }> {
  const server = new HttpServer({ routes, onError });
  servers.push(server);
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  return { server, port };
}

/** A client that has sent a part of its body, and waits. */
async function halfRequest(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  const head = 'POST /things/1/parts/2 HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\n{';
  await new Promise<void>((resolve) => socket.write(head, () => resolve()));
  return socket;
}

const echo: Route = {
  method: 'POST',
  path: '/things/:id/parts/:part',
  handle: ({ params, query, body }) => ({ json: { params, q: query.get('q'), body: body ?? 'none' } }),
};

describe('the table of routes', () => {
  it('hands a handler its decoded path, query and JSON body', async () => {
    const { port } = await serve([echo]);
    const answer = await ask(port, 'POST', '/things/7/parts/a%2Fb?q=x%20y', { body: '{"n":[1]}' });
    expect(answer.json).toEqual({ params: { id: '7', part: 'a/b' }, q: 'x y', body: { n: [1] } });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    const empty = await ask(port, 'POST', '/things/7/parts/b');
    expect(empty.json).toMatchObject({ body: 'none' });
  });

  it('answers text and bytes, and HEAD without the body', async () => {
    const { port } = await serve([
      { method: 'GET', path: '/metrics', handle: () => ({ text: 'up 1\n' }) },
      {
        method: 'GET',
        path: '/logo',
        handle: () => ({ status: 203, bytes: new Uint8Array([1, 2]), contentType: 'image/png' }),
      },
    ]);
    expect(await ask(port, 'GET', '/metrics')).toMatchObject({ status: 200, text: 'up 1\n' });
    const logo = await ask(port, 'GET', '/logo');
    expect([logo.status, logo.text, logo.headers['content-type']]).toEqual([203, '\x01\x02', 'image/png']);
    const head = await ask(port, 'HEAD', '/metrics');
    expect([head.status, head.text, head.headers['content-length']]).toEqual([200, '', '5']);
  });

  it.each([
    ['POST', '/nowhere', 404, 'there is nothing at /nowhere'],
    ['POST', '/things/7/parts/', 404, 'there is nothing at /things/7/parts/'],
    ['POST', '//127.0.0.1/things', 404, 'there is nothing at //127.0.0.1/things'],
    ['GET', '/things/7/parts/1', 405, 'GET is not possible at /things/7/parts/1, only POST'],
    ['POST', '/things/%ff/parts/1', 400, 'the path is not valid percent-encoded UTF-8'],
    ['OPTIONS', '*', 400, 'the request target must be a path'],
  ])('refuses %s %s with %i', async (method, path, status, error) => {
    const { port } = await serve([echo]);
    expect(await ask(port, method, path)).toMatchObject({ status, json: { error } });
  });

  it('says in Allow what a path can do', async () => {
    const get: Route = { method: 'GET', path: '/x', handle: () => ({ text: '' }) };
    const { port } = await serve([get, { ...get, method: 'POST' }]);
    const answer = await ask(port, 'DELETE', '/x');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  });
});

describe('bodies', () => {
  it.each([
    ['cut short', '{"a":'],
    ['not UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ])('that are %s are refused with 400', async (_, body) => {
    const { port } = await serve([echo]);
    const answer = await ask(port, 'POST', '/things/1/parts/2', { body });
    expect(answer).toMatchObject({ status: 400, json: { error: 'the body is not valid JSON' } });
  });

  it('may have 1 MiB and not a byte more', async () => {
    const { port } = await serve([{ method: 'POST', path: '/', handle: () => ({ text: 'taken' }) }]);
    const mebibyte = JSON.stringify('x'.repeat(1024 * 1024 - 2));
    expect(await ask(port, 'POST', '/', { body: mebibyte })).toMatchObject({ status: 200, text: 'taken' });
    const more = await ask(port, 'POST', '/', { body: `${mebibyte} ` });
    expect(more).toMatchObject({ status: 413, json: { error: 'the body is longer than 1 MiB' } });
  });
});

describe('handlers that throw', () => {
  it('are answered with 500 and nothing of the error, which the owner hears', async () => {
    const { port } = await serve([
      {
        method: 'GET',
        path: '/a',
        handle: () => {
          throw new Error('secret of the house');
        },
      },
      { method: 'GET', path: '/b', handle: () => Promise.reject(new Error('later')) },
      { method: 'GET', path: '/c', handle: () => ({ json: 1n }) },
      { method: 'GET', path: '/d', handle: () => ({ text: '', headers: { bad: 'line\nbreak' } }) },
    ]);
    for (const path of ['/a', '/b', '/c', '/d']) {
      expect(await ask(port, 'GET', path)).toMatchObject({ status: 500, json: { error: 'internal error' } });
    }
    expect(errors.slice(0, 2)).toEqual(['GET /a: secret of the house', 'GET /b: later']);
    expect(errors).toHaveLength(4);
  });

  it('refuse in their own words with HttpRefusal', async () => {
    const { port } = await serve([
      { method: 'GET', path: '/', handle: () => Promise.reject(new HttpRefusal(409, 'busy')) },
    ]);
    expect(await ask(port, 'GET', '/')).toMatchObject({ status: 409, json: { error: 'busy' } });
    expect(errors).toEqual([]);
  });

  it('are not heard of when a client goes away in its body', async () => {
    const { port } = await serve([echo]);
    const socket = await halfRequest(port);
    await ask(port, 'GET', '/');
    socket.destroy();
    // By the end of these, the server has seen the connection end.
    for (let n = 0; n < 3; n += 1) await ask(port, 'GET', '/');
    expect(errors).toEqual([]);
  });
});

describe('listening and closing', () => {
  it('says the real address when it took a free port', async () => {
    const server = new HttpServer({ routes: [], onError });
    servers.push(server);
    const address = await server.listen({ host: 'localhost', port: 0 });
    expect(address.port).toBeGreaterThan(0);
    expect(new URL(address.url).port).toBe(String(address.port));
  });

  it('explains a port in use, a name without address, a foreign address and a bad port', async () => {
    const { port } = await serve([]);
    const listen = (host: string, at: number) =>
      new HttpServer({ routes: [], onError }).listen({ host, port: at }).then(
        () => 'listens',
        (error: unknown) => (error instanceof HttpServerError ? `${error.kind}: ${error.message}` : error),
      );
    expect(await listen('127.0.0.1', port)).toBe(
      `port-in-use: 127.0.0.1:${port} is in use by another program: choose another port`,
    );
    expect(await listen('', 0)).toBe('bad-address: :0: no address is known for ""');
    expect(await listen('127.0.0.1', 65_536)).toBe(
      'bad-address: 127.0.0.1:65536: the port must be from 0 to 65535',
    );
    // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
    expect(await listen('192.0.2.7', 0)).toMatch(/^token-missing: /);
    const withToken = new HttpServer({ routes: [], onError, token: new Secret('t') });
    await expect(withToken.listen({ host: '192.0.2.7', port: 0 })).rejects.toThrow(
      new HttpServerError('bad-address', '192.0.2.7:0 is no address of this machine'),
    );
    expect(await listen('0.0.0.0', 0)).toMatch(
      /^token-missing: 0\.0\.0\.0:0 can be reached from the network/,
    );
  });

  it('does not wait for a client that is slow in its body', async () => {
    const { port, server } = await serve([echo]);
    const socket = await halfRequest(port);
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.resume();
    await ask(port, 'GET', '/');
    await Promise.all([server.close(), ended]);
  });

  it('ends idle keep-alive connections, but lets a handler that runs answer', async () => {
    const gate = Promise.withResolvers<void>();
    const entered = Promise.withResolvers<void>();
    const { port, server } = await serve([
      { method: 'GET', path: '/quick', handle: () => ({ text: 'quick' }) },
      {
        method: 'GET',
        path: '/slow',
        handle: async () => {
          entered.resolve();
          await gate.promise;
          return { text: 'answered' };
        },
      },
    ]);
    const agent = new Agent({ keepAlive: true });
    const ended = Promise.withResolvers<void>();
    httpRequest({ port, host: '127.0.0.1', path: '/quick', agent }, (response) => {
      response.socket.once('close', () => ended.resolve());
      response.resume();
    }).end();
    const slow = ask(port, 'GET', '/slow');
    await entered.promise;
    const closed = server.close();
    gate.resolve();
    await Promise.all([ended.promise, closed]);
    expect((await slow).text).toBe('answered');
    await expect(ask(port, 'GET', '/quick')).rejects.toThrow('ECONNREFUSED');
  });
});
