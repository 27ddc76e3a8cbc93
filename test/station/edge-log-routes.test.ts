import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { edgeLogRoutes } from '../../actors/edge-log-file.ts';
import { HttpServer } from '../../drivers/http-server/http-server.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import { ask } from '../drivers/http-client.ts';

let server: HttpServer | null = null;
const folder = mkdtempSync(join(tmpdir(), 'wallchart-edge-log-'));
afterEach(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function served(edgeLog: string | null, host = '127.0.0.1'): Promise<number> {
  const routes = edgeLogRoutes({ edgeLog });
  server = new HttpServer({ routes, token: new Secret('let-me-see'), onError: () => {} });
  return (await server.listen({ host, port: 0 })).port;
}

describe('the edge log over HTTP', () => {
  it('is what is in the file by now, to who may ask; nobody can change it', async () => {
    const file = join(folder, 'edge.jsonl');
    writeFileSync(file, '{"format":1}\n');
    const port = await served(file, '0.0.0.0');
    const headers = { host: 'charger.example', authorization: 'Bearer let-me-see' };
    expect((await ask(port, 'GET', '/edge-log', { headers })).text).toBe('{"format":1}\n');
    appendFileSync(file, '{"seq":1}\n');
    const { text, headers: told } = await ask(port, 'GET', '/edge-log', { headers });
    expect(text).toBe('{"format":1}\n{"seq":1}\n');
    expect(told['content-disposition']).toMatch(/^attachment/);
    expect(await ask(port, 'HEAD', '/edge-log', { headers })).toMatchObject({ status: 200, text: '' });
    expect((await ask(port, 'GET', '/edge-log', { headers: { host: 'charger.example' } })).status).toBe(401);
    expect((await ask(port, 'POST', '/edge-log', { headers, body: '{}' })).status).toBe(405);
    rmSync(file);
    expect(await ask(port, 'GET', '/edge-log', { headers })).toMatchObject({
      status: 404,
      json: { error: 'the edge log is no file, or not there any more' },
    });
  });

  it('is not there where none is written, and never a device or a folder', async () => {
    expect((await ask(await served(null), 'GET', '/edge-log')).status).toBe(404);
    await server?.close();
    expect((await ask(await served(tmpdir()), 'GET', '/edge-log')).status).toBe(404);
  });
});
