import { httpExchange, refusalOf } from './http-exchange.ts';
import type { OutgoingFile, SendTo } from './transfer-error.ts';

const LONGEST_MS = 240_000;
/** The server takes no PUT of a file in a directory; maybe it takes a form. */
const TAKES_NO_PUT = new Set<number | undefined>([404, 405, 501]);

const inDirectory = (directory: URL, fileName: string): URL => {
  const url = new URL(directory);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(fileName)}`;
  return url;
};

/** A form with the file, as bytes and the type that says where its parts begin. */
async function formOf({ fileName, content }: OutgoingFile): Promise<{ type: string; body: Uint8Array }> {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)], { type: 'application/jsonl' }), fileName);
  const written = new Response(form);
  return { type: written.headers.get('content-type') ?? '', body: await written.bytes() };
}

/**
 * HTTP, or HTTPS by `https:`: PUT of the file in the directory; where that is not taken, POST of a form with
 * it to the location itself.
 */
export const httpUpload: SendTo = async (directory, file) => {
  const signal = AbortSignal.any([file.signal, AbortSignal.timeout(LONGEST_MS)]);
  const send = async (method: 'PUT' | 'POST', to: URL, type: string, body: Uint8Array) => {
    const response = await httpExchange(to, { method, headers: { 'content-type': type }, body }, signal);
    response.destroy();
    return response.statusCode;
  };
  let status = await send('PUT', inDirectory(directory, file.fileName), 'application/jsonl', file.content);
  if (TAKES_NO_PUT.has(status)) {
    const { type, body } = await formOf(file);
    status = await send('POST', directory, type, body);
  }
  if (status === undefined || status < 200 || status > 299) throw refusalOf(status);
};
