import { request as httpRequest } from 'node:http';

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The parsed body; null if it is not JSON. */
  readonly json: unknown;
};

/** A request exactly as given: no header is added but the ones Node needs. */
export function ask(
  port: number,
  method: string,
  path: string,
  options: { body?: string | Uint8Array; headers?: Record<string, string>; host?: string } = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { host = '127.0.0.1', headers = {} } = options;
  const request = httpRequest({ host, port, method, path, headers, agent: false }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const isJson =
        /^application\/json(?:;|$)/.test(String(response.headers['content-type'])) && text !== '';
      const json: unknown = isJson ? JSON.parse(text) : null;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
    });
  });
  request.on('error', reject);
  request.end(options.body);
  return promise;
}
