import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { StationClock } from '../../../drivers/clock/clock.ts';
import {
  type DemoCentralSystem,
  startDemoCentralSystem,
} from '../../../drivers/demo-central-system/demo-central-system.ts';

/** Time stands still; timers fire when told to. */
class StillClock implements StationClock {
  readonly timers = new Map<object, { fire: () => void; delay_ms: number }>();
  now() {
    return { monotonic_ms: 0, wall_ms: Date.UTC(2026, 10, 22, 12, 0, 0) };
  }
  setTimeout(fire: () => void, delay_ms: number): object {
    const handle = {};
    this.timers.set(handle, { fire, delay_ms });
    return handle;
  }
  clearTimeout(handle: object): void {
    this.timers.delete(handle);
  }
  fireAll(): void {
    const due = [...this.timers.values()];
    this.timers.clear();
    for (const { fire } of due) fire();
  }
  stepWall(): void {}
  onWallStep(): void {}
  stop(): void {}
}

/** A station on a bare WebSocket. Frames wait until they are asked for. */
class BareStation {
  readonly socket: WebSocket;
  readonly #frames: unknown[][] = [];
  #arrived = Promise.withResolvers<void>();
  constructor(url: string) {
    this.socket = new WebSocket(url, 'ocpp1.6');
    this.socket.on('message', (data) => {
      this.#frames.push(JSON.parse(String(data)));
      this.#arrived.resolve();
    });
  }
  async next(): Promise<unknown[]> {
    while (this.#frames.length === 0) {
      this.#arrived = Promise.withResolvers();
      await this.#arrived.promise;
    }
    return this.#frames.shift()!;
  }
  async ask(action: string, payload: object): Promise<unknown[]> {
    this.send([2, `call-${action}`, action, payload]);
    return this.next();
  }
  send(frame: unknown): void {
    this.socket.send(JSON.stringify(frame));
  }
}

const clock = new StillClock();
let lines: string[];
let system: DemoCentralSystem;
let station: BareStation;

beforeEach(async () => {
  lines = [];
  clock.timers.clear();
  system = await startDemoCentralSystem({ clock, say: (line) => lines.push(line), interval_s: 30 });
  station = new BareStation(`${system.url}/CP-1`);
  await once(station.socket, 'open');
});
afterEach(async () => {
  station.socket.terminate();
  await system.stop();
});

const route = async (
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: object }> => {
  const found = system.routes.find((one) => one.method === method && one.path === path);
  if (!found) throw new Error(`no route ${method} ${path}`);
  return found.handle({}, body);
};
const command = (action: string, payload: object) => route('POST', '/csms/call', { action, payload });
const BOOT = { chargePointVendor: 'Wallchart', chargePointModel: 'MX007SC' };

