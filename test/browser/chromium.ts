import { BrowserProcess } from './browser-process.ts';
import { DevTools, type Params } from './dev-tools.ts';

type Point = { readonly x: number; readonly y: number };
export type Screen = { readonly width: number; readonly height: number; readonly mobile?: boolean };

/** One page of a Chromium, driven through the DevTools protocol. */
export class Chromium {
  /** What the page complained of: console errors, exceptions, refused resources. */
  readonly complaints: string[] = [];
  /** Addresses that it asked for, `blob:` and `data:` left out. */
  readonly asked: string[] = [];
  /** What it was opened in, if it is all of it: both end together. */
  readonly #browser: BrowserProcess | null;
  readonly #devTools: DevTools;

  constructor(browser: BrowserProcess | null, devTools: DevTools) {
    this.#browser = browser;
    this.#devTools = devTools;
    devTools.onEvent = (method, params) => this.#heard(method, params);
  }

  /** A page in a browser of its own. */
  static async start(screen: Screen): Promise<Chromium> {
    const browser = await BrowserProcess.start();
    return Chromium.#attached(await browser.newPage(), screen, browser);
  }

  /** A page of a browser that has others: it sees nothing of them. */
  static async startIn(browser: BrowserProcess, screen: Screen): Promise<Chromium> {
    return Chromium.#attached(await browser.newPage(), screen, null);
  }

  static async #attached(address: string, screen: Screen, browser: BrowserProcess | null): Promise<Chromium> {
    const page = new Chromium(browser, await DevTools.connect(address));
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

  /** The mouse, to a point of the page in px; nothing is pressed. */
  async point(x: number, y: number): Promise<void> {
    await this.#send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
  }

  /** The mouse, from one point to another with its button held. */
  async pull(from: Point, to: Point): Promise<void> {
    const button = { button: 'left', clickCount: 1 };
    await this.#send('Input.dispatchMouseEvent', { type: 'mousePressed', ...from, ...button });
    await this.#send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...to, ...button, buttons: 1 });
    await this.#send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...to, ...button });
  }

  /** The wheel of the mouse, at a point. @param deltaY px; below 0 away from the person. */
  async wheel(at: Point, deltaY: number): Promise<void> {
    await this.#send('Input.dispatchMouseEvent', { type: 'mouseWheel', ...at, deltaX: 0, deltaY });
  }

  /** A finger, at a point of the page in px. */
  async tap(x: number, y: number): Promise<void> {
    await this.#send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    await this.#send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }

  /** Fingers, from points of the page in px to others, in steps as a hand makes them. */
  async drag(from: readonly Point[], to: readonly Point[]): Promise<void> {
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
    this.#devTools.close();
    await this.#browser?.stop();
  }

  async #send(method: string, params: Params = {}): Promise<Params> {
    const { result = {} } = await this.#devTools.ask(method, params);
    return result;
  }

  #heard(method: string, params: Params): void {
    if (method === 'Network.requestWillBeSent') {
      const { url } = (params as { request: { url: string } }).request;
      if (!/^(?:blob|data):/.test(url)) this.asked.push(url);
    }
    const isError =
      method === 'Runtime.consoleAPICalled' && ['error', 'warning'].includes(String(params.type));
    if (isError || method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded')
      this.complaints.push(JSON.stringify(params));
  }
}
