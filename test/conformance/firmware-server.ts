import { constants, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Issued, issue } from '../drivers/certificates/authority.ts';

/** A root of the manufacturer, and who signs firmware by it. */
export const MANUFACTURER = issue({ commonName: 'Manufacturer Root' });
export const SIGNER = issue({ commonName: 'Firmware Signer', issuer: MANUFACTURER });

export const IMAGE = Buffer.concat([
  Buffer.from('firmwareVersion: 2.0.0\n'),
  Buffer.alloc(100_000, 'new firmware '),
]);

/** RSA-PSS with SHA-256 over the whole of it, base64. */
export const signed = (image: Buffer = IMAGE, { key }: Pick<Issued, 'key'> = SIGNER): string =>
  sign('sha256', image, {
    key,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  }).toString('base64');

export type FirmwareServer = {
  /** Where the image is. */
  readonly url: string;
  /** How often it was asked for. */
  readonly asked: () => number;
  /** What it answers from now on; null: the image. */
  answers(how: ((response: ServerResponse) => void) | null): void;
};

/** Runs `use` with a server that has the image. */
export async function withFirmwareServer(
  use: (server: FirmwareServer) => Promise<void>,
  image: Buffer = IMAGE,
): Promise<void> {
  let how: ((response: ServerResponse) => void) | null = null;
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    if (how) how(response);
    else response.writeHead(200, { 'content-length': image.length }).end(image);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/firmware.bin`,
      asked: () => asked,
      answers: (it) => {
        how = it;
      },
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
