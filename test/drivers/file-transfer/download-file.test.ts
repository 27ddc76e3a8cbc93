import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createPlainServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { downloadFile } from '../../../drivers/file-transfer/download-file.ts';
import { httpDownload } from '../../../drivers/file-transfer/http-download.ts';
import { redirectTarget } from '../../../drivers/file-transfer/http-exchange.ts';
import { TransferError } from '../../../drivers/file-transfer/transfer-error.ts';
import { FtpDirectory } from './ftp-directory.ts';
import { SELF_SIGNED } from './self-signed.ts';

const ALL = ['FTP', 'FTPS', 'HTTP', 'HTTPS'];
const CONTENT = 'x'.repeat(10_000);
let directory = '';
const closing: (() => unknown)[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wallchart-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  rmSync(directory, { recursive: true });
});
const path = (): string => join(directory, 'firmware', 'image');

type Options = { readonly signal?: AbortSignal; readonly most_bytes?: number };
/** How a download ends. */
const ending = (location: string, options: Options = {}, protocols = ALL): Promise<string> => {
  const file = { path: path(), most_bytes: 1_000_000, signal: new AbortController().signal, ...options };
  return downloadFile(location, protocols, file).then(
    () => 'fetched',
    (error: unknown) => (error instanceof TransferError ? error.kind : (error as Error).name),
  );
};
/** What is there afterwards: neither a file nor a part of one, where it failed. */
const left = (): readonly string[] =>
  existsSync(join(directory, 'firmware')) ? readdirSync(join(directory, 'firmware')) : [];

async function http(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close().closeAllConnections());
  return `127.0.0.1:${(server.address() as AddressInfo).port}/image.bin`;
}
async function ftp(...args: Parameters<typeof FtpDirectory.open>): Promise<FtpDirectory> {
  const server = await FtpDirectory.open(...args);
  closing.push(() => server.close());
  return server;
}

