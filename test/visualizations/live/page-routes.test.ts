import { request } from 'node:http';
import { connect } from 'node:net';
import { posix } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { REPLAY } from '../../../actors/live-page.ts';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import { HttpServer } from '../../../drivers/http-server/http-server.ts';
import { registry } from '../../../machines/registry.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import { drawingsOf } from '../../../visualizations/live/drawings.ts';
import { Feed, MAX_ITEMS_S } from '../../../visualizations/live/feed.ts';
import { readPageFiles } from '../../../visualizations/live/page-files.ts';
import { pageRoutes } from '../../../visualizations/live/page-routes.ts';
import { Recorder } from '../../../visualizations/live/recorder.ts';
import { machineGraph } from '../../../visualizations/machine-graph.ts';
import { ask } from '../../drivers/http-client.ts';
import { machineWith } from './changed-machine.ts';
import { liveRig } from './live-rig.ts';

const open: HttpServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function served(token: Secret<string> | null = null, host = '127.0.0.1') {
  const rig = await liveRig();
  const about = { identity: 'CP', software: 'test', bench: false, demo: false };
  const routes = rig.page.routes({ about, status: async () => ({}), bench: () => null });
  const server = new HttpServer({ routes, token, onError: (error) => expect.unreachable(String(error)) });
  open.push(server);
  const { port } = await server.listen({ host, port: 0 });
  return { routes, port };
}

/** Opens the feed and resolves with its first piece of text. */
function firstPiece(port: number, headers: Record<string, string> = {}): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const asked = request({ host: '127.0.0.1', port, path: '/feed', headers, agent: false }, (response) => {
    response.once('data', (piece: Buffer) => {
      resolve(piece.toString());
      asked.destroy();
    });
  });
  asked.on('error', reject);
  asked.end();
  return promise;
}

describe('the page over HTTP', () => {
  it('allows nothing inline and nothing from elsewhere', async () => {
    const { port } = await served();
    const { status, headers, text } = await ask(port, 'GET', '/');
    const policy = String(headers['content-security-policy']);
    expect(status).toBe(200);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:/);
    expect(text).not.toMatch(/<style|style=|onclick|https?:\/\//);
    expect(text.match(/<script/g)).toHaveLength(1);
  });

  it('serves every module that another asks for, as JavaScript, none from elsewhere', async () => {
    const files = await readPageFiles();
    const modules = [...files].filter(([, { contentType }]) => contentType.startsWith('text/javascript'));
    expect(modules.length).toBeGreaterThan(15);
    for (const [name, { bytes }] of modules) {
      const text = Buffer.from(bytes).toString();
      expect(text, name).not.toMatch(/^(?:import|export) type /m);
      for (const [, target = ''] of text.matchAll(/from '([^']+)'/g)) {
        expect([...files.keys()], `${name} imports ${target}`).toContain(posix.normalize(target));
      }
    }
  });

  it('serves what draws a statechart: the drawing code, elkjs, and its worker', async () => {
    const { port } = await served();
    const { status, headers, text } = await ask(port, 'GET', '/page/drawing/entry');
    expect([status, headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    const imported = [...text.matchAll(/'(\/page\/drawing\/[^']+)'/g)].map(([, path = '']) => path);
    expect(imported.join()).toContain('elk-api.js');
    for (const path of [...imported, '/page/drawing/elk-worker.js'])
      expect((await ask(port, 'GET', path)).status, path).toBe(200);
    expect((await ask(port, 'GET', '/page/drawing/nothing')).status).toBe(404);
  });

  it('only reads: every route of the page is a GET', async () => {
    const { routes, port } = await served();
    expect(routes.map(({ method }) => method)).toEqual(routes.map(() => 'GET'));
    for (const path of ['/', '/feed', '/machines', '/bench/rfid', '/csms/call']) {
      expect([404, 405], path).toContain((await ask(port, 'POST', path, { body: '{}' })).status);
    }
  });

  it('draws every statechart of the station with all its states and arrows', async () => {
    const { port } = await served();
    const { json } = await ask(port, 'GET', '/machines');
    const drawn = json as Awaited<ReturnType<typeof drawingsOf>>;
    for (const machine of Object.values(registry)) {
      expect(drawn[machine.id]?.graph).toEqual(JSON.parse(JSON.stringify(machineGraph(machine))));
      expect(drawn[machine.id]?.svg).toContain('<svg');
      expect(drawn[machine.id]?.stale).toBe(false);
    }
  });

  it('says that a picture is stale when its machine was changed since, or there is none', async () => {
    const changed = await drawingsOf([machineWith('contactor', 'added'), machineWith('unheard-of', 'x')]);
    expect(changed.contactor).toMatchObject({ stale: true, svg: expect.stringContaining('<svg ') });
    expect(changed['unheard-of']).toMatchObject({ stale: true, svg: null });
    const words = registry.contactor.config;
    const { contactor } = await drawingsOf([
      createMachine({ ...words, description: 'Other words.' } as never),
    ]);
    expect(contactor?.stale).toBe(true);
  });

  it('opens on a network address, but tells and shows nothing without the token', async () => {
    const { port } = await served(new Secret('let-me-see'), '0.0.0.0');
    const headers = { host: 'charger.example' };
    expect((await ask(port, 'GET', '/', { headers })).status).toBe(200);
    expect((await ask(port, 'GET', '/page/main.ts', { headers })).status).toBe(200);
    for (const path of ['/feed', '/machines', '/saved-page']) {
      expect((await ask(port, 'GET', path, { headers })).status, path).toBe(401);
    }
    expect(await firstPiece(port, { ...headers, authorization: 'Bearer let-me-see' })).toContain('"hello"');
  });

  it('refuses a page of another origin, and a name that was made to point here', async () => {
    const { port } = await served();
    const elsewhere = { headers: { origin: 'http://evil.example' } };
    expect((await ask(port, 'GET', '/feed', elsewhere)).status).toBe(403);
    expect((await ask(port, 'GET', '/feed', { headers: { host: 'evil.example' } })).status).toBe(403);
  });

  it('answers HEAD of the feed without opening one', async () => {
    const { port } = await served();
    const { status, headers, text } = await ask(port, 'HEAD', '/feed');
    expect([status, headers['content-type'], text]).toEqual([200, 'text/event-stream; charset=utf-8', '']);
  });

  it('keeps its bound for a socket that nobody reads', async () => {
    const clock = new VirtualClock();
    const recorder = new Recorder({ now: () => clock.now() });
    const about = { identity: 'CP', software: 'test', bench: false, demo: false };
    const status = async () => ({ status: null, bench: null });
    const feed = new Feed({ recorder, about, clock, redact: (value) => value, status });
    const server = new HttpServer({ routes: pageRoutes(feed, [], REPLAY), onError: () => {} });
    open.push(server);
    const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
    const stalled = connect(port, '127.0.0.1');
    stalled.pause();
    stalled.write(`GET /feed HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
    // Another viewer that was answered came after: the stalled one is watching by now.
    await firstPiece(port);
    for (let count = 0; count < 3_000; count += 1) {
      recorder.wire('sent', 'x'.repeat(10_000));
      await clock.advanceAsync(1_000 / MAX_ITEMS_S, async () => {});
    }
    expect(feed.dropped).toBeGreaterThan(1_000);
    stalled.destroy();
  });
});
