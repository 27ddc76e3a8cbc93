import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { IMAGE, MANUFACTURER, SIGNER, signed, withFirmwareServer } from '../conformance/firmware-server.ts';
import { CentralSystem } from './central-system.ts';
import { bootedStation, stationOptions } from './charging.ts';
import { dataDirectory } from './station-process.ts';

const PASSWORD = 'hunter2-and-more';
const update = (requestId: number, location: string) => ({
  requestId,
  firmware: {
    location,
    retrieveDateTime: '2020-01-01T00:00:00Z',
    signingCertificate: SIGNER.cert,
    signature: signed(),
  },
});
/** Goes past the strict central system, which does not know these CALLs. */
const send = (central: CentralSystem, action: string, payload: object): void =>
  central.station?.sendRaw(JSON.stringify([2, `${action}-${central.delivered.length}`, action, payload]));
/** The central system has heard, and answered, this status of this update. */
const told = (central: CentralSystem, status: string, requestId: number) =>
  central.next(
    (it) =>
      it.kind === 'answered' &&
      it.call.action === 'SignedFirmwareStatusNotification' &&
      it.call.payload.status === status &&
      it.call.payload.requestId === requestId,
  );
const versions = (central: CentralSystem): readonly unknown[] =>
  central.delivered
    .filter(({ action }) => action === 'BootNotification')
    .map(({ payload }) => payload.firmwareVersion);
const holding = (directory: string, what: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(what))
    .map((path) => path.slice(directory.length + 1));

/** L5 over kills, S12 of the password, and what is on disk when. */
it('a process killed while it fetches firmware, and while it installs it, ends each update', () =>
  withFirmwareServer(async (server) => {
    const central = await CentralSystem.start();
    const data = dataDirectory();
    const options = [...stationOptions(central, data), '--log', 'trace'];
    const location = server.url.replace('http://', `http://operator:${PASSWORD}@`);
    const first = await bootedStation(central, options);
    send(central, 'InstallCertificate', {
      certificateType: 'ManufacturerRootCertificate',
      certificate: MANUFACTURER.cert,
    });
    const piece = Promise.withResolvers<void>();
    server.answers((response) => {
      response.writeHead(200, { 'content-length': IMAGE.length });
      response.write(IMAGE.subarray(0, 50_000), () => piece.resolve());
    });
    send(central, 'SignedUpdateFirmware', update(1, location));
    await Promise.all([told(central, 'Downloading', 1), piece.promise]);
    await first.kill();
    expect(holding(data, PASSWORD)).toEqual(['secrets/keys.json']);
    expect(readdirSync(join(data, 'firmware'))).not.toContain('image');

    // The next life fetches it anew, and loses its power in the middle of the installation.
    const ordered = Promise.withResolvers<void>();
    server.answers((response) => void ordered.promise.then(() => response.writeHead(200).end(IMAGE)));
    const installing = told(central, 'Installing', 1);
    const second = await bootedStation(central, options);
    await second.bench('/firmware', { installation: 'power-cut' });
    ordered.resolve();
    await installing;
    expect(await second.exited).toEqual({ code: null, signal: 'SIGKILL' });

    server.answers(null);
    const failed = told(central, 'InstallationFailed', 1);
    const third = await bootedStation(central, options);
    await failed;
    const installed = told(central, 'Installed', 2);
    send(central, 'SignedUpdateFirmware', update(2, location));
    await installed;
    expect((await third.ask('GET', '/status')).json).toMatchObject({ firmware: '2.0.0' });
    await third.kill();
    expect(holding(data, PASSWORD)).toEqual([]);

    // What was installed runs from now on, whatever starts it.
    const fourth = await bootedStation(central, options);
    expect(versions(central)).toEqual(['1.0.2', '1.0.2', '1.0.2', '2.0.0', '2.0.0']);
    await fourth.kill();
    const pages = [first, second, third, fourth].map(({ stdout, stderr }) => stdout + stderr).join('\n');
    expect(pages).not.toContain(PASSWORD);
  }));

const answeredEvents = (central: CentralSystem) =>
  central.delivered.filter(({ action, answer }) => action === 'SecurityEventNotification' && answer !== null);

it('security events that nobody could be told are told by the next life, in order', async () => {
  const central = await CentralSystem.start();
  central.ignores = ({ action }) => action === 'SecurityEventNotification';
  const data = dataDirectory();
  const options = [...stationOptions(central, data), '--set', 'SecurityProfile=1'];
  const environment = { WALLCHART_AUTHORIZATION_KEY: 'aa'.repeat(16) };
  const first = await bootedStation(central, options, environment);
  await first.kill();
  central.ignores = () => false;
  const two = central.next(() => answeredEvents(central).length === 2);
  const second = await bootedStation(central, options, environment);
  await two;
  await second.kill();
  const times = answeredEvents(central).map(({ payload }) => String(payload.timestamp));
  expect(times).toEqual(times.toSorted());
  expect(new Set(times).size).toBe(2);
});
