import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type LogServer = {
  /** Takes a file in any directory below. */
  readonly url: string;
  /** What was put there, by path. */
  readonly files: ReadonlyMap<string, string>;
};

/** Runs `use` with a server that logs can be put on. */
export async function withLogServer(use: (server: LogServer) => Promise<void>): Promise<void> {
  const files = new Map<string, string>();
  const server = createServer((request, response) => {
    const store = async (): Promise<void> => {
      const content = await text(request);
      if (request.method === 'PUT') files.set(request.url ?? '', content);
      response.writeHead(request.method === 'PUT' ? 201 : 405).end();
    };
    void store();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, files });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** A location where nobody takes anything. */
export async function unreachable(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/`;
}
