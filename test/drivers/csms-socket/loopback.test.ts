import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../drivers/clock/virtual-clock.ts';
import type { SocketEvent } from '../../../drivers/csms-socket/csms-socket.ts';
import { LoopbackCsmsSocket } from '../../../drivers/csms-socket/loopback-csms-socket.ts';
import { csmsSocketContract, type SocketUnderTest } from './csms-socket-contract.ts';

function loopback(latency_ms: number): SocketUnderTest {
  const clock = new VirtualClock();
  const socket = new LoopbackCsmsSocket({ clock });
  const { peer } = socket;
  peer.latency_ms = latency_ms;
  const log: string[] = [];
  peer.onOpen(({ url, credentials }) => {
    const identity = decodeURIComponent(url.slice(url.lastIndexOf('/') + 1));
    log.push(`open ${identity} ${credentials?.password.reveal().toString('hex') ?? '-'}`);
  });
  peer.onFrame((text) => log.push(`frame ${text}`));
  peer.onClose(() => log.push('close'));
  return {
    socket,
    url: 'ws://loopback/ocpp/',
    settle: () => clock.advanceAsync(latency_ms * 3, () => socket.quiescent()),
    peer: {
      log,
      send: (text) => peer.send(text),
      sendBinary: () => peer.sendUnusable('binary'),
      close: (code, detail) => peer.close(code, detail),
      refuse: (status) => {
        peer.refuse = () => ({ status, detail: `HTTP ${status}` });
      },
    },
  };
}

csmsSocketContract('LoopbackCsmsSocket', async () => loopback(0));
csmsSocketContract('LoopbackCsmsSocket with latency', async () => loopback(150));

function connected() {
  const clock = new VirtualClock();
  const socket = new LoopbackCsmsSocket({ clock });
  const events: string[] = [];
  const received: string[] = [];
  const note = (event: SocketEvent): void => {
    events.push(`${clock.now().monotonic_ms} ${event.type}${'text' in event ? ` ${event.text}` : ''}`);
  };
  const open = () => socket.open({ url: 'ws://loopback/CP1', credentials: null }, note);
  socket.peer.onFrame((text) => received.push(`${clock.now().monotonic_ms} ${text}`));
  socket.peer.onClose((code) => received.push(`${clock.now().monotonic_ms} closed ${code}`));
  open();
  clock.advance(0);
  return { clock, socket, peer: socket.peer, events, received, open };
}

describe('the loopback line', () => {
  it('delivers after its latency, and nothing overtakes when that falls', () => {
    const { clock, socket, peer, received } = connected();
    peer.latency_ms = 500;
    socket.send('slow');
    clock.advance(100);
    peer.latency_ms = 10;
    socket.send('fast');
    clock.advance(1000);
    expect(received).toEqual(['500 slow', '500 fast']);
  });

  it('can be open and dead: connected is not online, and what waited arrives when it comes back', () => {
    const { clock, socket, peer, events, received } = connected();
    peer.blackHole = true;
    socket.send('into the dark');
    socket.ping();
    peer.send('and back');
    clock.advance(60_000);
    expect(peer.connected).toBe(true);
    expect(events).toEqual(['0 opened']);
    expect(received).toEqual([]);
    peer.blackHole = false;
    clock.advance(0);
    expect(received).toEqual(['60000 into the dark']);
    expect(events).toEqual(['0 opened', '60000 frame and back', '60000 pong']);
  });

  it('that the station gave up while dead stays open at the other end until that learns of it', () => {
    const { clock, socket, peer, events, received, open } = connected();
    peer.blackHole = true;
    socket.close('pong overdue');
    open();
    clock.advance(1000);
    expect(events).toEqual(['0 opened']);
    expect(peer.connected).toBe(true);
    peer.blackHole = false;
    clock.advance(0);
    expect(received).toEqual(['1000 closed 1000']);
    expect(events).toEqual(['0 opened', '1000 opened']);
  });

  it('refuses a handshake that nobody answers for 30 s, and forgets it', () => {
    const { clock, socket, peer, events, open } = connected();
    socket.close('again');
    clock.advance(0);
    peer.blackHole = true;
    open();
    clock.advance(29_999);
    expect(events).toEqual(['0 opened', '0 closed']);
    clock.advance(1);
    expect(events.at(-1)).toBe('30000 refused');
    peer.blackHole = false;
    clock.advance(0);
    expect(events).toHaveLength(3);
    expect(peer.connected).toBe(false);
    expect(clock.nextDeadline()).toBeNull();
  });

  it('can have an end that keeps connections and answers no ping', () => {
    const { clock, socket, peer, events } = connected();
    peer.answersPings = false;
    socket.ping();
    socket.send('still read');
    clock.advance(1000);
    expect(events).toEqual(['0 opened']);
  });
});
