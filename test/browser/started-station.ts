import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '../../actors/main.ts');

export type StartedStation = {
  /** Where its page is. */
  readonly url: string;
  /** Where inspectors connect; undefined without `--inspect`. */
  readonly inspect: string | undefined;
  bench(path: string, body: object): Promise<void>;
  stop(): Promise<void>;
};

/** A station as `npm start` starts it: bench, demo central system, page; with a data directory of its own. */
export async function startStation(
  options: readonly string[] = [],
  nodeOptions: readonly string[] = [],
): Promise<StartedStation> {
  const folder = mkdtempSync(join(tmpdir(), 'wallchart-station-'));
  const args = [
    ...nodeOptions,
    MAIN,
    '--data',
    folder,
    '--http',
    '127.0.0.1:0',
    '--log',
    'error',
    ...options,
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { http: url, inspect } = JSON.parse(String(line)) as { http: string; inspect?: string };
  return {
    url,
    inspect,
    bench: async (path, body) => {
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      };
      const answer = await fetch(`${url}/bench/${path}`, init);
      if (!answer.ok) throw new Error(`/bench/${path}: ${await answer.text()}`);
    },
    stop: async () => {
      const isAlive = child.exitCode === null && child.signalCode === null;
      const ended = isAlive ? once(child, 'exit') : null;
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
