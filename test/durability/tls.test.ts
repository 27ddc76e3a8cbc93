import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SystemClock } from '../../drivers/clock/system-clock.ts';
import { CentralSystem } from '../conformance/central-system.ts';
import { KEY, own, root, tlsOf } from '../conformance/tls-station.ts';
import { dataDirectory, StationProcess } from './station-process.ts';

async function centralSystem(): Promise<CentralSystem> {
  const clock = new SystemClock();
  const central = new CentralSystem(() => clock.now().wall_ms);
  await central.listen();
  onTestFinished(async () => {
    clock.stop();
    await central.close();
  });
  return central;
}

/** A configuration file in a directory of its own, with the files it names. */
function configuration(content: object, keyMode = 0o600): string[] {
  const directory = dataDirectory();
  const file = (name: string, text: string, mode: number): string => {
    writeFileSync(join(directory, name), text);
    chmodSync(join(directory, name), mode);
    return join(directory, name);
  };
  const certificates = {
    centralSystemRoot: file('root.pem', root.cert, 0o644),
    chargePoint: { certificate: file('own.pem', own.cert, 0o644), key: file('own.key', own.key, keyMode) },
  };
  const text = JSON.stringify({
    data: join(directory, 'data'),
    http: '127.0.0.1:0',
    certificates,
    ...content,
  });
  return ['--config', file('station.json', text, 0o600), '--log', 'trace'];
}
const admitted = (central: CentralSystem): Promise<void> =>
  new Promise((resolve) => {
    central.onAdmitted = () => resolve();
  });
const attempts = (central: CentralSystem, count: number): Promise<void> =>
  new Promise((resolve) => {
    let left = count;
    central.front.onAttempt = () => {
      left -= 1;
      if (left === 0) resolve();
    };
  });

it('a security profile that was proven is never lowered, not by kill -9 either (S12)', {
  timeout: 120_000,
}, async () => {
  const central = await centralSystem();
  central.password = Buffer.from(KEY, 'hex');
  const options = configuration({ csms: central.url, authorizationKey: KEY, set: { SecurityProfile: 1 } });
  const booted = Promise.withResolvers<void>();
  central.answer('StatusNotification', () => {
    booted.resolve();
    return {};
  });
  const first = await new StationProcess(options).ready();
  await booted.promise;

  const secured = admitted(central);
  const change = { key: 'SecurityProfile', value: '2' };
  expect(await central.call('ChangeConfiguration', change)).toEqual({ status: 'Accepted' });
  central.front.serve(tlsOf(2));
  await secured;
  expect(central.front.handshakes).toHaveLength(1);
  // The station sends something over it: by then the success is stored.
  await central.call('GetConfiguration', { key: ['SecurityProfile'] });
  await first.kill();

  central.front.serve(null);
  let lowered = false;
  central.onAdmitted = () => {
    lowered = true;
  };
  const knocking = attempts(central, 7);
  const second = await new StationProcess(options).ready();
  await knocking;
  expect(lowered).toBe(false);
  const again = admitted(central);
  central.front.serve(tlsOf(2));
  await again;
  expect(central.front.handshakes).toHaveLength(2);
  for (const { stdout, stderr } of [first, second]) {
    expect(stderr).toContain('SecurityProfile');
    expect(stdout + stderr).not.toMatch(/PRIVATE KEY/);
    expect(stdout + stderr).not.toContain(KEY);
  }
});

it('security profile 3 begins with the certificate of the files; no private key is elsewhere', async () => {
  const central = await centralSystem();
  central.front.serve(tlsOf(3));
  const csms = central.url.replace('ws:', 'wss:');
  const [data, asked] = [dataDirectory(), Promise.withResolvers<void>()];
  const booted = Promise.withResolvers<void>();
  central.answer('StatusNotification', () => {
    booted.resolve();
    return {};
  });
  central.answerAlways('SignCertificate', () => {
    asked.resolve();
    return { status: 'Accepted' };
  });
  const set = { SecurityProfile: 3, CpoName: 'Operator' };
  const edgeLog = join(data, 'edge.jsonl');
  const station = await new StationProcess(configuration({ csms, data, set, 'edge-log': edgeLog })).ready();
  await booted.promise;
  expect(central.front.handshakes).toMatchObject([{ client: 'MX007SC-0001', serial: '0C' }]);

  await central.call('ExtendedTriggerMessage', { requestedMessage: 'SignChargePointCertificate' });
  await asked.promise;
  const { text } = await station.ask('GET', '/status');
  await station.kill();
  const secrets = readFileSync(join(data, 'secrets', 'keys.json'), 'utf8');
  const keys = [...secrets.matchAll(/PRIVATE KEY-----\\n([A-Za-z0-9+/]{64})\\n([A-Za-z0-9+/]{64})/g)];
  expect(keys).toHaveLength(2);
  const files = ['station.db', 'station.db-wal', 'edge.jsonl', 'log/diagnostics.jsonl', 'log/security.jsonl'];
  const others = files
    .filter((it) => existsSync(join(data, it)))
    .map((it) => readFileSync(join(data, it), 'latin1'));
  expect(others.length).toBeGreaterThanOrEqual(4);
  expect(others.join()).toContain('SignCertificate');
  // The second line of the PEM: the first is the same in every key of this kind.
  for (const [, , line = ''] of keys)
    for (const where of [...others, station.stdout, station.stderr, text]) expect(where).not.toContain(line);
});

it.each([2, 3])('two commands try security profile %i: the demo central system has TLS and an authority', {
  timeout: 60_000,
}, async (securityProfile) => {
  const set = ['--set', `SecurityProfile=${securityProfile}`];
  const station = new StationProcess(['--data', dataDirectory(), '--http', '127.0.0.1:0', ...set]);
  await station.ready();
  expect(station.stdout).toContain('wss://127.0.0.1:');
  await station.said((stderr) => stderr.includes('StatusNotification'));
  expect(await station.status()).toMatchObject({ registration: 'accepted', link: { securityProfile } });
});

it('with security profile 3 the demo central system signs what the station asks for', {
  timeout: 60_000,
}, async () => {
  const set = ['--set', 'SecurityProfile=3', '--set', 'CpoName=Müller & Söhne'];
  const data = dataDirectory();
  const station = new StationProcess(['--data', data, '--http', '127.0.0.1:0', ...set]);
  await station.ready();
  await station.said((stderr) => stderr.includes('StatusNotification'));
  const payload = { requestedMessage: 'SignChargePointCertificate' };
  await station.ask('POST', '/csms/call', { action: 'ExtendedTriggerMessage', payload });
  await station.said((stderr) => /CertificateSigned\.conf [^\n]*Accepted/.test(stderr));
});

it('a private key that others may read is a sentence, and the station does not start', async () => {
  const options = configuration({ csms: 'wss://127.0.0.1:1', set: { SecurityProfile: 3 } }, 0o644);
  const station = new StationProcess(options);
  expect(await station.exited).toMatchObject({ code: 1 });
  expect(station.stderr).toMatch(/The private key in .*own\.key can be read by others: chmod 600 it\./);
});

it('an address and a security profile that contradict each other are a mistake', async () => {
  const data = { authorizationKey: KEY, set: { SecurityProfile: 3 } };
  const station = new StationProcess(configuration({ ...data, csms: 'ws://127.0.0.1:1' }));
  expect(await station.exited).toMatchObject({ code: 2 });
  expect(station.stderr).toMatch(/begins with ws:\/\/, and SecurityProfile 3 needs TLS/);
});
