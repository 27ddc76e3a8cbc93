import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
export const MAIN = join(REPOSITORY, 'actors/wallchart.js');

export const temporaryDirectory = (): string => mkdtempSync(join(tmpdir(), 'wallchart-bench-'));
export const remove = (directory: string): void => rmSync(directory, { recursive: true, force: true });

type Options = {
  readonly csms: string;
  readonly data: string;
  readonly http?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
};

/** The real program, started and stopped by a measurement. */
export class MeasuredStation {
  readonly child: ChildProcess;
  readonly #ready: Promise<string>;

  constructor({ csms, data, http = false, environment = {} }: Options) {
    const options = [
      '--csms',
      csms,
      '--data',
      data,
      '--http',
      http ? '127.0.0.1:0' : 'off',
      '--log',
      'error',
    ];
    this.child = spawn(process.execPath, [MAIN, ...options], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#ready = once(this.child.stdout!, 'data').then(([line]) => JSON.parse(String(line)).http);
  }

  /** Where its page is. */
  get url(): Promise<string> {
    return this.#ready;
  }

  /** A call of the bench over HTTP. */
  async bench(path: string, body: object): Promise<void> {
    const url = `${await this.url}/bench${path}`;
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }

  /** Ends it in order. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await once(this.child, 'exit');
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}
