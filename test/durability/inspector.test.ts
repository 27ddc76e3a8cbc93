import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ReceivedStation } from '../../visualizations/xstate-inspect/received-station.ts';
import { CentralSystem } from './central-system.ts';
import { bootedStation, stationOptions } from './charging.ts';
import { dataDirectory, StationProcess } from './station-process.ts';

const FROM_ENVIRONMENT = 'ffeeddccbbaa99887766554433221100';
const FROM_CENTRAL_SYSTEM = '0123456789abcdef0123456789abcdef01234567';

async function station(options: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const central = await CentralSystem.start();
  const given = [...stationOptions(central, dataDirectory()), ...options];
  const started = await bootedStation(central, given, environment);
  const ready = JSON.parse(started.stdout) as { readonly inspect?: string; readonly http: string };
  return { central, started, ready };
}

describe('the process with --inspect', () => {
  it('says where inspectors connect, and tells none of them a secret', async () => {
    const environment = { WALLCHART_AUTHORIZATION_KEY: FROM_ENVIRONMENT };
    const { central, started, ready } = await station(
      ['--inspect', '127.0.0.1:0', '--set', 'SecurityProfile=1', '--log', 'trace'],
      environment,
    );
    expect(ready.inspect).toMatch(/^ws:\/\/127\.0\.0\.1:\d+$/);
    const bytes: string[] = [];
    const sockets = ['', '/stately'].map((path) => new WebSocket(`${ready.inspect}${path}`));
    onTestFinished(() => {
      for (const socket of sockets) socket.close();
    });
    const told = Promise.withResolvers<void>();
    for (const socket of sockets)
      socket.addEventListener('message', ({ data }) => {
        bytes.push(String(data));
        if (String(data).includes('ChangeConfiguration')) told.resolve();
      });
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    sockets[0]!.send('{"type":"xstate.inspecting"}');
    const again = central.next((it) => it.kind === 'connected');
    const change = { key: 'AuthorizationKey', value: FROM_CENTRAL_SYSTEM };
    expect(await central.station?.call('ChangeConfiguration', change)).toEqual({ status: 'Accepted' });
    await Promise.all([again, told.promise]);
    // Both keys were really in use.
    expect(central.passwords.map((it) => it?.toString('hex'))).toEqual([FROM_ENVIRONMENT, change.value]);
    expect(bytes.length).toBeGreaterThan(20);
    for (const key of [FROM_ENVIRONMENT, FROM_CENTRAL_SYSTEM]) {
      const base64 = Buffer.from(key, 'hex').toString('base64').replace(/=+$/, '');
      for (const form of [key, key.toUpperCase(), base64])
        expect(bytes.filter((text) => text.includes(form))).toEqual([]);
      expect(started.stderr).not.toContain(key);
    }
  });

  it('takes events of an inspector with --inspect-events, and lives on after the worst of them', async () => {
    const { started, ready } = await station(['--inspect=127.0.0.1:0', '--inspect-events']);
    const received = new ReceivedStation(ready.inspect!.slice('ws://'.length), () => {});
    const { promise, resolve } = Promise.withResolvers<void>();
    let sentNonsense = false;
    received.onFrame = (frame) => {
      const actor = received.actors.get(frame.sessionId);
      if (actor?.id !== 'contactor-1') return;
      if (JSON.stringify(actor.state.value).includes('"connected"')) return resolve();
      if (frame.type !== 'service.register') return;
      // It may have died of the first, and been replaced.
      if (!sentNonsense) received.send(actor.sessionId, { type: 'PILOT' });
      sentNonsense = true;
      received.send(actor.sessionId, { type: 'PILOT', pilot: 'B' } as never);
    };
    await promise;
    expect((await started.status()).connectors[0]?.status).toBe('Preparing');
    expect((await started.ask('GET', '/healthz')).status).toBe(200);
  });

  it('loads nothing of the inspector without the option', async () => {
    const loaded = async (options: readonly string[]): Promise<string[]> => {
      const tells = `import { registerHooks } from 'node:module';
        registerHooks({ load: (url, context, next) => (console.error(url), next(url, context)) });`;
      const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(tells)}` };
      const { started } = await station(options, environment);
      await started.kill();
      return started.stderr.split('\n').filter((line) => line.startsWith('file:'));
    };
    const ofInspector = (urls: readonly string[]) =>
      urls.filter((url) => /\/(inspect|inspect-server)\/[\w-]+\.ts$|\/inspector\.ts$/.test(url));
    const without = await loaded([]);
    expect(without.length).toBeGreaterThan(200);
    expect(ofInspector(without)).toEqual([]);
    expect(ofInspector(await loaded(['--inspect', '127.0.0.1:0'])).length).toBeGreaterThan(8);
  });

  it('refuses an address of the network, and says that a port is in use', async () => {
    const open = new StationProcess(['--inspect', '0.0.0.0:0', '--data', dataDirectory()]);
    expect(await open.exited).toEqual({ code: 2, signal: null });
    expect(open.stderr).toBe(
      '--inspect must be a loopback address, like 127.0.0.1:8017: it is for this machine only.\n',
    );
    const { ready, central } = await station(['--inspect', '127.0.0.1:0']);
    const port = ready.inspect!.slice('ws://'.length);
    const options = stationOptions(central, dataDirectory());
    const second = new StationProcess([...options, '--inspect', port]);
    expect((await second.exited).code).toBe(1);
    expect(second.stderr).toContain(`${port} is in use by another program`);
  });
});
