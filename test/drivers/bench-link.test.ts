import { beforeEach, describe, expect, it } from 'vitest';
import { BenchLink } from '../../drivers/bench/bench-link.ts';
import type { CsmsSocket, SocketEvent, SocketTarget } from '../../drivers/csms-socket/csms-socket.ts';

const target: SocketTarget = { url: 'ws://127.0.0.1:9/CP', credentials: null };

/** A socket without a network: `calls` is what was asked of it, `peer` what the other side does. */
function makeSocket() {
  const calls: string[] = [];
  let hear: (event: SocketEvent) => void = () => undefined;
  const socket: CsmsSocket = {
    open: (_, listener) => {
      calls.push('open');
      hear = listener;
    },
    send: (text) => calls.push(`send ${text}`),
    ping: () => calls.push('ping'),
    close: (detail) => {
      calls.push('close');
      hear({ type: 'closed', code: 1000, detail });
    },
    quiescent: async () => undefined,
  };
  return { socket, calls, peer: (event: SocketEvent) => hear(event) };
}

const frame = (text: string): SocketEvent => ({ type: 'frame', text });

describe('the bench link', () => {
  let inner: ReturnType<typeof makeSocket>;
  let link: BenchLink;
  let heard: string[];
  const listen = (event: SocketEvent) => {
    heard.push(
      event.type === 'frame' ? event.text : event.type === 'closed' ? `closed ${event.code}` : event.type,
    );
  };
  const connect = () => {
    link.open(target, listen);
    inner.peer({ type: 'opened' });
    heard.length = 0;
    inner.calls.length = 0;
  };

  beforeEach(() => {
    inner = makeSocket();
    link = new BenchLink(inner.socket);
    heard = [];
  });

  it('passes everything through while it is up', () => {
    connect();
    link.send('a');
    link.ping();
    inner.peer(frame('b'));
    inner.peer({ type: 'pong' });
    link.close('done');
    expect(inner.calls).toEqual(['send a', 'ping', 'close']);
    expect(heard).toEqual(['b', 'pong', 'closed 1000']);
  });

  it('down: ends the open connection once, abnormally (1006), and the peer sees it end', () => {
    connect();
    link.set('down');
    inner.peer(frame('late'));
    expect(heard).toEqual(['closed 1006']);
    expect(inner.calls).toEqual(['close']);
  });

  it('down: refuses new connections without a status, not inside the call, and asks nobody', async () => {
    link.set('down');
    const events: SocketEvent[] = [];
    link.open(target, (event) => events.push(event));
    link.send('a');
    expect(events).toEqual([]);
    await Promise.resolve();
    expect(events).toEqual([{ type: 'refused', status: null, detail: 'the bench link is down' }]);
    expect(inner.calls).toEqual([]);
  });

  it('down: refuses a connection that was being opened', () => {
    link.open(target, listen);
    link.set('down');
    inner.peer({ type: 'opened' });
    expect(heard).toEqual(['refused']);
  });

  it('is as new after it was down', () => {
    connect();
    link.set('down');
    link.set('up');
    connect();
    inner.peer(frame('a'));
    expect(heard).toEqual(['a']);
  });

  it('black hole: nothing passes in either direction, then everything does in order', () => {
    connect();
    link.set('black-hole');
    link.send('1');
    link.ping();
    link.send('2');
    inner.peer(frame('a'));
    inner.peer({ type: 'pong' });
    inner.peer(frame('b'));
    expect([heard, inner.calls]).toEqual([[], []]);
    link.set('up');
    expect(inner.calls).toEqual(['send 1', 'ping', 'send 2']);
    expect(heard).toEqual(['a', 'pong', 'b']);
  });

  it('black hole: what arrives while the held frames are released comes behind them', () => {
    link.open(target, (event) => {
      listen(event);
      if (event.type === 'frame' && event.text === 'a') inner.peer(frame('c'));
    });
    link.set('black-hole');
    inner.peer(frame('a'));
    inner.peer(frame('b'));
    link.set('up');
    expect(heard).toEqual(['a', 'b', 'c']);
  });

  it('black hole: the station can close its end; the peer hears of it later', async () => {
    connect();
    link.set('black-hole');
    inner.peer(frame('never heard'));
    link.send('1');
    link.close('no pong');
    await Promise.resolve();
    expect([heard, inner.calls]).toEqual([['closed 1000'], []]);
    link.set('up');
    expect(inner.calls).toEqual(['send 1', 'close']);
    expect(heard).toEqual(['closed 1000']);
  });

  it('black hole: opening hangs until the link is up', () => {
    link.set('black-hole');
    link.open(target, listen);
    expect([heard, inner.calls]).toEqual([[], []]);
    link.set('up');
    inner.peer({ type: 'opened' });
    expect([heard, inner.calls]).toEqual([['opened'], ['open']]);
  });

  it('black hole: attempts that were given up never reach the peer', async () => {
    link.set('black-hole');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      link.open(target, listen);
      link.close('timeout');
      await Promise.resolve();
    }
    link.open(target, () => heard.push('dropped in silence'));
    link.open(target, listen);
    link.set('up');
    inner.peer({ type: 'opened' });
    expect(inner.calls).toEqual(['open']);
    expect(heard).toEqual(['refused', 'refused', 'refused', 'opened']);
  });

  it('black hole, then down: the held frames are lost and the connection ends', () => {
    connect();
    link.set('black-hole');
    link.send('1');
    inner.peer(frame('a'));
    link.set('down');
    link.set('up');
    expect([heard, inner.calls]).toEqual([['closed 1006'], ['close']]);
  });

  it('drops an older connection in silence', () => {
    const older: SocketEvent[] = [];
    link.open(target, (event) => older.push(event));
    connect();
    expect(older).toEqual([]);
  });
});
