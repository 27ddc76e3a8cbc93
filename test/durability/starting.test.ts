import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { CentralSystem } from './central-system.ts';
import { bootedStation, stationOptions } from './charging.ts';
import { dataDirectory, StationProcess } from './station-process.ts';

/** How a process ends that cannot start. */
async function refused(options: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const station = new StationProcess(options, environment);
  const { code } = await station.exited;
  return { code, stdout: station.stdout, sentences: station.stderr.trimEnd().split('\n') };
}

/** An environment in which Node runs this first. */
const runningFirst = (code: string): Record<string, string> => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}`,
});

const OLD_NODE = `
  import nodeModule, { syncBuiltinESMExports } from 'node:module';
  delete nodeModule.enableCompileCache;
  syncBuiltinESMExports();
  Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });
`;

const SIGNAL_WHEN_HTTP_LISTENS = `
  import { Server } from 'node:net';
  const { listen } = Server.prototype;
  Server.prototype.listen = function (...asked) {
    process.kill(process.pid, 'SIGTERM');
    return listen.apply(this, asked);
  };
`;

describe('starting the process', () => {
  it('says in a sentence that the Node is too old', async () => {
    const main = fileURLToPath(new URL('../../actors/wallchart.js', import.meta.url));
    const station = new StationProcess(['--help'], runningFirst(OLD_NODE), main);
    expect(await station.exited).toEqual({ code: 1, signal: null });
    expect(station.stderr).toBe('wallchart needs Node 24 or later, and this is Node 20.20.2.\n');
  });

  it('stops in order on a signal that comes before it is ready', async () => {
    const options = ['--data', dataDirectory(), '--http', '127.0.0.1:0', '--csms', 'ws://127.0.0.1:9'];
    const station = new StationProcess(options, runningFirst(SIGNAL_WHEN_HTTP_LISTENS));
    expect(await station.exited).toEqual({ code: 0, signal: null });
  });

  it('says on the first line of standard output where it is, once it answers there', async () => {
    const central = await CentralSystem.start();
    const station = await bootedStation(central, stationOptions(central, dataDirectory()));
    const ready: unknown = JSON.parse(station.stdout);
    expect(ready).toEqual({
      ready: true,
      http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      identity: 'MX007SC-0001',
      csms: central.url,
      pid: expect.any(Number),
    });
    expect((await station.ask('GET', '/healthz')).status).toBe(200);
  });

  it('ends with status 2 and a sentence for each mistake', async () => {
    const wrong = ['--csms', 'http://x', '--log', 'loud', '--set', 'HeartbeatInterval=3', '--nonsense', '1'];
    const { code, stdout, sentences } = await refused(wrong);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(sentences).toHaveLength(4);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z-].*\.$/);
    for (const named of ['--nonsense', '--csms', '--log', 'HeartbeatInterval'])
      expect(sentences.filter((sentence) => sentence.includes(named))).toHaveLength(1);
  });

  it('ends with status 2 for a configuration file that is none', async () => {
    const path = join(dataDirectory(), 'wallchart.json');
    writeFileSync(path, '{"identity": 7, "colour": "red"}');
    const { code, sentences } = await refused(['--config', path]);
    expect(code).toBe(2);
    expect(sentences).toHaveLength(2);
  });

  it('says that the port is in use, and whose data directory it is', async () => {
    const central = await CentralSystem.start();
    const options = stationOptions(central, dataDirectory());
    const station = await bootedStation(central, options);
    const { http } = JSON.parse(station.stdout) as { http: string };

    const port = new URL(http).host;
    const other = ['--csms', central.url, '--data', dataDirectory(), '--http', port];
    const taken = await refused(other);
    expect(taken.code).toBe(1);
    expect(taken.sentences.join()).toContain(port);

    const shared = await refused(options);
    expect(shared.code).toBe(1);
    expect(shared.sentences).toEqual(['another process uses this data directory: stop it first']);
    expect((await station.ask('GET', '/healthz')).status).toBe(200);
  });

  it.each([
    'below a file',
    'where the system calls it missing',
  ])('says in a sentence that a data directory cannot be made %s', async (where) => {
    const path = join(dataDirectory(), 'file');
    writeFileSync(path, '');
    const data = where === 'below a file' ? join(path, 'data') : '/proc/nobody/data';
    const { code, sentences } = await refused(['--http', '127.0.0.1:0', '--data', data]);
    expect(code).toBe(1);
    expect(sentences).toEqual([expect.stringContaining('the data cannot be stored or read')]);
  });

  it('says in a sentence that the bench world cannot be read', async () => {
    const data = dataDirectory();
    mkdirSync(join(data, 'bench-world.json'));
    const { code, sentences } = await refused(['--http', '127.0.0.1:0', '--data', data]);
    expect(code).toBe(1);
    expect(sentences).toEqual([expect.stringContaining('bench-world.json cannot be read')]);
  });

  it('sets a damaged database aside, says so, and starts', async () => {
    const central = await CentralSystem.start();
    const data = dataDirectory();
    const options = stationOptions(central, data);
    const first = await bootedStation(central, options);
    // In order, so that everything is in the database: after a power cut its log would mend it.
    first.signal('SIGTERM');
    await first.exited;
    writeFileSync(join(data, 'station.db'), Buffer.alloc(8192, 'x'));

    const station = await bootedStation(central, options);
    expect(station.stderr).toContain('The stored data is damaged');
    expect(readdirSync(data).filter((name) => name.startsWith('station.db')).length).toBeGreaterThan(1);
    expect((await station.status()).registration).toBe('accepted');
  });
});
