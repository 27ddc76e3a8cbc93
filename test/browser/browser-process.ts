import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DevTools, type Params } from './dev-tools.ts';
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

/** A Chromium that was started here, with a profile of its own, and its DevTools protocol. */
export class BrowserProcess {
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #devTools: DevTools;

  constructor(child: ChildProcess, folder: string, devTools: DevTools) {
    this.#child = child;
    this.#folder = folder;
    this.#devTools = devTools;
  }

  static async start(): Promise<BrowserProcess> {
    const program = findChromium(process.env);
    if (program === null) throw new Error('there is no Chromium: npm run test:browser says how to get one');
    const folder = mkdtempSync(join(tmpdir(), 'wallchart-chromium-'));
    const args = [...FLAGS, `--user-data-dir=${folder}`, 'about:blank'];
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    return new BrowserProcess(child, folder, await DevTools.connect(await debuggingAddress(child)));
  }

  /**
   * Opens a page that shares nothing with the others, as if in a browser of its own: neither the six
   * connections that a profile opens to an address, nor what it stored.
   * @returns the address of the page's own DevTools.
   */
  async newPage(): Promise<string> {
    const { browserContextId } = await this.#ask('Target.createBrowserContext', { disposeOnDetach: true });
    const { targetId } = await this.#ask('Target.createTarget', { url: 'about:blank', browserContextId });
    return new URL(`/devtools/page/${targetId}`, this.#devTools.address).href;
  }

  async stop(): Promise<void> {
    this.#devTools.close();
    const ended = once(this.#child, 'exit');
    this.#child.kill();
    await ended;
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #ask(method: string, params: Params): Promise<Params> {
    const { result, error } = await this.#devTools.ask(method, params);
    if (!result) throw new Error(`${method}: ${error?.message}`);
    return result;
  }
}

async function debuggingAddress(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('Chromium says nothing');
  for await (const line of createInterface({ input: child.stderr })) {
    const [address] = /ws:\/\/\S+/.exec(line) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error('Chromium ended before it could be driven');
}
