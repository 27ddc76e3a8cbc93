import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('`npm start` passes a signal on: the station stops in order, and no process is left', async () => {
  const data = mkdtempSync(join(tmpdir(), 'wallchart-npm-'));
  const npm = spawn('npm', ['start', '--', '--data', data, '--http', 'off'], { cwd: ROOT });
  const ready = new Promise<{ pid: number }>((resolve) => {
    createInterface(npm.stdout).on('line', (line) => line.startsWith('{') && resolve(JSON.parse(line)));
  });
  npm.stderr.resume();
  const { pid } = await ready;
  npm.kill('SIGTERM');
  const [status] = await once(npm, 'exit');
  expect({ status, left: isAlive(pid) }).toEqual({ status: 0, left: false });
  rmSync(data, { recursive: true });
});
