import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { issue } from '../drivers/certificates/authority.ts';
import { startCharging } from './charging.ts';
import { bootStatuses, sent, status } from './expected-message.ts';
import { callRaw, installManufacturer, toldOfFirmware, updateFirmware } from './firmware-requests.ts';
import { MANUFACTURER, SIGNER, withFirmwareServer } from './firmware-server.ts';
import { type TestedStation, withStation } from './tested-station.ts';

const ACCEPTED = { status: 'Accepted' };
const INSTALLED = [
  'SignatureVerified 7',
  'Installing 7',
  'InstallRebooting 7',
  'FirmwareUpdated',
  'Installed 7',
];
const FETCHED = ['Downloading 7', 'Downloaded 7'];

const withUpdates = (
  body: (
    station: TestedStation,
    server: Parameters<Parameters<typeof withFirmwareServer>[0]>[0],
  ) => Promise<void>,
): Promise<void> =>
  withFirmwareServer((server) =>
    withStation({}, async (station) => {
      await installManufacturer(station);
      await body(station, server);
    }),
  );
const endCharging = async (station: TestedStation): Promise<void> => {
  await station.card('A');
  await station.unplug(1);
};
const ask = async (station: TestedStation): Promise<void> => {
  await callRaw(station, 'ExtendedTriggerMessage', { requestedMessage: 'FirmwareStatusNotification' });
  await station.pass_ms(0);
};

it.each([
  ['of nobody who is known', issue({ commonName: 'Stranger' }).cert],
  [
    'with another one between it and the root',
    issue({ issuer: issue({ commonName: 'Between', issuer: MANUFACTURER, authority: true }) }).cert,
  ],
  ['that is over', issue({ issuer: MANUFACTURER, notAfter: new Date('2021-01-01T00:00:00Z') }).cert],
  ['that begins later', issue({ issuer: MANUFACTURER, notBefore: new Date('2098-01-01T00:00:00Z') }).cert],
  ['of the root itself', MANUFACTURER.cert],
  ['with a weak key', issue({ issuer: MANUFACTURER, bits: 1024 }).cert],
  ['that is none', 'no certificate at all'],
])('a signing certificate %s is InvalidCertificate, and told (L01.FR.02, FR.23)', (_, signingCertificate) =>
  withUpdates(async (station, server) => {
    const answer = await updateFirmware(station, server.url, { firmware: { signingCertificate } });
    expect(answer).toEqual({ status: 'InvalidCertificate' });
    await station.pass_s(60);
    expect(toldOfFirmware(station)).toEqual(['InvalidFirmwareSigningCertificate']);
    expect(server.asked()).toBe(0);
  }));

it('without a root of the manufacturer no certificate is a valid one', () =>
  withFirmwareServer((server) =>
    withStation({}, async (station) => {
      expect(await updateFirmware(station, server.url)).toEqual({ status: 'InvalidCertificate' });
      await station.pass_s(1);
      expect(toldOfFirmware(station)).toEqual(['InvalidFirmwareSigningCertificate']);
    }),
  ));

it('it is fetched and installed at their times, each told before', () =>
  withUpdates(async (station, server) => {
    const firmware = { retrieveDateTime: station.at_s(100), installDateTime: station.at_s(200) };
    expect(await updateFirmware(station, server.url, { firmware })).toEqual(ACCEPTED);
    await station.pass_s(97);
    expect(toldOfFirmware(station)).toEqual(['DownloadScheduled 7']);
    await station.pass_s(50);
    expect(toldOfFirmware(station)).toEqual([...FETCHED, 'SignatureVerified 7', 'InstallScheduled 7']);
    await station.pass_s(100);
    expect(toldOfFirmware(station)).toEqual(INSTALLED.slice(1));
  }));

it('no firmware is fetched during a transaction (AQ-4), nor installed (L01.FR.06)', () =>
  withUpdates(async (station, server) => {
    await startCharging(station);
    station.takeSent();
    await updateFirmware(station, server.url);
    await station.pass_s(60);
    expect(toldOfFirmware(station)).toEqual(['DownloadScheduled 7']);
    expect(server.asked()).toBe(0);
    await endCharging(station);
    await station.pass_s(30);
    expect(toldOfFirmware(station)).toEqual([...FETCHED, ...INSTALLED]);
  }));

