import { credentialsOf, type OutgoingFile, type SendTo, TransferError } from './transfer-error.ts';

const LONGEST_MS = 240_000;
const NOT_LET_IN = new Set([401, 403, 407]);
/** The server takes no PUT of a file in a directory; maybe it takes a form. */
const TAKES_NO_PUT = new Set([404, 405, 501]);

const inDirectory = (directory: URL, fileName: string): URL => {
  const url = new URL(directory);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${encodeURIComponent(fileName)}`;
  return url;
};

const formOf = ({ fileName, content }: OutgoingFile): FormData => {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)], { type: 'application/jsonl' }), fileName);
  return form;
};

/**
 * HTTP, or HTTPS by `https:`: PUT of the file in the directory; where that is not taken, POST of a form with
 * it to the location itself. Credentials of the URL go as Basic authentication.
 */
export const httpUpload: SendTo = async (directory, file) => {
  const { user, password } = credentialsOf(directory);
  const location = new URL(directory);
  location.username = '';
  location.password = '';
  const headers: Record<string, string> =
    user === '' ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  const signal = AbortSignal.any([file.signal, AbortSignal.timeout(LONGEST_MS)]);
  const request = async (url: URL, init: RequestInit): Promise<number> => {
    try {
      const response = await fetch(url, { ...init, signal });
      await response.body?.cancel();
      return response.status;
    } catch (cause) {
      const { message, cause: deeper } = cause as Error;
      const why = deeper instanceof Error ? `${message}: ${deeper.message}` : message;
      throw new TransferError('failed', why, { cause });
    }
  };
  const type = { 'content-type': 'application/jsonl' };
  const put = { method: 'PUT', body: new Uint8Array(file.content), headers: { ...headers, ...type } };
  let status = await request(inDirectory(location, file.fileName), put);
  if (TAKES_NO_PUT.has(status))
    status = await request(location, { method: 'POST', body: formOf(file), headers });
  if (NOT_LET_IN.has(status)) throw new TransferError('permission-denied', `HTTP ${status}`);
  if (status < 200 || status > 299) throw new TransferError('failed', `HTTP ${status}`);
};