describe('the demo central system', () => {
  it('accepts a station and answers in the schema', async () => {
    expect(await station.ask('BootNotification', BOOT)).toEqual([
      3,
      'call-BootNotification',
      { status: 'Accepted', currentTime: '2026-11-22T12:00:00.000Z', interval: 30 },
    ]);
    expect(await station.ask('Authorize', { idTag: 'BAD-CARD' })).toMatchObject([
      3,
      'call-Authorize',
      { idTagInfo: { status: 'Invalid' } },
    ]);
  });

  it('holds the station to the schemas', async () => {
    expect((await station.ask('BootNotification', {})).slice(0, 2)).toEqual([4, 'call-BootNotification']);
    expect((await station.ask('Reset', { type: 'Soft' })).slice(0, 3)).toEqual([
      4,
      'call-Reset',
      'NotImplemented',
    ]);
  });

  it.each([
    ['Heartbeat', {}],
    ['DataTransfer', { vendorId: 'org.example' }],
    ['DiagnosticsStatusNotification', { status: 'Idle' }],
    ['FirmwareStatusNotification', { status: 'Idle' }],
    ['LogStatusNotification', { status: 'Idle' }],
    ['SecurityEventNotification', { type: 'StartupOfTheDevice', timestamp: '2026-11-22T12:00:00Z' }],
    ['SignCertificate', { csr: '-----BEGIN CERTIFICATE REQUEST-----' }],
    ['SignedFirmwareStatusNotification', { status: 'Idle' }],
    [
      'StartTransaction',
      { connectorId: 1, idTag: 'EXPIRED', meterStart: 0, timestamp: '2026-11-22T12:00:00Z' },
    ],
    ['StopTransaction', { transactionId: -1, idTag: 'X', meterStop: 0, timestamp: '2026-11-22T12:00:00Z' }],
    [
      'MeterValues',
      { connectorId: 1, meterValue: [{ timestamp: '2026-11-22T12:00:00Z', sampledValue: [{ value: '1' }] }] },
    ],
  ])('answers %s within the schema', async (action, request) => {
    expect((await station.ask(action, request))[0]).toBe(3);
  });

  it('sends a command and gives its answer', async () => {
    const answered = command('Reset', { type: 'Soft' });
    const [type, id, action, payload] = await station.next();
    expect([type, action, payload]).toEqual([2, 'Reset', { type: 'Soft' }]);
    station.send([3, id, { status: 'Accepted' }]);
    expect(await answered).toEqual({ status: 200, json: { conf: { status: 'Accepted' } } });
  });

  it.each([
    'NotSupported',
    'OccurenceConstraintViolation',
  ])('gives the CALLERROR %s of a station', async (code) => {
    const answered = command('ClearCache', {});
    const [, id] = await station.next();
    station.send([4, id, code, 'in words', {}]);
    expect(await answered).toEqual({ status: 200, json: { error: { code, description: 'in words' } } });
  });

  it('refuses to send what no central system may send, and sends nothing', async () => {
    expect(await command('Reset', { type: 'Gentle' })).toMatchObject({ status: 400 });
    expect(await command('Teapot', {})).toMatchObject({ status: 400 });
    expect(await route('POST', '/csms/call', { payload: {} })).toEqual({
      status: 400,
      json: { error: 'The call has no action.' },
    });
    expect(lines).toEqual([]);
  });

  it('tells an answer against the schema from a refusal', async () => {
    const answered = command('Reset', { type: 'Soft' });
    const [, id] = await station.next();
    station.send([3, id, { status: 'Maybe' }]);
    expect(await answered).toMatchObject({ status: 502, json: { error: { code: expect.any(String) } } });
  });

  it('gives up after 30 s and then sends the next', async () => {
    const first = command('Reset', { type: 'Soft' });
    expect((await station.next())[2]).toBe('Reset');
    expect([...clock.timers.values()].map(({ delay_ms }) => delay_ms)).toEqual([30_000]);
    clock.fireAll();
    expect(await first).toMatchObject({ status: 504 });

    const second = command('ClearCache', {});
    const [, id, action] = await station.next();
    expect(action).toBe('ClearCache');
    station.send([3, id, { status: 'Rejected' }]);
    expect(await second).toMatchObject({ status: 200 });
    expect(clock.timers.size).toBe(0);
  });

  it('never sends a command whose time ran out while it waited', async () => {
    const both = [command('Reset', { type: 'Soft' }), command('ClearCache', {})];
    await station.next();
    clock.fireAll();
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([504, 504]);
    expect((await station.ask('Heartbeat', {}))[0]).toBe(3);
    expect(lines.join()).not.toContain('ClearCache');
  });

  it('has one CALL in flight', async () => {
    const both = [command('Reset', { type: 'Soft' }), command('ClearCache', {})];
    const [, first, action] = await station.next();
    expect(action).toBe('Reset');
    await station.ask('Heartbeat', {});
    station.send([3, first, { status: 'Accepted' }]);
    const [, second] = await station.next();
    station.send([3, second, { status: 'Rejected' }]);
    expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
    const order = lines.map((line) => line.slice(14).replace(/ [{].*/, ''));
    expect(order.filter((line) => !line.includes('Heartbeat'))).toEqual([
      'CS -> CP  Reset',
      'CS <- CP  Reset.conf',
      'CS -> CP  ClearCache',
      'CS <- CP  ClearCache.conf',
    ]);
  });

  it('answers 503 without a station', async () => {
    station.socket.close();
    await once(station.socket, 'close');
    expect(await command('ClearCache', {})).toMatchObject({ status: 503 });
    expect((await route('GET', '/csms')).json).toMatchObject({ identity: 'CP-1', connected: false });
  });

  it('shows what it knows of the station', async () => {
    await station.ask('BootNotification', BOOT);
    await station.ask('StatusNotification', { connectorId: 0, status: 'Available', errorCode: 'NoError' });
    const start = { connectorId: 1, idTag: 'CARD', meterStart: 5, timestamp: '2026-11-22T12:00:00Z' };
    await station.ask('StartTransaction', start);
    const { status, json } = await route('GET', '/csms');
    expect(status).toBe(200);
    expect(json).toMatchObject({
      url: system.url,
      identity: 'CP-1',
      connected: true,
      boot: BOOT,
      connectors: [{ connectorId: 0, status: 'Available' }],
      transactions: [{ transactionId: 1, connectorId: 1, idTag: 'CARD', meterStart: 5 }],
    });
    expect((json as { messages: unknown[] }).messages).toHaveLength(6);
  });

  it('keeps its book when the station connects again, and drops the older connection', async () => {
    await station.ask('StatusNotification', { connectorId: 1, status: 'Charging', errorCode: 'NoError' });
    const again = new BareStation(`${system.url}/CP-1`);
    const dropped = once(station.socket, 'close');
    await Promise.all([once(again.socket, 'open'), dropped]);
    await again.ask('Heartbeat', {});
    expect((await route('GET', '/csms')).json).toMatchObject({
      connected: true,
      connectors: [{ connectorId: 1 }],
    });
    again.socket.terminate();
  });

  it('opens a new book for another station', async () => {
    await station.ask('StatusNotification', { connectorId: 1, status: 'Charging', errorCode: 'NoError' });
    const other = new BareStation(`${system.url}/CP-2`);
    await once(other.socket, 'open');
    await other.ask('Heartbeat', {});
    expect((await route('GET', '/csms')).json).toMatchObject({ identity: 'CP-2', connectors: [] });
    other.socket.terminate();
  });

  it('shows an AuthorizationKey nowhere', async () => {
    const value = '4F43415F4F4354545F61646D696E5F74657374';
    const answered = command('ChangeConfiguration', { key: 'AuthorizationKey', value });
    const [, id, , payload] = await station.next();
    expect(payload).toEqual({ key: 'AuthorizationKey', value });
    station.send([3, id, { status: 'Accepted' }]);
    await answered;
    expect(lines.join()).toContain('[secret]');
    expect(lines.join()).not.toContain(value);
    expect(JSON.stringify((await route('GET', '/csms')).json)).not.toContain(value);
  });

  it('says in words that its port is taken', async () => {
    const port = Number(new URL(system.url).port);
    await expect(startDemoCentralSystem({ clock, port })).rejects.toThrow(`cannot listen on port ${port}`);
  });
});
