import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { httpExchange } from '../../../drivers/file-transfer/http-exchange.ts';
import { TransferError } from '../../../drivers/file-transfer/transfer-error.ts';
import { uploadFile } from '../../../drivers/file-transfer/upload-file.ts';
import { FtpDirectory } from './ftp-directory.ts';
import { SELF_SIGNED } from './self-signed.ts';

const ALL = ['FTP', 'FTPS', 'HTTP', 'HTTPS'];
const file = (signal = new AbortController().signal) => ({
  fileName: 'CP-1-diagnostics.jsonl',
  content: Buffer.from('{"a":1}\n'),
  signal,
});
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** How a transfer ends. */
const ending = (location: string, protocols = ALL, what = file()): Promise<string> =>
  uploadFile(location, protocols, what).then(
    () => 'sent',
    (error: unknown) => (error instanceof TransferError ? error.kind : `no TransferError: ${String(error)}`),
  );

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close().closeAllConnections());
  return (server.address() as AddressInfo).port;
}

type Seen = { readonly method: string; readonly url: string; readonly body: string; readonly auth: string };

/** An HTTP server that answers each method with a status, and notes what it got. */
async function httpServer(
  statuses: Readonly<Record<string, number>>,
): Promise<{ port: number; seen: Seen[] }> {
  const seen: Seen[] = [];
  const answer = async (request: IncomingMessage): Promise<number> => {
    const { method = '', url = '', headers } = request;
    seen.push({ method, url, body: await text(request), auth: headers.authorization ?? '' });
    return statuses[method] ?? 405;
  };
  const listener: RequestListener = (request, response) =>
    void answer(request).then((status) => response.writeHead(status).end());
  return { port: await listening(createServer(listener)), seen };
}

async function ftp(...args: Parameters<typeof FtpDirectory.open>): Promise<FtpDirectory> {
  const server = await FtpDirectory.open(...args);
  closing.push(() => server.close());
  return server;
}

/** A port that nobody listens on. */
async function deadPort(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  server.close();
  await once(server, 'close');
  return port;
}

describe('a file sent by HTTP', () => {
  it('is put into the directory, with the credentials of the URL as Basic authentication', async () => {
    const { port, seen } = await httpServer({ PUT: 201 });
    expect(await ending(`http://operator:p%40ss@127.0.0.1:${port}/stations/?token=t`)).toBe('sent');
    expect(seen).toEqual([
      {
        method: 'PUT',
        url: '/stations/CP-1-diagnostics.jsonl?token=t',
        body: '{"a":1}\n',
        auth: `Basic ${Buffer.from('operator:p@ss').toString('base64')}`,
      },
    ]);
  });

  it.each([
    404, 405, 501,
  ])('goes as a form to the location itself where PUT is answered %i', async (status) => {
    const { port, seen } = await httpServer({ PUT: status, POST: 200 });
    expect(await ending(`http://127.0.0.1:${port}/upload`)).toBe('sent');
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PUT /upload/CP-1-diagnostics.jsonl',
      'POST /upload',
    ]);
    expect(seen[1]?.body).toMatch(/name="file"; filename="CP-1-diagnostics\.jsonl"[\s\S]*\{"a":1\}/);
  });

  it.each([
    [401, 'permission-denied'],
    [403, 'permission-denied'],
    [500, 'failed'],
    [507, 'failed'],
  ])('that is answered with %i ends as %s', async (status, kind) => {
    const { port } = await httpServer({ PUT: status });
    expect(await ending(`http://127.0.0.1:${port}/`)).toBe(kind);
  });

  it('to a server that takes it and never answers is given up after a time of silence', async () => {
    const server = createServer((request) => void request.resume());
    const url = new URL(`http://127.0.0.1:${await listening(server)}/`);
    const ask = { method: 'PUT', headers: {}, body: Buffer.from('x') } as const;
    await expect(httpExchange(url, ask, new AbortController().signal, 20)).rejects.toThrow(
      'nothing for 0.02 s',
    );
  });

  it('to a server that hangs up without an answer fails', async () => {
    const server = createServer((request) => request.socket.end());
    expect(await ending(`http://127.0.0.1:${await listening(server)}/`)).toBe('failed');
  });

  it('to a server that switches to another protocol fails', async () => {
    const server = createServer();
    server.on('request', ({ socket }) =>
      socket.end('HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    );
    expect(await ending(`http://127.0.0.1:${await listening(server)}/`)).toBe('failed');
  });

  it('ends when it is abandoned, whatever the server does', async () => {
    const controller = new AbortController();
    const server = createServer(() => controller.abort());
    expect(await ending(`http://127.0.0.1:${await listening(server)}/`, ALL, file(controller.signal))).toBe(
      'failed',
    );
  });
});

