import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SocketEvent, TlsTarget } from '../../../drivers/csms-socket/csms-socket.ts';
import { WsCsmsSocket } from '../../../drivers/csms-socket/ws-csms-socket.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import { type Issued, issue, newKey } from '../certificates/authority.ts';
import { tlsServer } from './tls-server.ts';

const PAIR = ['AES128-GCM-SHA256', 'AES256-GCM-SHA384'];
const root = issue({ commonName: 'Root' });
const key = newKey();
/** Of the server; `changed`: what is wrong with it. */
const server = (changed: Parameters<typeof issue>[0] = {}): Issued =>
  issue({ commonName: 'localhost', issuer: root, key, ...changed });
const client = issue({ commonName: 'CP-1', issuer: root });

const fingerprint = ({ cert }: Issued): string =>
  new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
const target = (roots: readonly Issued[] = [root], own: Issued | null = null): TlsTarget => ({
  roots: roots.map(({ cert }) => cert),
  fingerprints: roots.map(fingerprint),
  cipherSuites: PAIR,
  client: own && { chain: own.cert, key: new Secret(own.key) },
});

/** How the first attempt ends. */
function attempt(url: string, tls: TlsTarget | undefined): Promise<SocketEvent> {
  const socket = new WsCsmsSocket();
  onTestFinished(() => socket.close('end of test'));
  return new Promise((resolve) => socket.open({ url, credentials: null, ...(tls && { tls }) }, resolve));
}
const against = async (issued: Issued, options: TlsOptions = {}, tls = target()) =>
  attempt((await tlsServer(issued, options)).url, tls);
const refusedFor = (problem: string) => ({ type: 'refused', status: null, problem });

describe('TLS of security profile 2', () => {
  it.each([
    ['the one', { ciphers: 'AES128-GCM-SHA256' }, 'AES128-GCM-SHA256'],
    ['the other', { ciphers: 'AES256-GCM-SHA384' }, 'AES256-GCM-SHA384'],
  ])('is 1.2 with one of the two suites of the certificate (SEC-4): %s', async (_, options, suite) => {
    const { url, admitted } = await tlsServer(server(), options);
    expect(await attempt(url, target())).toEqual({ type: 'opened', root: fingerprint(root) });
    expect(admitted).toMatchObject([{ suite, version: 'TLSv1.2', client: null }]);
  });

  it('offers these two suites and no other, and no compression (TC_086)', async () => {
    const { hello, url } = await plainListener();
    await attempt(url, target());
    const { suites, compression } = clientHello(await hello);
    // TLS_RSA_WITH_AES_128_GCM_SHA256, TLS_RSA_WITH_AES_256_GCM_SHA384
    expect(suites).toEqual([0x009c, 0x009d]);
    expect(compression).toEqual([0]);
  });

  it('says what is wrong with a server, and not what Node would try', async () => {
    const event = await against(issue({ commonName: 'localhost', authority: false }));
    expect(event).toMatchObject({ type: 'refused', detail: 'self-signed certificate' });
  });

  it('has Basic authentication above it', async () => {
    const { url, admitted } = await tlsServer(server());
    const socket = new WsCsmsSocket();
    onTestFinished(() => socket.close('end of test'));
    const credentials = { username: 'CP-1', password: new Secret(Buffer.from('0a3aff', 'hex')) };
    await new Promise((resolve) => socket.open({ url, credentials, tls: target() }, resolve));
    const pair = Buffer.concat([Buffer.from('CP-1:'), Buffer.from('0a3aff', 'hex')]);
    expect(admitted[0]?.authorization).toBe(`Basic ${pair.toString('base64')}`);
  });

  it('says which of the installed roots the server is trusted by', async () => {
    const other = issue({ commonName: 'Other' });
    const opened = await against(server(), {}, target([other, root]));
    expect(opened).toEqual({ type: 'opened', root: fingerprint(root) });
  });

  it('trusts a server below an authority that the server shows', async () => {
    const sub = issue({ commonName: 'Sub', issuer: root, authority: true });
    const below = server({ issuer: sub });
    expect(await against({ ...below, cert: below.cert + sub.cert })).toMatchObject({ type: 'opened' });
    expect(await against(below)).toMatchObject(refusedFor('InvalidCentralSystemCertificate'));
  });
});

describe('a server certificate', () => {
  const past = new Date('2021-01-01T00:00:00Z');
  const future = new Date('2098-01-01T00:00:00Z');

  it.each([
    ['has expired', () => server({ notAfter: past })],
    ['is not valid yet', () => server({ notBefore: future })],
    ['names another host', () => server({ commonName: 'elsewhere' })],
    ['has a wildcard for a name', () => server({ commonName: '*.localhost' })],
    ['has a wildcard beside its name', () => server({ commonName: 'x', alternativeNames: ['*.localhost'] })],
    ['is signed by itself', () => issue({ commonName: 'localhost', key })],
    ['is signed by another root', () => server({ issuer: issue({ commonName: 'Root' }) })],
    ['has a key of 1024 bits', () => server({ key: newKey(1024) })],
  ])('that %s is refused, and the event names it (A00.FR.309)', async (_, make) => {
    expect(await against(make(), { ciphers: 'ALL:@SECLEVEL=0' })).toMatchObject(
      refusedFor('InvalidCentralSystemCertificate'),
    );
  });

  it('is refused where no root is installed, whatever the operating system trusts', async () => {
    expect(await against(server(), {}, target([]))).toMatchObject(
      refusedFor('InvalidCentralSystemCertificate'),
    );
  });

  it.each([
    ['its common name, in any case', { commonName: 'LOCALHOST' }],
    ['its common name, beside other names', { alternativeNames: ['a.example', 'b.example'] }],
    ['another of its names', { commonName: 'Central System', alternativeNames: ['a.example', 'localhost'] }],
  ])('is taken by %s (A00.FR.412)', async (_, names) => {
    expect(await against(server(names))).toMatchObject({ type: 'opened' });
  });

  it('is taken by the address, where the URL has no name', async () => {
    const { url } = await tlsServer(server({ commonName: '127.0.0.1' }), {}, '127.0.0.1');
    expect(await attempt(url, target())).toMatchObject({ type: 'opened' });
    const named = await tlsServer(server(), {}, '127.0.0.1');
    expect(await attempt(named.url, target())).toMatchObject(refusedFor('InvalidCentralSystemCertificate'));
  });

  it('is checked at every connection, also when the server remembers the last one', async () => {
    const { url, clients } = await tlsServer(server());
    const first = await attempt(url, target());
    clients[0]?.terminate();
    expect(first).toMatchObject({ type: 'opened' });
    expect(await attempt(url, target([]))).toMatchObject(refusedFor('InvalidCentralSystemCertificate'));
  });
});

