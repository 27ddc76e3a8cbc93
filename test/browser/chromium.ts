import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import { findChromium } from './find-chromium.ts';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--hide-scrollbars',
  '--remote-debugging-port=0',
];

type Answer = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Params;
  readonly result?: Params;
};
type Params = Readonly<Record<string, unknown>>;
type Browser = { readonly child: ChildProcess; readonly folder: string; readonly port: string };
export type Screen = { readonly width: number; readonly height: number; readonly mobile?: boolean };

/** One page in a Chromium of its own, driven through the DevTools protocol. */
export class Chromium {
  /** What the page complained of: console errors, exceptions, refused resources. */
  readonly complaints: string[] = [];
  /** Addresses that it asked for, `blob:` and `data:` left out. */
  readonly asked: string[] = [];
  readonly #browser: Browser;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #count = 0;

  constructor(browser: Browser, socket: WebSocket) {
    this.#browser = browser;
    this.#socket = socket;
    socket.on('message', (data) => this.#heard(JSON.parse(String(data))));
  }

  static async start(screen: Screen): Promise<Chromium> {
    const program = findChromium(process.env);
    if (program === null) throw new Error('there is no Chromium: npm run test:browser says how to get one');
    const folder = mkdtempSync(join(tmpdir(), 'wallchart-chromium-'));
    const args = [...FLAGS, `--user-data-dir=${folder}`, 'about:blank'];
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const port = await debuggingPort(child);
    return Chromium.#attached({ child, folder, port }, screen);
  }

  static async #attached(browser: Browser, screen: Screen): Promise<Chromium> {
    const socket = new WebSocket(await newPage(browser.port));
    await once(socket, 'open');
    const page = new Chromium(browser, socket);
    for (const domain of ['Page', 'Runtime', 'Log', 'Network', 'DOM']) await page.#send(`${domain}.enable`);
    const { width, height, mobile = false } = screen;
    await page.#send('Emulation.setDeviceMetricsOverride', { width, height, mobile, deviceScaleFactor: 1 });
    if (mobile) await page.#send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
    return page;
  }

  async open(url: string): Promise<void> {
    await this.#send('Page.navigate', { url });
  }

  async colours(scheme: 'light' | 'dark'): Promise<void> {
    await this.#send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
  }

  /** The value of an expression in the page. @throws what it throws there. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const answer = await this.#send('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    const { result, exceptionDetails } = answer as {
      result?: { value: Value };
      exceptionDetails?: { exception?: { description?: string } };
    };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'failed in the page');
    // The page went elsewhere meanwhile: asked again of the one that is there now.
    return result === undefined ? this.evaluate(expression) : result.value;
  }

  /** Waits, picture by picture, until an expression in the page is true; then its value. */
  async until<Value>(expression: string): Promise<Value> {
    return this.evaluate<Value>(`new Promise((resolve, reject) => {
      const end = performance.now() + 15000;
      const look = () => {
        const value = (${expression});
        if (value) resolve(value);
        else if (performance.now() > end) reject(new Error(${JSON.stringify(`never true: ${expression}`)}));
        else requestAnimationFrame(look);
      };
      look();
    })`);
  }

  async key(key: string): Promise<void> {
    await this.#send('Input.dispatchKeyEvent', { type: 'keyDown', key });
    await this.#send('Input.dispatchKeyEvent', { type: 'keyUp', key });
  }

  /** A finger, at a point of the page in px. */
  async tap(x: number, y: number): Promise<void> {
    await this.#send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await this.#send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  /** Fingers, from points of the page in px to others, in steps as a hand makes them. */
  async drag(
    from: readonly { readonly x: number; readonly y: number }[],
    to: readonly { readonly x: number; readonly y: number }[],
  ): Promise<void> {
    const STEPS = 8;
    const at = (part: number) =>
      from.map(({ x, y }, id) => {
        const end = to[id] ?? { x, y };
        return { id, x: x + (end.x - x) * part, y: y + (end.y - y) * part };
      });
    await this.#send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
    for (let step = 1; step <= STEPS; step += 1)
      await this.#send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(step / STEPS) });
    await this.#send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  /** Chooses a file in a file field, as the system's dialog does. */
  async choose(selector: string, path: string): Promise<void> {
    const { root } = (await this.#send('DOM.getDocument')) as { root: { nodeId: number } };
    const { nodeId } = await this.#send('DOM.querySelector', { nodeId: root.nodeId, selector });
    await this.#send('DOM.setFileInputFiles', { nodeId, files: [path] });
  }

  /** What is downloaded from now on goes into this folder, under the name that the page gives it. */
  async downloadsTo(folder: string): Promise<void> {
    await this.#send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
  }

  /** A picture of the page, PNG. */
  async picture(): Promise<Buffer> {
    const { data } = await this.#send('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(String(data), 'base64');
  }

  async close(): Promise<void> {
    this.#socket.close();
    const { child, folder } = this.#browser;
    const ended = once(child, 'exit');
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  #send(method: string, params: Params = {}): Promise<Params> {
    this.#count += 1;
    const id = this.#count;
    const { promise, resolve } = Promise.withResolvers<Params>();
    this.#waiting.set(id, ({ result = {} }) => resolve(result));
    this.#socket.send(JSON.stringify({ id, method, params }));
    return promise;
  }

  #heard(answer: Answer): void {
    const { id, method, params } = answer;
    if (id !== undefined) return this.#waiting.get(id)?.(answer);
    if (method === 'Network.requestWillBeSent') {
      const { url } = (params as { request: { url: string } }).request;
      if (!/^(?:blob|data):/.test(url)) this.asked.push(url);
    }
    const isError =
      method === 'Runtime.consoleAPICalled' && ['error', 'warning'].includes(String(params?.type));
    if (isError || method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded')
      this.complaints.push(JSON.stringify(params));
  }
}

async function newPage(port: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/new?about:blank`, { method: 'PUT' });
  const { webSocketDebuggerUrl } = (await answer.json()) as { webSocketDebuggerUrl: string };
  return webSocketDebuggerUrl;
}

async function debuggingPort(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('Chromium says nothing');
  for await (const line of createInterface({ input: child.stderr })) {
    const [, port] = /ws:\/\/[^:]+:(\d+)\//.exec(line) ?? [];
    if (port !== undefined) return port;
  }
  throw new Error('Chromium ended before it could be driven');
}