describe('a file sent by FTP', () => {
  it('is put into the directory of the login, and into one below it', async () => {
    const server = await ftp({ user: 'operator', password: 'p@ss' }, ['logs/in']);
    expect(await ending(`ftp://operator:p%40ss@127.0.0.1:${server.port}`)).toBe('sent');
    expect(await ending(`ftp://operator:p%40ss@127.0.0.1:${server.port}/logs/in`)).toBe('sent');
    expect([...server.files]).toEqual([
      ['CP-1-diagnostics.jsonl', '{"a":1}\n'],
      ['logs/in/CP-1-diagnostics.jsonl', '{"a":1}\n'],
    ]);
  });

  it('goes as anonymous where the URL names nobody', async () => {
    const server = await ftp({ user: 'anonymous', password: 'anonymous' });
    expect(await ending(`ftp://127.0.0.1:${server.port}/`)).toBe('sent');
  });

  it('is refused where the password is wrong, and fails where the directory does not exist', async () => {
    const server = await ftp({ user: 'operator', password: 'right' });
    expect(await ending(`ftp://operator:wrong@127.0.0.1:${server.port}/`)).toBe('permission-denied');
    expect(await ending(`ftp://operator:right@127.0.0.1:${server.port}/nowhere`)).toBe('failed');
    expect(server.files.size).toBe(0);
  });
});

describe('a location', () => {
  it.each([
    ['nothing', '', 'bad-message'],
    ['no URL', 'logs.test/upload', 'bad-message'],
    ['a path that is not written as in a URL', 'ftp://127.0.0.1/%E0%A4%A', 'bad-message'],
    ['a password that is not written as in a URL', 'http://a:%E0%A4%A@127.0.0.1/', 'bad-message'],
    ['a file', 'file:///etc/', 'not-supported'],
    ['SFTP', 'sftp://logs.test/', 'not-supported'],
  ])('that is %s', async (_, location, kind) => {
    expect(await ending(location)).toBe(kind);
  });

  it('of a protocol that the station does not offer is not supported', async () => {
    expect(await ending('ftp://127.0.0.1/', ['HTTPS'])).toBe('not-supported');
  });

  it.each(['ftp', 'http'])('that nobody listens on fails: %s', async (protocol) => {
    expect(await ending(`${protocol}://127.0.0.1:${await deadPort()}/`)).toBe('failed');
  });
});

describe('a server with a certificate', () => {
  const secure = async (): Promise<readonly string[]> => {
    const https = createSecureServer(SELF_SIGNED, (request, response) =>
      request.resume().on('end', () => response.end()),
    );
    const server = await ftp(null, [], SELF_SIGNED);
    return [`https://localhost:${await listening(https)}/`, `ftps://localhost:${server.port}/`];
  };

  it('that nobody vouches for gets nothing', async () => {
    for (const location of await secure()) expect(await ending(location), location).toBe('failed');
  });

  it('that is trusted gets the file', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'wallchart-ca-'));
    closing.push(() => rmSync(directory, { recursive: true }));
    const ca = join(directory, 'ca.pem');
    writeFileSync(ca, SELF_SIGNED.cert);
    const module = new URL('../../../drivers/file-transfer/upload-file.ts', import.meta.url);
    // Node reads the certificates to trust when it starts.
    const script = `
      const { uploadFile } = await import(${JSON.stringify(module.href)});
      const file = { fileName: 'x', content: Buffer.from('x'), signal: new AbortController().signal };
      for (const location of process.argv.slice(1))
        await uploadFile(location, ${JSON.stringify(ALL)}, file);
      console.log('sent');`;
    const args = ['--input-type=module', '-e', script, ...(await secure())];
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: ca };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    expect(stdout.trim()).toBe('sent');
  });
});
