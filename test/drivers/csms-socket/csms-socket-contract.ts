import { describe, expect, it } from 'vitest';
import type { CsmsSocket, SocketEvent, SocketTarget } from '../../../drivers/csms-socket/csms-socket.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';

/** The central system's end, as the suite needs it. */
export type PeerUnderTest = {
  /** What arrived: `open <identity> <credentials as hex or ->`, `frame <text>`, `close`. */
  readonly log: readonly string[];
  send(text: string): void;
  sendBinary(): void;
  close(code: number, detail: string): void;
  refuse(status: number): void;
};
export type SocketUnderTest = {
  readonly socket: CsmsSocket;
  readonly peer: PeerUnderTest;
  /** With a slash at the end. */
  readonly url: string;
  /** Lets everything arrive. */
  settle(): Promise<void>;
};

/** What every CsmsSocket keeps. */
export function csmsSocketContract(name: string, start: () => Promise<SocketUnderTest>): void {
  const prepare = async () => {
    const bench = await start();
    const events: SocketEvent[] = [];
    const target = (identity: string): SocketTarget => ({ url: bench.url + identity, credentials: null });
    const open = () => bench.socket.open(target('CP1'), (event) => events.push(event));
    return { ...bench, events, open, target };
  };
  const opened: SocketEvent = { type: 'opened' };

  describe(`${name} keeps the contract of a socket`, () => {
    it('carries frames both ways, whole and in order', async () => {
      const { socket, peer, events, open, settle } = await prepare();
      open();
      await settle();
      for (const text of ['[2,"1","A",{}]', 'ü€𝄞', '']) {
        socket.send(text);
        peer.send(text);
      }
      await settle();
      expect(peer.log).toEqual(['open CP1 -', 'frame [2,"1","A",{}]', 'frame ü€𝄞', 'frame ']);
      const frames = ['[2,"1","A",{}]', 'ü€𝄞', ''].map((text) => ({ type: 'frame', text }));
      expect(events).toEqual([opened, ...frames]);
    });

    it('gives no event inside a call, and throws nothing when nothing is open', async () => {
      const { socket, events, open, settle } = await prepare();
      socket.send('x');
      socket.ping();
      socket.close('nothing there');
      open();
      socket.send('too early');
      socket.ping();
      expect(events).toEqual([]);
      await settle();
      const before = events.length;
      socket.close('done');
      socket.send('too late');
      socket.ping();
      expect(events.length).toBe(before);
      await settle();
      expect(events).toEqual([opened, { type: 'closed', code: 1000, detail: 'done' }]);
    });

    it('is refused once, with the status of the central system', async () => {
      const { peer, events, open, settle } = await prepare();
      peer.refuse(401);
      open();
      await settle();
      expect(events).toEqual([{ type: 'refused', status: 401, detail: expect.stringContaining('401') }]);
      expect(peer.log).toEqual([]);
    });

    it('gives the raw bytes of the key to the central system', async () => {
      const { socket, peer, url, settle } = await prepare();
      const password = new Secret(Buffer.from([0, 0x3a, 0xff, 0xfe, 0x0a, 0x80]));
      socket.open({ url: `${url}CP%201`, credentials: { username: 'CP 1', password } }, () => {});
      await settle();
      expect(peer.log).toEqual(['open CP 1 003afffe0a80']);
    });

    it('tells the end once, with code and detail, when the central system closes', async () => {
      const { socket, peer, events, open, settle } = await prepare();
      open();
      await settle();
      peer.send('last');
      peer.close(1012, 'service restart');
      await settle();
      socket.close('me too');
      await settle();
      expect(events).toEqual([
        opened,
        { type: 'frame', text: 'last' },
        { type: 'closed', code: 1012, detail: 'service restart' },
      ]);
    });

    it('gives no frame after its own close, and the central system learns of it', async () => {
      const { socket, peer, events, open, settle } = await prepare();
      open();
      await settle();
      peer.send('crossing');
      socket.close('reset');
      await settle();
      expect(events).toEqual([opened, { type: 'closed', code: 1000, detail: 'reset' }]);
      expect(peer.log).toEqual(['open CP1 -', 'close']);
    });

    it('ends a connection that was still opening as refused', async () => {
      const { socket, events, open, settle } = await prepare();
      open();
      socket.close('changed my mind');
      await settle();
      expect(events).toEqual([{ type: 'refused', status: null, detail: 'changed my mind' }]);
    });

    it('drops an older connection in silence, also one that was just closed', async () => {
      const { socket, peer, events, open, target, settle } = await prepare();
      open();
      await settle();
      peer.send('for the old one');
      const second: SocketEvent[] = [];
      socket.open(target('CP2'), (event) => second.push(event));
      await settle();
      socket.close('bye');
      const third: SocketEvent[] = [];
      socket.open(target('CP3'), (event) => third.push(event));
      await settle();
      socket.send('to the third');
      await settle();
      expect([events, second, third]).toEqual([[opened], [opened], [opened]]);
      expect(peer.log.filter((line) => line.startsWith('open'))).toHaveLength(3);
      expect(peer.log.filter((line) => line === 'close')).toHaveLength(2);
      expect(peer.log.at(-1)).toBe('frame to the third');
    });

    it('hears the answer to its ping', async () => {
      const { socket, events, open, settle } = await prepare();
      open();
      await settle();
      socket.ping();
      socket.ping();
      await settle();
      expect(events).toEqual([opened, { type: 'pong' }, { type: 'pong' }]);
    });

    it('drops a binary frame and goes on', async () => {
      const { peer, events, open, settle } = await prepare();
      open();
      await settle();
      peer.sendBinary();
      peer.send('text');
      await settle();
      const unusable = { type: 'unusable-frame', reason: 'binary' };
      expect(events).toEqual([opened, unusable, { type: 'frame', text: 'text' }]);
    });

    it('can be opened again after each end', async () => {
      const { socket, peer, events, open, settle } = await prepare();
      for (const end of [() => socket.close('x'), () => peer.close(1001, 'x'), () => socket.close('y')]) {
        open();
        await settle();
        end();
        await settle();
      }
      expect(events.map(({ type }) => type)).toEqual([
        'opened',
        'closed',
        'opened',
        'closed',
        'opened',
        'closed',
      ]);
    });
  });
}