it('a transaction that begins pauses the download, which is begun again after it', () =>
  withUpdates(async (station, server) => {
    const begun = Promise.withResolvers<ServerResponse>();
    server.answers((response) => {
      response.writeHead(200, { 'content-length': 1_000_000 }).write('a piece');
      begun.resolve(response);
    });
    station.firmware.isAwaited = false;
    await updateFirmware(station, server.url);
    const response = await begun.promise;
    const left = once(response, 'close');
    await station.pass_s(1);
    expect(toldOfFirmware(station)).toEqual(['Downloading 7']);
    await station.plug(1);
    await station.card('A');
    expect(toldOfFirmware(station)).toEqual(['DownloadPaused 7']);
    // The connection is gone, and nothing comes of it.
    await left;
    station.firmware.isAwaited = true;
    await station.pass_s(600);
    expect(toldOfFirmware(station)).toEqual([]);
    server.answers(null);
    await endCharging(station);
    await station.pass_s(30);
    expect(toldOfFirmware(station)).toEqual([...FETCHED, ...INSTALLED]);
  }));

it('where it waits for a transaction, free connectors are Unavailable and nothing starts (FR.07, S9)', () =>
  withUpdates(async (station, server) => {
    const firmware = { installDateTime: station.at_s(60) };
    await updateFirmware(station, server.url, { firmware });
    await station.pass_s(30);
    station.takeSent();
    await startCharging(station);
    await station.pass_s(20);
    station.takeSent();
    await station.pass_s(10);
    station.expectSent([
      sent('SignedFirmwareStatusNotification', { status: 'InstallScheduled', requestId: 7 }),
      status(2, 'Unavailable'),
    ]);
    const start = { connectorId: 2, idTag: 'B' };
    await station.expectCall('RemoteStartTransaction', start, { status: 'Rejected' });
    await station.plug(2);
    await station.card('B');
    expect(station.storage.records.transactions).not.toHaveProperty('2');
    await endCharging(station);
    await station.pass_s(20);
    const all = station.takeSent();
    expect(all.filter(({ action }) => action === 'StartTransaction')).toEqual([]);
    expect(all.map(({ payload }) => payload.status)).toContain('Installed');
  }));

it.each([
  ['installation-failed', 'InstallationFailed 7'],
  ['verification-failed', 'InstallVerificationFailed 7'],
] as const)('one that is not installed (%s) is told, and the connectors come back', (ordered, is) =>
  withUpdates(async (station, server) => {
    await station.expectCall('ChangeAvailability', { connectorId: 2, type: 'Inoperative' }, ACCEPTED);
    const expiryDate = station.at_s(3_600);
    const reservation = { connectorId: 1, expiryDate, idTag: 'A', reservationId: 5 };
    await station.expectCall('ReserveNow', reservation, ACCEPTED);
    await station.pass_s(1);
    station.expectSent([status(2, 'Unavailable'), status(1, 'Reserved')]);
    station.firmware.ordered = ordered;
    await updateFirmware(station, server.url);
    await station.pass_s(20);
    const all = station.takeSent();
    const statuses = all.filter(({ action }) => action === 'StatusNotification');
    const of = (connectorId: number) =>
      statuses
        .filter(({ payload }) => payload.connectorId === connectorId)
        .map(({ payload }) => payload.status);
    expect(of(0)).toEqual(['Unavailable', 'Available']);
    // From Unavailable there is no way to Reserved (4.9).
    expect(of(1)).toEqual(['Unavailable', 'Available', 'Reserved']);
    expect(of(2)).toEqual([]);
    expect(all.at(-1)?.payload).toMatchObject({ status: is.slice(0, -2), requestId: 7 });
    expect(Object.keys(station.storage.records.reservations)).toEqual(['5']);
    await ask(station);
    expect(toldOfFirmware(station)).toEqual([is]);
  }));

