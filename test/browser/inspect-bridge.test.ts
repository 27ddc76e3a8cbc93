import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Chromium } from './chromium.ts';
import { type StartedStation, startStation } from './started-station.ts';

const workspace = createRequire(new URL('../../visualizations/xstate-inspect/package.json', import.meta.url));
/** The real package as browsers get it, and the XState 4 that it asks for. */
const SCRIPTS: Readonly<Record<string, string>> = {
  '/xstate.js': readFileSync(workspace.resolve('xstate/dist/xstate.js'), 'utf8'),
  '/inspect.js': readFileSync(workspace.resolve('@xstate/inspect/dist/xstate-inspect.umd.min.js'), 'utf8'),
};
const PAGE = `<!doctype html><meta charset="utf-8"><title>a visualizer</title><link rel="icon" href="data:,">
  <script src="/xstate.js"></script><script src="/inspect.js"></script>`;

let elsewhere: Server;
let port = 0;
let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    const script = SCRIPTS[request.url ?? ''];
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html');
    response.end(script ?? PAGE);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  ({ port } = elsewhere.address() as AddressInfo);
  const origin = `http://127.0.0.1:${port}`;
  station = await startStation(['--inspect', '127.0.0.1:0', '--inspect-events', '--inspect-origin', origin]);
});
afterAll(async () => {
  await station.stop();
  elsewhere.close();
});
afterEach(() => page.close());

async function opened(url: string): Promise<void> {
  page = await Chromium.start({ width: 800, height: 600 });
  await page.open(url);
  await page.until(`location.href.startsWith('${url}') && document.readyState === 'complete'`);
}

/** Connects with the browser's own WebSocket: `open`, or `refused`. */
const connecting = (): Promise<string> =>
  page.evaluate(`new Promise((resolve) => {
    const socket = new WebSocket('${station.inspect}');
    socket.onopen = () => resolve('open');
    socket.onerror = () => resolve('refused');
  })`);

describe('an inspector in a browser', { timeout: 60_000 }, () => {
  it('is the real package: it sees the actors of the station, follows them, and sends an event', async () => {
    await opened(`http://127.0.0.1:${port}/`);
    await page.evaluate(`(() => {
      window.actors = new Map();
      window.receiver = XStateInspect.createWebSocketReceiver({ server: '${station.inspect?.slice(5)}' });
      receiver.subscribe((frame) => {
        if (frame.type === 'service.register') actors.set(frame.id, frame);
        for (const actor of actors.values())
          if (frame.type === 'service.state' && actor.sessionId === frame.sessionId)
            actor.state = frame.state;
      });
    })()`);
    await page.until('actors.size === 14');
    const states = `[...actors.get('connector-1').machine.stateIds]`;
    expect(await page.evaluate<string[]>(states)).toContain('connector.session.transaction.supplied');
    await station.bench('connectors/1/plug', {});
    await page.until(`actors.get('connector-1').state.matches('session.preparing')`);
    await page.evaluate(`receiver.send({
      type: 'xstate.event',
      service: actors.get('contactor-2').sessionId,
      event: JSON.stringify({ name: 'PILOT', $$type: 'scxml', data: { type: 'PILOT', pilot: 'B' } }),
    })`);
    await page.until(`actors.get('connector-2').state.matches('session.preparing')`);
    expect(page.complaints).toEqual([]);
  });

  it('can connect from the page that was allowed by name', async () => {
    await opened(`http://127.0.0.1:${port}/`);
    expect(await connecting()).toBe('open');
  });

  it('cannot connect from a page of another origin', async () => {
    await opened(`http://localhost:${port}/`);
    expect(await connecting()).toBe('refused');
  });

  it('cannot connect from the page of the station, whose own files are all that it may ask for', async () => {
    await opened(`${station.url}/`);
    expect(await connecting()).toBe('refused');
  });
});