describe('a file fetched by HTTP', () => {
  it('is stored whole, with the credentials of the URL as Basic authentication', async () => {
    let auth: string | undefined;
    const host = await http((request, response) => {
      auth = request.headers.authorization;
      response.end(CONTENT);
    });
    expect(await ending(`http://operator:p%40ss@${host}`)).toBe('fetched');
    expect(auth).toBe(`Basic ${Buffer.from('operator:p@ss').toString('base64')}`);
    expect(readFileSync(path(), 'utf8')).toBe(CONTENT);
    expect(left()).toEqual(['image']);
  });

  it.each([
    [401, 'permission-denied'],
    [403, 'permission-denied'],
    [404, 'failed'],
    [204, 'failed'],
    [206, 'failed'],
    [503, 'failed'],
  ])('that is answered with %i ends as %s, and there is none', async (status, kind) => {
    const host = await http((_, response) => response.writeHead(status).end(status === 204 ? '' : CONTENT));
    expect(await ending(`http://${host}`)).toBe(kind);
    expect(left()).toEqual([]);
  });

  it.each(['with a length', 'in chunks'])('that is cut off %s is none', async (how) => {
    const host = await http((_, response) => {
      const headers = how === 'in chunks' ? {} : { 'content-length': 20_000 };
      response.writeHead(200, headers).write(CONTENT, () => response.destroy());
    });
    expect(await ending(`http://${host}`)).toBe('failed');
    expect(left()).toEqual([]);
  });

  it('that ends with its connection is whole, however slowly it is read', async () => {
    const long = 'x'.repeat(150_000);
    const finished = Promise.withResolvers<void>();
    const server = createPlainServer((socket) => {
      socket.once('data', () =>
        socket.end(`HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${long}`, finished.resolve),
      );
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.close());
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    let read = '';
    for await (const piece of httpDownload(url, new AbortController().signal)) {
      // Whoever reads is busy until the connection has ended.
      await finished.promise;
      for (let turn = 0; turn < 50; turn++) await stat(directory);
      read += Buffer.from(piece).toString();
    }
    expect(read).toBe(long);
  });

  it('is stored as it lies there, also where a server calls it encoded', async () => {
    let accepted: string | undefined;
    const host = await http((request, response) => {
      accepted = request.headers['accept-encoding'] as string | undefined;
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(CONTENT);
    });
    expect(await ending(`http://${host}`)).toBe('fetched');
    expect(accepted).toBe('identity');
    expect(readFileSync(path(), 'utf8')).toBe(CONTENT);
  });

  it('that has moved is fetched there, without the credentials of the first host', async () => {
    const seen: (string | undefined)[] = [];
    const there = await http((request, response) => {
      seen.push(request.headers.authorization);
      if (request.url === '/image.bin') response.writeHead(301, { location: '/next' }).end();
      else response.end(CONTENT);
    });
    const host = await http((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(302, { location: `http://${there}` }).end();
    });
    expect(await ending(`http://a:b@${host}`)).toBe('fetched');
    expect(seen).toEqual([`Basic ${Buffer.from('a:b').toString('base64')}`, undefined, undefined]);
  });

  it.each([
    ['for ever', '/image.bin'],
    ['to another protocol', 'ftp://127.0.0.1/image.bin'],
    ['nowhere', 'http://'],
  ])('that has moved %s is none', async (_, location) => {
    const host = await http((_request, response) => response.writeHead(302, { location }).end());
    expect(await ending(`http://${host}`)).toBe('failed');
    expect(left()).toEqual([]);
  });

  it('that has moved out of TLS is none', () => {
    const from = new URL('https://files.test/a/b');
    expect(redirectTarget('c', from).href).toBe('https://files.test/a/c');
    expect(redirectTarget('https://other.test/', from).href).toBe('https://other.test/');
    expect(() => redirectTarget('http://files.test/c', from)).toThrow('redirected from https to http');
    expect(redirectTarget('https://files.test/', new URL('http://files.test/')).protocol).toBe('https:');
  });

  it('that never ends is given up beyond its bound', async () => {
    const host = await http((_, response) => {
      const more = (): void => void response.write(CONTENT, (error) => error ?? more());
      response.writeHead(200);
      more();
    });
    expect(await ending(`http://${host}`, { most_bytes: 100_000 })).toBe('failed');
    expect(left()).toEqual([]);
  });

  it('that is abandoned is none, whatever the server does', async () => {
    const controller = new AbortController();
    const host = await http((_, response) => {
      response.writeHead(200).write(CONTENT, () => controller.abort());
    });
    expect(await ending(`http://${host}`, { signal: controller.signal })).not.toBe('fetched');
    expect(left()).toEqual([]);
  });

  it('takes the place of one that is there, which is none meanwhile', async () => {
    let there = true;
    const host = await http((_, response) => {
      there = existsSync(path());
      response.end('another');
    });
    expect(await ending(`http://${host}`)).toBe('fetched');
    there = true;
    const failing = await http((_, response) => response.writeHead(500).end());
    expect(await ending(`http://${failing}`)).toBe('failed');
    expect(left()).toEqual([]);
    writeFileSync(path(), 'of before');
    expect(await ending(`http://${host}`)).toBe('fetched');
    expect(there).toBe(false);
    expect(readFileSync(path(), 'utf8')).toBe('another');
  });
});

describe('a file fetched by FTP', () => {
  it('is stored whole; its path counts from the directory of the login', async () => {
    const server = await ftp({ user: 'operator', password: 'p@ss' });
    server.files.set('firmware/image.bin', CONTENT);
    const location = `ftp://operator:p%40ss@127.0.0.1:${server.port}/firmware/image.bin`;
    expect(await ending(location)).toBe('fetched');
    expect(readFileSync(path(), 'utf8')).toBe(CONTENT);
  });

  it('that the server gives up is none, although its data ended in order', async () => {
    const server = await ftp(null);
    server.files.set('image.bin', CONTENT);
    server.breaksOff = true;
    expect(await ending(`ftp://127.0.0.1:${server.port}/image.bin`)).toBe('failed');
    expect(left()).toEqual([]);
  });

  it('is refused where the password is wrong, and fails where there is none', async () => {
    const server = await ftp({ user: 'operator', password: 'right' });
    expect(await ending(`ftp://operator:wrong@127.0.0.1:${server.port}/x`)).toBe('permission-denied');
    expect(await ending(`ftp://operator:right@127.0.0.1:${server.port}/x`)).toBe('failed');
    expect(left()).toEqual([]);
  });

  it('over TLS comes from nobody whom nobody vouches for', async () => {
    const server = await ftp(null, [], SELF_SIGNED);
    server.files.set('image.bin', CONTENT);
    expect(await ending(`ftps://localhost:${server.port}/image.bin`)).toBe('failed');
    expect(server.commands).not.toContain('RETR');
  });
});

it.each([
  ['nothing', '', 'bad-message'],
  ['no URL', 'files.test/image', 'bad-message'],
  ['a file', 'file:///etc/passwd', 'not-supported'],
])('a location that is %s', async (_, location, kind) => {
  expect(await ending(location)).toBe(kind);
});

it('a protocol that the station does not offer is not supported', async () => {
  expect(await ending('ftp://127.0.0.1/x', {}, ['HTTPS'])).toBe('not-supported');
});
