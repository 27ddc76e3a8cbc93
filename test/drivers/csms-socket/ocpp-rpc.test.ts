import type { AddressInfo } from 'node:net';
import { RPCServer } from 'ocpp-rpc';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import type { SocketEvent } from '../../../drivers/csms-socket/csms-socket.ts';
import { WsCsmsSocket } from '../../../drivers/csms-socket/ws-csms-socket.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';

const KEY = Buffer.from('00ff10a0b1c2d3e4f50a3a5c7e8f9001a2b3c4d5', 'hex');

/** An independent central system of security profile 1, whose answers count heartbeats. */
async function centralSystem() {
  const server = new RPCServer({ protocols: ['ocpp1.6'], strictMode: true });
  const seen: unknown[] = [];
  let beats = 0;
  server.auth((accept, reject, handshake) => {
    if (handshake.identity === 'CP-1' && handshake.password?.equals(KEY)) accept();
    else reject(401, 'Unauthorized');
  });
  server.on('client', (client) => {
    seen.push(client.identity);
    client.handle('Heartbeat', () => {
      beats += 1;
      return { currentTime: new Date(beats).toISOString() };
    });
  });
  const http = await server.listen(0, '127.0.0.1');
  onTestFinished(async () => {
    await server.close({ force: true });
  });
  return { url: `ws://127.0.0.1:${(http.address() as AddressInfo).port}/CP-1`, seen, beats: () => beats };
}

function station() {
  const socket = new WsCsmsSocket();
  onTestFinished(() => socket.close('end of test'));
  const events: SocketEvent[] = [];
  const open = (url: string, password: Buffer, tell: () => void = () => {}) =>
    socket.open({ url, credentials: { username: 'CP-1', password: new Secret(password) } }, (event) => {
      events.push(event);
      tell();
    });
  return { socket, events, open };
}

describe('WsCsmsSocket against an independent central system', () => {
  it('is accepted with the raw bytes of its AuthorizationKey, and its calls are answered', async () => {
    const { url, seen } = await centralSystem();
    const { socket, events, open } = station();
    open(url, KEY);
    await socket.quiescent();
    socket.send('[2,"first","Heartbeat",{}]');
    await socket.quiescent();
    expect(seen).toEqual(['CP-1']);
    expect(events).toEqual([
      { type: 'opened' },
      { type: 'frame', text: '[3,"first",{"currentTime":"1970-01-01T00:00:00.001Z"}]' },
    ]);
  });

  it.each([
    ['another key', Buffer.alloc(20, 7)],
    ['the key as hexadecimal text', Buffer.from(KEY.toString('hex'))],
    ['no key', Buffer.alloc(0)],
  ])('is refused with 401 for %s', async (_name, password) => {
    const { url, seen } = await centralSystem();
    const { socket, events, open } = station();
    open(url, password);
    await socket.quiescent();
    expect(events).toEqual([{ type: 'refused', status: 401, detail: 'HTTP 401 Unauthorized' }]);
    expect(seen).toEqual([]);
  });

  it('takes part in virtual time: an hour of heartbeats, each answered when it was sent', async () => {
    const { url, beats } = await centralSystem();
    const clock = new VirtualClock();
    const { socket, open } = station();
    const heard: number[] = [];
    const beat = (): void => {
      socket.send(`[2,"${clock.now().monotonic_ms}","Heartbeat",{}]`);
      clock.setTimeout(beat, 60_000);
    };
    open(url, KEY, () => heard.push(clock.now().monotonic_ms));
    clock.setTimeout(beat, 60_000);
    await clock.advanceAsync(3_600_000, () => socket.quiescent());
    expect(beats()).toBe(60);
    // The opening at 0, and then each answer.
    expect(heard).toEqual(Array.from({ length: 61 }, (_, n) => n * 60_000));
  });
});