describe('a server that cannot agree', () => {
  it.each([
    ['an alert that the version is too old', '150303000202 46'],
    ['a ServerHello of TLS 1.1', `160302002a 02000026 0302 ${'00'.repeat(32)} 00 002f 00`],
  ])('on a version, and says so by %s (A00.FR.315)', async (_, answer) => {
    const { url } = await plainListener(Buffer.from(answer.replaceAll(' ', ''), 'hex'));
    expect(await attempt(url, target())).toMatchObject(refusedFor('InvalidTLSVersion'));
  });

  it.each([
    ['it has none of the two', { ciphers: 'ECDHE-RSA-AES128-GCM-SHA256', maxVersion: 'TLSv1.2' }],
    // OpenSSL does not tell: both suites are of TLS 1.2, so a server without it has none in common.
    ['it has TLS 1.1 at most', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }],
  ] as const)('on a cipher suite: %s (A00.FR.318)', async (_, options) => {
    expect(await against(server(), options)).toMatchObject(refusedFor('InvalidTLSCipherSuite'));
  });

  it('on TLS at all: it speaks HTTP, hangs up, or is not there; that is no security event', async () => {
    const http = createServer();
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    const plain = await attempt(`wss://localhost:${port}/CP-1`, target());
    http.close();
    const nobody = await attempt(`wss://localhost:${port}/CP-1`, target());
    for (const event of [plain, nobody]) {
      expect(event).toMatchObject({ type: 'refused', status: null });
      expect(event).not.toHaveProperty('problem');
    }
  });
});

describe('TLS of security profile 3', () => {
  const mutual: TlsOptions = { ca: root.cert, requestCert: true, rejectUnauthorized: true };

  it('shows the certificate of the charge point (TC_087)', async () => {
    const { url, admitted } = await tlsServer(server(), mutual);
    expect(await attempt(url, target([root], client))).toMatchObject({ type: 'opened' });
    expect(admitted).toMatchObject([{ client: 'CP-1' }]);
  });

  it.each([
    ['signed by another', () => issue({ commonName: 'CP-1', issuer: issue({ commonName: 'Stranger' }) })],
    ['expired', () => issue({ commonName: 'CP-1', issuer: root, notAfter: new Date('2021-01-01') })],
  ])('is told of a certificate that the server does not take: %s', async (_, make) => {
    expect(await against(server(), mutual, target([root], make()))).toMatchObject(
      refusedFor('ChargePointCertificateRefused'),
    );
  });

  it('is not told of it where none is shown: it is no matter of suites', async () => {
    const event = await against(server(), mutual);
    expect(event).toMatchObject({ type: 'refused' });
    expect(event).not.toHaveProperty('problem');
  });

  it('a key that is none of its certificate is refused without a connection', async () => {
    const event = await against(server(), mutual, target([root], { ...client, key: root.key }));
    expect(event).toMatchObject({ type: 'refused' });
  });
});

it.each([
  ['wss:// without TLS', 'wss://localhost:1/CP-1', undefined],
  ['TLS without wss://', 'ws://localhost:1/CP-1', target()],
])('%s is refused, and nothing is sent', async (_, url, tls) => {
  expect(await attempt(url, tls)).toMatchObject({
    type: 'refused',
    detail: expect.stringContaining('wss://'),
  });
});

/** A listener that keeps the first bytes it gets, answers with these, and hangs up. */
async function plainListener(answer = Buffer.alloc(0)) {
  const { createServer: listen } = await import('node:net');
  const received = Promise.withResolvers<Buffer>();
  const listener = listen((socket) => {
    socket.once('data', (data) => {
      received.resolve(data);
      socket.end(answer);
    });
    socket.on('error', () => {});
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  onTestFinished(() => void listener.close());
  const { port } = listener.address() as AddressInfo;
  return { hello: received.promise, url: `wss://localhost:${port}/CP-1` };
}

/** Cipher suites and compression methods of a ClientHello (RFC 5246 7.4.1.2). */
function clientHello(record: Buffer) {
  const session = 5 + 4 + 2 + 32;
  const suitesAt = session + 1 + record.readUInt8(session);
  const length = record.readUInt16BE(suitesAt);
  const suites = Array.from({ length: length / 2 }, (_, i) => record.readUInt16BE(suitesAt + 2 + 2 * i));
  const methodsAt = suitesAt + 2 + length;
  const count = record.readUInt8(methodsAt);
  return { suites, compression: [...record.subarray(methodsAt + 1, methodsAt + 1 + count)] };
}
