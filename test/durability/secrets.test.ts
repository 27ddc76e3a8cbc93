import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CentralSystem } from './central-system.ts';
import { bootedStation, stationOptions } from './charging.ts';
import { dataDirectory, StationProcess } from './station-process.ts';

const FROM_FILE = '00ff10a0b1c2d3e4f50a3a5c7e8f9001a2b3c4d5';
const FROM_ENVIRONMENT = 'ffeeddccbbaa99887766554433221100';
const FROM_CENTRAL_SYSTEM = '0123456789abcdef0123456789abcdef01234567';
const KEYS = [FROM_FILE, FROM_ENVIRONMENT, FROM_CENTRAL_SYSTEM];
const IDENTITY = 'MX007SC-0001';

/** Every form in which a key could be seen. */
const formsOf = (key: string): readonly Buffer[] => {
  const raw = Buffer.from(key, 'hex');
  const header = Buffer.concat([Buffer.from(`${IDENTITY}:`), raw]).toString('base64');
  const texts = [key, key.toUpperCase(), raw.toString('base64').replace(/=+$/, ''), header];
  return [raw, ...texts.map((text) => Buffer.from(text))];
};
const shows = (content: Buffer | string): readonly string[] =>
  KEYS.filter((key) => formsOf(key).some((form) => Buffer.from(content).includes(form)));

/** All files of a directory with their content, by their path in it. */
const filesOf = (directory: string): readonly (readonly [string, Buffer])[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(directory.length + 1), readFileSync(path)]);

describe('S12: an AuthorizationKey is nowhere but in its own file', () => {
  it('from the configuration file, the environment and ChangeConfiguration, at log level trace', async () => {
    const central = await CentralSystem.start();
    const data = dataDirectory();
    const config = join(dataDirectory(), 'wallchart.json');
    writeFileSync(config, JSON.stringify({ authorizationKey: FROM_FILE }));
    const edgeLog = join(data, 'edge.jsonl');
    const options = [
      ...stationOptions(central, data),
      ...['--config', config, '--set', 'SecurityProfile=1', '--log', 'trace', '--edge-log', edgeLog],
    ];
    const environment = { WALLCHART_AUTHORIZATION_KEY: FROM_ENVIRONMENT };
    const station = await bootedStation(central, options, environment);

    const value = FROM_CENTRAL_SYSTEM;
    const again = central.next((it) => it.kind === 'connected');
    const wrong = { key: 'AuthorizationKey', value: `${value}00` };
    expect(await central.station?.call('ChangeConfiguration', wrong)).toEqual({ status: 'Rejected' });
    const right = { key: 'AuthorizationKey', value };
    expect(await central.station?.call('ChangeConfiguration', right)).toEqual({ status: 'Accepted' });
    await again;
    // The key was really shown to the central system: that is what is searched for.
    expect(central.passwords.map((it) => it?.toString('hex'))).toEqual([FROM_ENVIRONMENT, value]);

    const configured = await central.station?.call('GetConfiguration', {});
    const named = await central.station?.call('GetConfiguration', { key: ['AuthorizationKey'] });
    const technician = { key: 'AuthorizationKey', value: FROM_FILE };
    await station.ask('POST', '/bench/configuration', technician);
    const pages = await Promise.all(
      ['/status', '/metrics', '/bench', '/healthz', '/edge-log', '/saved-page'].map(
        async (path) => (await station.ask('GET', path)).text,
      ),
    );
    await station.kill();

    expect(station.stderr.split('\n').length).toBeGreaterThan(20);
    expect(shows(station.stderr)).toEqual([]);
    expect(shows(station.stdout)).toEqual([]);
    expect(shows(JSON.stringify([configured, named]))).toEqual([]);
    expect(shows(pages.join())).toEqual([]);
    expect(pages[4]).toContain('ChangeConfiguration');
    expect(pages[5]).toContain('<!doctype html>');
    const secrets = filesOf(data).filter(([, content]) => shows(content).length > 0);
    expect(secrets.map(([path]) => path)).toEqual(['secrets/keys.json']);
    expect(statSync(join(data, 'secrets/keys.json')).mode & 0o777).toBe(0o600);
    expect(filesOf(data).length).toBeGreaterThan(3);
  });

  it('is refused on the command line without being repeated', async () => {
    const wrong = ['--set', `AuthorizationKey=${FROM_FILE}`, '--authorization-key', FROM_FILE];
    const station = new StationProcess(wrong);
    expect(await station.exited).toEqual({ code: 2, signal: null });
    expect(shows(station.stderr)).toEqual([]);
    expect(station.stderr).toContain('WALLCHART_AUTHORIZATION_KEY');
  });
});
