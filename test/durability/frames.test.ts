import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { dataDirectory, StationProcess } from './station-process.ts';

type Message = readonly [number, string, ...unknown[]];

/** A central system without manners: it sends whatever it is told, and answers only BootNotification. */
async function rudeCentralSystem() {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'ocpp1.6' });
  onTestFinished(() => server.close());
  await once(server, 'listening');
  const heard: Message[] = [];
  const waiting: (() => void)[] = [];
  let socket: WebSocket | null = null;
  server.on('connection', (it) => {
    socket = it;
    it.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      const answer = { status: 'Accepted', currentTime: '2026-11-22T12:00:00Z', interval: 3600 };
      if (message[0] === 2)
        it.send(JSON.stringify([3, message[1], message[2] === 'BootNotification' ? answer : {}]));
      heard.push(message);
      for (const look of waiting.splice(0)) look();
    });
  });
  /** Waits for a message of the station that is or will be heard. */
  const message = async (wanted: (it: Message) => boolean): Promise<Message> => {
    for (;;) {
      const found = heard.find(wanted);
      if (found) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  };
  const send = (data: string | Buffer, binary = false): void => socket?.send(data, { binary });
  const answerTo = (id: string) => message((it) => it[1] === id && it[0] !== 2);
  const ask = (id: string, action: unknown, payload: unknown): Promise<Message> => {
    send(JSON.stringify([2, id, action, payload]));
    return answerTo(id);
  };
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, server, send, ask, answerTo, message, heard };
}
/** A CALLERROR with words. */
const error = (id: string, code: string) => [4, id, code, expect.any(String), {}];
type Rude = Awaited<ReturnType<typeof rudeCentralSystem>>;

async function station({ url, message }: Rude): Promise<StationProcess> {
  const options = ['--http', '127.0.0.1:0', '--csms', url, '--data', dataDirectory()];
  const process = await new StationProcess(options).ready();
  await message(([, , action]) => action === 'StatusNotification');
  return process;
}
const warnings = (stderr: string): readonly string[] =>
  stderr
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { level: string; msg: string })
    .filter(({ level }) => level === 'warn')
    .map(({ msg }) => msg);

describe('S14: what a central system may send', () => {
  it('bad frames end nothing, and each kind is said once a minute', async () => {
    const central = await rudeCentralSystem();
    const process = await station(central);
    for (let n = 0; n < 50; n++) {
      central.send(Buffer.from('[2,"b","Heartbeat",{}]'), true);
      for (const text of ['', 'null', '[', '{"a":1}', '[7,"x",{}]', `[2,${n},"Reset",{}]`, '[3]', '[4,"x"]'])
        central.send(text);
      for (const kind of [3, 4])
        central.send(JSON.stringify([kind, `nobody-${n}`, {}, '', {}].slice(0, kind === 3 ? 3 : 5)));
      central.send(JSON.stringify([2, `n-${n}`, `NoSuch${n}`, { n }]));
    }
    expect(await central.answerTo('n-49')).toEqual(error('n-49', 'NotImplemented'));
    expect([...new Set(warnings(process.stderr))].length).toBe(warnings(process.stderr).length);
    expect(warnings(process.stderr).length).toBeGreaterThanOrEqual(4);
    expect((await process.ask('GET', '/healthz')).status).toBe(200);
    await process.kill();
  });

  it('each way in which a CALL can be wrong has its CALLERROR (OCPP-J 1.6 4.2.3)', async () => {
    const central = await rudeCentralSystem();
    const process = await station(central);
    const wrong: readonly (readonly [string, object, string])[] = [
      ['MakeCoffee', {}, 'NotImplemented'],
      ['StartTransaction', {}, 'NotSupported'],
      ['ChangeConfiguration', { key: 'HeartbeatInterval' }, 'OccurenceConstraintViolation'],
      ['RemoteStopTransaction', { transactionId: 'x' }, 'TypeConstraintViolation'],
      ['Reset', { type: 'Medium' }, 'PropertyConstraintViolation'],
      ['Reset', { type: 'Soft', when: 'now' }, 'FormationViolation'],
    ];
    for (const [n, [action, payload, code]] of wrong.entries())
      expect(await central.ask(`wrong-${n}`, action, payload)).toEqual(error(`wrong-${n}`, code));
    expect(await central.ask('right', 'ClearCache', {})).toEqual([3, 'right', expect.anything()]);
    await process.kill();
  });

  it.each([
    ['a text that is not UTF-8', Buffer.from([0x5b, 0xff, 0xfe, 0x5d])],
    ['a frame of 2 MiB', Buffer.alloc(2 * 1024 * 1024, '[')],
  ])('%s ends the connection, and the station comes back', { timeout: 20_000 }, async (_words, frame) => {
    const central = await rudeCentralSystem();
    const process = await station(central);
    const again = once(central.server, 'connection');
    central.send(frame);
    await again;
    expect(await central.ask('back', 'ClearCache', {})).toEqual([3, 'back', expect.anything()]);
    // The station is registered already: no second BootNotification (OCPP-J 1.6 5.4).
    expect(central.heard.filter(([, , action]) => action === 'BootNotification')).toHaveLength(1);
    await process.kill();
  });
});
