import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './http-error.ts';

export const MAX_BODY_BYTES = 1024 * 1024;
/** A body that is too long is read and dropped up to here, so that its sender gets to read the refusal. */
const MAX_DROPPED_BYTES = 16 * MAX_BODY_BYTES;

/**
 * The JSON body of a request; undefined without one.
 * @throws HttpRefusal 413 if it is longer than 1 MiB, 400 if it is not JSON in UTF-8.
 */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.byteLength;
    if (length <= MAX_BODY_BYTES) chunks.push(chunk);
    else if (length > MAX_DROPPED_BYTES) break;
  }
  if (length > MAX_BODY_BYTES)
    throw new HttpRefusal(413, 'the body is longer than 1 MiB', { connection: 'close' });
  if (length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new HttpRefusal(400, 'the body is not valid JSON');
  }
}
