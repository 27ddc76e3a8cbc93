import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { BenchState } from '../../drivers/bench/bench-view.ts';
import { type Answer, ask } from '../drivers/http-client.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const NODE = join(REPOSITORY, 'node_modules/.bin/node');
const MAIN = join(REPOSITORY, 'actors/main.ts');

/** How the process ended: its exit status, or the signal that ended it. */
export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };
export type StatusOfConnector = {
  readonly id: number;
  readonly status: string;
  readonly transaction: { readonly id: number; readonly transactionId: number | null } | null;
};
export type Status = {
  readonly registration: string;
  readonly connectors: readonly StatusOfConnector[];
  readonly queue: { readonly length: number };
};

/** A data directory of its own, gone after the test. */
export function dataDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'wallchart-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The real program as a process of its own. Nothing of it is in this process. */
export class StationProcess {
  /** Everything written so far. */
  stdout = '';
  stderr = '';
  readonly exited: Promise<Exit>;
  readonly #child: ChildProcess;
  readonly #ready: Promise<string | null>;
  readonly #watchers = new Set<() => void>();
  #http = '';

  /** @param main the file to run, if it is not that of the program. */
  constructor(
    options: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    main: string = MAIN,
  ) {
    const child = spawn(NODE, [main, ...options], {
      cwd: REPOSITORY,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    onTestFinished(() => void child.kill('SIGKILL'));
    this.exited = once(child, 'close').then(([code, signal]) => ({ code, signal }));
    const first = Promise.withResolvers<string | null>();
    this.#ready = first.promise;
    createInterface(child.stdout!).on('line', (line) => {
      this.stdout += `${line}\n`;
      first.resolve(line);
    });
    child.stderr!.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString();
      for (const look of [...this.#watchers]) look();
    });
    void this.exited.then(() => {
      first.resolve(null);
      for (const look of [...this.#watchers]) look();
    });
  }

  /** The station answers on HTTP. @returns this. @throws if the process ended instead. */
  async ready(): Promise<this> {
    const line = await this.#ready;
    if (line === null) throw new Error(`the station did not start: ${this.stderr}`);
    this.#http = (JSON.parse(line) as { http: string }).http;
    return this;
  }

  /** Waits until standard error has what `found` finds in it. @throws if the process ends before. */
  async said<T>(found: (stderr: string) => T | null | undefined | false): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const look = (): void => {
      const result = found(this.stderr);
      if (result) resolve(result);
      else if (this.#child.exitCode !== null) reject(new Error(`it was never said: ${this.stderr}`));
    };
    this.#watchers.add(look);
    look();
    return promise.finally(() => this.#watchers.delete(look));
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  async kill(): Promise<Exit> {
    this.signal('SIGKILL');
    return this.exited;
  }

  /** A call of the bench. @returns the bench state after it. @throws if it was refused. */
  async bench(path: string, body: object = {}): Promise<BenchState> {
    const answer = await this.ask('POST', `/bench${path}`, body);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.json as BenchState;
  }

  async benchState(): Promise<BenchState> {
    return (await this.ask('GET', '/bench')).json as BenchState;
  }

  async status(): Promise<Status> {
    return (await this.ask('GET', '/status')).json as Status;
  }

  ask(method: string, path: string, body?: object): Promise<Answer> {
    const port = Number(new URL(this.#http).port);
    const given = body ? { body: JSON.stringify(body) } : {};
    return ask(port, method, path, { headers: { 'content-type': 'application/json' }, ...given });
  }
}