it('after success they come back as they were, too', () =>
  withUpdates(async (station, server) => {
    await station.expectCall('ChangeAvailability', { connectorId: 2, type: 'Inoperative' }, ACCEPTED);
    const reservation = { connectorId: 1, expiryDate: station.at_s(3_600), idTag: 'A', reservationId: 5 };
    await station.expectCall('ReserveNow', reservation, ACCEPTED);
    await station.pass_s(1);
    await updateFirmware(station, server.url);
    await station.pass_s(20);
    const all = station.takeSent();
    const boot = all.findIndex(({ action }) => action === 'BootNotification');
    const after = all.slice(boot).filter(({ action }) => action === 'StatusNotification');
    expect(after.map(({ payload }) => `${payload.connectorId} ${payload.status}`)).toEqual([
      '0 Available',
      '1 Reserved',
      '2 Unavailable',
    ]);
  }));

it('what ChangeAvailability asks for meanwhile holds when it is over', () =>
  withUpdates(async (station, server) => {
    await station.expectCall('ChangeAvailability', { connectorId: 2, type: 'Inoperative' }, ACCEPTED);
    const installDateTime = station.at_s(60);
    await updateFirmware(station, server.url, { firmware: { installDateTime } });
    await station.pass_s(30);
    station.takeSent();
    await startCharging(station);
    await station.pass_s(60);
    const change = async (connectorId: number, type: string, answer: string): Promise<void> =>
      station.expectCall('ChangeAvailability', { connectorId, type }, { status: answer });
    await change(2, 'Operative', 'Scheduled');
    await change(1, 'Inoperative', 'Scheduled');
    await station.pass_s(10);
    expect(station.takeSent().filter(({ payload }) => payload.connectorId === 2)).toEqual([]);
    station.firmware.ordered = 'installation-failed';
    await endCharging(station);
    await station.pass_s(20);
    const last = new Map(
      station
        .takeSent()
        .flatMap(({ action, payload }) =>
          action === 'StatusNotification' ? [[payload.connectorId, payload.status]] : [],
        ),
    );
    expect(Object.fromEntries(last)).toEqual({ 0: 'Available', 1: 'Unavailable', 2: 'Available' });
  }));

it('a download that fails is tried again as asked, then given up', () =>
  withUpdates(async (station, server) => {
    server.answers((response) => response.writeHead(503).end());
    await updateFirmware(station, server.url, { retries: 2, retryInterval: 30 });
    await station.pass_s(29);
    expect(server.asked()).toBe(1);
    await station.pass_s(2);
    expect(server.asked()).toBe(2);
    await station.pass_s(30);
    expect(server.asked()).toBe(3);
    expect(toldOfFirmware(station)).toEqual(['Downloading 7', 'DownloadFailed 7']);
    await ask(station);
    expect(toldOfFirmware(station)).toEqual(['DownloadFailed 7']);
  }));

it('one that is cut off is no file', () =>
  withUpdates(async (station, server) => {
    server.answers((response) => {
      response
        .writeHead(200, { 'content-length': 1_000_000 })
        .write('the beginning', () => response.destroy());
    });
    await updateFirmware(station, server.url, { retries: 0 });
    await station.pass_s(5);
    expect(toldOfFirmware(station)).toEqual(['Downloading 7', 'DownloadFailed 7']);
  }));

it('a second request takes the place of one that waits, and says so; the first is not heard of again', () =>
  withUpdates(async (station, server) => {
    const firmware = { retrieveDateTime: station.at_s(600) };
    expect(await updateFirmware(station, server.url, { firmware })).toEqual(ACCEPTED);
    expect(await updateFirmware(station, server.url, { requestId: 8 })).toEqual({
      status: 'AcceptedCanceled',
    });
    await station.pass_s(700);
    expect(toldOfFirmware(station)).toEqual([
      'DownloadScheduled 7',
      ...[...FETCHED, ...INSTALLED].map((it) => it.replace(' 7', ' 8')),
    ]);
  }));

it('after an update that was installed the station is Idle; TriggerMessage knows no signed firmware', () =>
  withUpdates(async (station, server) => {
    await updateFirmware(station, server.url);
    await station.pass_s(20);
    station.takeSent();
    await ask(station);
    expect(toldOfFirmware(station)).toEqual(['Idle']);
    const message = { requestedMessage: 'FirmwareStatusNotification' };
    await station.expectCall('TriggerMessage', message, ACCEPTED);
    station.expectSent([sent('FirmwareStatusNotification', { status: 'Idle' })]);
  }));

