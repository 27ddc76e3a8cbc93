import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WebSocket } from 'ws';
import type { Screen } from './browser-process.ts';
import { findBrowser } from './find-browser.ts';

type Answer = {
  readonly id?: number;
  readonly type: string;
  readonly method?: string;
  readonly params?: Entry;
} & {
  readonly result?: unknown;
  readonly message?: string;
};
type Entry = { readonly level?: string; readonly text?: string };
type Evaluated = {
  readonly type: 'success' | 'exception';
  readonly result?: { readonly value?: string };
  readonly exceptionDetails?: { readonly text: string };
};

const LISTENS = /WebDriver BiDi listening on (ws:\S+)/;

/**
 * One page of a Firefox of this machine, without a window, by WebDriver BiDi: playwright-core drives no
 * Firefox but its own.
 */
export class Firefox {
  /** What the page complained of: console errors and exceptions. */
  readonly complaints: string[] = [];
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #asked = new Map<number, (answer: Answer) => void>();
  #context = '';
  #last = 0;

  private constructor(process: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = process;
    this.#profile = profile;
    this.#socket = socket;
    socket.on('message', (text) => this.#heard(JSON.parse(String(text)) as Answer));
  }

  static async start(): Promise<Firefox> {
    const path = findBrowser('firefox', process.env);
    if (path === null) throw new Error('there is no Firefox');
    const profile = mkdtempSync(join(tmpdir(), 'wallchart-firefox-'));
    const args = [
      '--headless',
      '--no-remote',
      '--profile',
      profile,
      '--remote-debugging-port',
      '0',
      'about:blank',
    ];
    // A home of its own: it refuses one that belongs to another user.
    const child = spawn(path, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: profile },
    });
    const socket = new WebSocket(`${await addressOf(child)}/session`);
    await once(socket, 'open');
    const firefox = new Firefox(child, profile, socket);
    await firefox.#ask('session.new', { capabilities: {} });
    await firefox.#ask('session.subscribe', { events: ['log.entryAdded'] });
    const tree = (await firefox.#ask('browsingContext.getTree', {})) as { contexts: { context: string }[] };
    firefox.#context = tree.contexts[0]?.context ?? '';
    return firefox;
  }

  async open(url: string, { width, height }: Screen): Promise<void> {
    const context = this.#context;
    await this.#ask('browsingContext.setViewport', { context, viewport: { width, height } });
    await this.#ask('browsingContext.navigate', { context, url, wait: 'complete' });
  }

  /** The value of an expression in the page, if JSON can say it. @throws what it throws there. */
  async evaluate<Value>(expression: string): Promise<Value> {
    const evaluated = (await this.#ask('script.evaluate', {
      expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`,
      target: { context: this.#context },
      awaitPromise: true,
    })) as Evaluated;
    if (evaluated.type === 'exception') throw new Error(evaluated.exceptionDetails?.text);
    return JSON.parse(evaluated.result?.value ?? 'null') as Value;
  }

  /** Waits, picture by picture, until an expression in the page is true. */
  async until(expression: string): Promise<void> {
    await this.evaluate(`new Promise((resolve, reject) => {
      const end = performance.now() + 15000;
      const look = () => {
        if (${expression}) resolve(true);
        else if (performance.now() > end) reject(new Error(${JSON.stringify(`never true: ${expression}`)}));
        else requestAnimationFrame(look);
      };
      look();
    })`);
  }

  async close(): Promise<void> {
    this.#socket.terminate();
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 3 });
  }

  #ask(method: string, params: object): Promise<unknown> {
    this.#last += 1;
    const id = this.#last;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      this.#asked.set(id, ({ type, result, message }) =>
        type === 'success' ? resolve(result) : reject(new Error(`${method}: ${message}`)),
      );
    });
  }

  #heard(answer: Answer): void {
    if (answer.id !== undefined) this.#asked.get(answer.id)?.(answer);
    const { level, text } = answer.method === 'log.entryAdded' ? (answer.params ?? {}) : {};
    if (level === 'error' || level === 'warn') this.complaints.push(`${level}: ${text}`);
  }
}

/** Where a Firefox that starts can be driven. */
async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stderr)
    for await (const line of createInterface({ input: child.stderr })) {
      const [, address] = LISTENS.exec(line) ?? [];
      if (address) {
        child.stderr.resume();
        return address;
      }
    }
  throw new Error('Firefox ended before it could be driven');
}
