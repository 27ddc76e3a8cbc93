import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { CentralSystem } from './central-system.ts';
import { bootedStation, charge, stationOptions } from './charging.ts';
import { dataDirectory } from './station-process.ts';

const PASSWORD = 'hunter2-and-more';

/** A server for files. `take` decides on each. */
async function fileServer(
  take: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(take).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => server.close().closeAllConnections());
  return `http://operator:${PASSWORD}@127.0.0.1:${(server.address() as AddressInfo).port}/stations/`;
}

/** Files of a data directory that hold the password. */
const holding = (directory: string): readonly string[] =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(PASSWORD))
    .map((path) => path.slice(directory.length + 1));

/** The central system has heard, and answered, this status of the upload. */
const told = (central: CentralSystem, status: string) =>
  central.next(
    (it) =>
      it.kind === 'answered' &&
      it.call.action === 'DiagnosticsStatusNotification' &&
      it.call.payload.status === status,
  );

/** L5 over a kill, and S12 of the password. */
it('a process killed during an upload sends it after all; no word of the password', async () => {
  const central = await CentralSystem.start();
  const data = dataDirectory();
  const edgeLog = join(data, 'edge.jsonl');
  const options = [...stationOptions(central, data), '--log', 'trace', '--edge-log', edgeLog];
  const first = await bootedStation(central, options);
  await charge(central, first, 'CARD-1');

  const began = Promise.withResolvers<void>();
  const uploads: { url: string; auth: string; body: string }[] = [];
  let hangs = true;
  const location = await fileServer((request, response) => {
    if (hangs) return began.resolve();
    void text(request).then((body) => {
      uploads.push({ url: request.url ?? '', auth: request.headers.authorization ?? '', body });
      response.writeHead(201).end();
    });
  });
  const uploading = told(central, 'Uploading');
  const answer = await central.station?.call('GetDiagnostics', { location });
  await Promise.all([uploading, began.promise]);
  await first.kill();
  expect(holding(data)).toEqual(['secrets/keys.json']);

  hangs = false;
  const uploaded = told(central, 'Uploaded');
  const second = await bootedStation(central, options);
  await uploaded;
  // It is forgotten, where it went with it, before the next question is answered.
  const idle = told(central, 'Idle');
  const question = { requestedMessage: 'DiagnosticsStatusNotification' };
  expect(await central.station?.call('TriggerMessage', question)).toEqual({ status: 'Accepted' });
  await idle;
  const { fileName } = answer as { fileName: string };
  expect(uploads).toMatchObject([
    {
      url: `/stations/${fileName}`,
      auth: `Basic ${Buffer.from(`operator:${PASSWORD}`).toString('base64')}`,
    },
  ]);
  const [head = '', ...lines] = (uploads[0]?.body ?? '').trimEnd().split('\n');
  expect(JSON.parse(head)).toMatchObject({
    station: { registration: 'accepted', connectors: [{ id: 1 }, { id: 2 }] },
    configuration: { MeterValueSampleInterval: '1' },
  });
  // Frames of the life that was killed, and those of this one.
  const frames = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'frame');
  const boots = frames.filter(({ frame }) => frame.includes('"BootNotification"'));
  expect(boots).toHaveLength(2);
  expect(frames.some(({ frame }) => frame.includes('"StartTransaction"'))).toBe(true);
  expect(frames.some(({ frame }) => frame.includes('"GetDiagnostics"'))).toBe(true);

  await second.kill();
  const pages = [first.stderr, first.stdout, second.stderr, second.stdout, uploads[0]?.body ?? ''];
  expect(pages.join('\n')).not.toContain(PASSWORD);
  expect(pages.join('\n')).toContain('http://[secret]@127.0.0.1');
  expect(holding(data)).toEqual([]);
});

it('the security log has the start of the device, new credentials, frames that were no OCPP', async () => {
  const central = await CentralSystem.start();
  const station = await bootedStation(central, stationOptions(central, dataDirectory()));
  await station.bench('/configuration', { key: 'SecurityProfile', value: '0' });
  const body = Promise.withResolvers<string>();
  const location = await fileServer((request, response) => {
    void text(request).then(body.resolve);
    response.writeHead(201).end();
  });
  await station.ask('POST', '/bench/configuration', { key: 'AuthorizationKey', value: 'aa'.repeat(16) });
  central.station?.sendRaw('no OCPP at all');
  const request = { logType: 'SecurityLog', requestId: 4, log: { remoteLocation: location } };
  central.station?.sendRaw(JSON.stringify([2, 'log-4', 'GetLog', request]));
  const events = (await body.promise)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).security);
  expect(events).toEqual(['StartupOfTheDevice', 'ReconfigurationOfSecurityParameters', 'InvalidMessages']);
});