it('a station that cannot tell how it ended tells it when it can (L5)', () =>
  withUpdates(async (station, server) => {
    server.answers((response) => response.writeHead(404).end());
    const firmware = { retrieveDateTime: station.at_s(60) };
    await updateFirmware(station, server.url, { retries: 0, firmware });
    await station.pass_s(1);
    await station.link('down');
    await station.pass_s(100);
    expect(toldOfFirmware(station)).toEqual(['DownloadScheduled 7']);
    await station.link('up');
    await station.pass_s(70);
    expect(toldOfFirmware(station)).toEqual(['DownloadFailed 7']);
  }));

it('a power cut before it is fetched: it is fetched at its time, with its requestId (L5)', () =>
  withUpdates(async (station, server) => {
    await updateFirmware(station, server.url, { firmware: { retrieveDateTime: station.at_s(60) } });
    await station.pass_s(30);
    expect(toldOfFirmware(station)).toEqual(['DownloadScheduled 7']);
    station.powerCut();
    station.powerUp();
    await station.pass_s(10);
    expect(toldOfFirmware(station)).toEqual(['DownloadScheduled 7']);
    await station.pass_s(60);
    expect(toldOfFirmware(station)).toEqual([...FETCHED, ...INSTALLED]);
  }));

it('a power cut before it is installed: what was fetched is checked again, and installed (L5)', () =>
  withUpdates(async (station, server) => {
    await updateFirmware(station, server.url, { firmware: { installDateTime: station.at_s(60) } });
    await station.pass_s(30);
    expect(toldOfFirmware(station)).toEqual([...FETCHED, 'SignatureVerified 7', 'InstallScheduled 7']);
    station.powerCut();
    station.powerUp();
    await station.pass_s(60);
    expect(toldOfFirmware(station)).toEqual([
      'SignatureVerified 7',
      'InstallScheduled 7',
      ...INSTALLED.slice(1),
    ]);
    expect(server.asked()).toBe(1);
  }));

it('a power cut in the middle of the installation: what ran before runs on, and it has failed', () =>
  withUpdates(async (station, server) => {
    station.firmware.ordered = 'power-cut';
    await updateFirmware(station, server.url);
    await station.pass_s(5);
    expect(toldOfFirmware(station)).toEqual([...FETCHED, 'SignatureVerified 7', 'Installing 7']);
    station.powerCut();
    station.firmware.ordered = 'success';
    station.powerUp();
    await station.pass_s(5);
    station.expectSent([
      sent('BootNotification', { firmwareVersion: '1.0.2' }),
      bootStatuses('Available'),
      sent('SignedFirmwareStatusNotification', { status: 'InstallationFailed', requestId: 7 }),
    ]);
  }));

it('what signs firmware is public, and where it is fetched is not', () =>
  withUpdates(async (station, server) => {
    const location = server.url.replace('http://', 'http://station:hunter2@');
    const firmware = { retrieveDateTime: station.at_s(60) };
    await updateFirmware(station, location, { firmware });
    const { records } = station.storage;
    expect(JSON.stringify(records)).not.toContain('hunter2');
    expect(records.firmware?.signingCertificate).toContain(SIGNER.cert.trim().split('\n')[3]);
    expect(station.storage.secret('FirmwareLocation')?.reveal()).toBe(location);
    await station.pass_s(120);
    expect(station.storage.secret('FirmwareLocation')).toBeNull();
    expect(toldOfFirmware(station).at(-1)).toBe('Installed 7');
  }));

it('while firmware is being installed another update, and a Reset, are Rejected', () =>
  withUpdates(async (station, server) => {
    station.firmware.ordered = 'power-cut';
    await updateFirmware(station, server.url);
    await station.pass_s(5);
    expect(toldOfFirmware(station).at(-1)).toBe('Installing 7');
    expect(await updateFirmware(station, server.url, { requestId: 8 })).toEqual({ status: 'Rejected' });
    await station.expectCall('Reset', { type: 'Hard' }, { status: 'Rejected' });
    station.powerCut();
    station.powerUp();
    await station.pass_s(5);
    expect(toldOfFirmware(station)).toEqual(['InstallationFailed 7']);
  }));
