import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { BrowserProcess, type Screen } from './browser-process.ts';

type Point = { readonly x: number; readonly y: number };

export type { Screen } from './browser-process.ts';

/** What playwright says where the page went elsewhere before it could answer. */
const WENT_ELSEWHERE = /Execution context was destroyed|Cannot find context/;

/** One page of a Chromium. */
export class Chromium {
  /** What the page complained of: console errors, exceptions, refused resources. */
  readonly complaints: string[] = [];
  /** Addresses that it asked for, `blob:` and `data:` left out. */
  readonly asked: string[] = [];
  /** What it was opened in, if it is all of it: both end together. */
  readonly #browser: BrowserProcess | null;
  readonly #page: Page;
  readonly #devTools: CDPSession;

  constructor(browser: BrowserProcess | null, page: Page, devTools: CDPSession) {
    this.#browser = browser;
    this.#page = page;
    this.#devTools = devTools;
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        this.complaints.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('request', (request) => {
      if (!/^(?:blob|data):/.test(request.url())) this.asked.push(request.url());
    });
  }

  /** A page in a browser of its own. */
  static async start(screen: Screen): Promise<Chromium> {
    const browser = await BrowserProcess.start();
    return Chromium.#opened(browser, screen, browser);
  }

  /** A page of a browser that has others: it sees nothing of them. */
  static startIn(browser: BrowserProcess, screen: Screen): Promise<Chromium> {
    return Chromium.#opened(browser, screen, null);
  }

  static async #opened(
    browser: BrowserProcess,
    screen: Screen,
    own: BrowserProcess | null,
  ): Promise<Chromium> {
    const context = await browser.newContext(screen);
    const page = await context.newPage();
    return new Chromium(own, page, await context.newCDPSession(page));
  }

  async open(url: string): Promise<void> {
    await this.#page.goto(url, { waitUntil: 'commit' });
  }

  async colours(scheme: 'light' | 'dark'): Promise<void> {
    await this.#page.emulateMedia({ colorScheme: scheme });
  }

  /** The value of an expression in the page. @throws what it throws there. */
  async evaluate<Value>(expression: string): Promise<Value> {
    try {
      return await this.#page.evaluate<Value>(expression);
    } catch (error) {
      if (!(error instanceof Error) || !WENT_ELSEWHERE.test(error.message)) throw error;
      // Asked again of the page that is there now.
      return this.evaluate(expression);
    }
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
    await this.#page.keyboard.press(key);
  }

  /** The mouse, to a point of the page in px; nothing is pressed. */
  async point(x: number, y: number): Promise<void> {
    await this.#page.mouse.move(x, y);
  }

  /** The mouse, from one point to another with its button held. */
  async pull(from: Point, to: Point): Promise<void> {
    const { mouse } = this.#page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(to.x, to.y);
    await mouse.up();
  }

  /** The wheel of the mouse, at a point. @param deltaY px; below 0 away from the person. */
  async wheel(at: Point, deltaY: number): Promise<void> {
    await this.#page.mouse.move(at.x, at.y);
    await this.#page.mouse.wheel(0, deltaY);
  }

  /** A finger, at a point of the page in px. */
  async tap(x: number, y: number): Promise<void> {
    await this.#touch('touchStart', [{ x, y }]);
    await this.#touch('touchEnd', []);
  }

  /** Fingers, from points of the page in px to others, in steps as a hand makes them. */
  async drag(from: readonly Point[], to: readonly Point[]): Promise<void> {
    const STEPS = 8;
    const at = (part: number) =>
      from.map(({ x, y }, id) => {
        const end = to[id] ?? { x, y };
        return { id, x: x + (end.x - x) * part, y: y + (end.y - y) * part };
      });
    await this.#touch('touchStart', at(0));
    for (let step = 1; step <= STEPS; step += 1) await this.#touch('touchMove', at(step / STEPS));
    await this.#touch('touchEnd', []);
  }

  /** By the DevTools: playwright knows no second finger, and none on a laptop. */
  async #touch(type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]): Promise<void> {
    await this.#devTools.send('Input.dispatchTouchEvent', { type, touchPoints });
  }

  /** Chooses a file in a file field, as the system's dialog does. */
  async choose(selector: string, path: string): Promise<void> {
    await this.#page.setInputFiles(selector, path);
  }

  /** What is downloaded from now on goes into this folder, under the name that the page gives it. */
  async downloadsTo(folder: string): Promise<void> {
    this.#page.on('download', (download) => {
      const path = join(folder, download.suggestedFilename());
      // Under its name only when it is whole.
      const whole = download.saveAs(`${path}.part`).then(() => rename(`${path}.part`, path));
      whole.catch((error: unknown) => this.complaints.push(`not downloaded: ${String(error)}`));
    });
  }

  /** A picture of the page, PNG. */
  picture(): Promise<Buffer> {
    return this.#page.screenshot();
  }

  async close(): Promise<void> {
    await this.#page.context().close();
    await this.#browser?.stop();
  }
}
