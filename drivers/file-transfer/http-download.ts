import type { FetchFrom } from './incoming-file.ts';
import { credentialsOf, TransferError } from './transfer-error.ts';

const NOT_LET_IN = new Set([401, 403, 407]);

const failureOf = (cause: unknown): TransferError => {
  if (cause instanceof TransferError) return cause;
  const { message, cause: deeper } = cause as Error;
  const why = deeper instanceof Error ? `${message}: ${deeper.message}` : message;
  return new TransferError('failed', why, { cause });
};

/** HTTP, or HTTPS by `https:`: GET. Credentials of the URL go as Basic authentication. */
export const httpDownload: FetchFrom = async function* (url, signal) {
  const { user, password } = credentialsOf(url);
  const location = new URL(url);
  location.username = '';
  location.password = '';
  const headers: Record<string, string> =
    user === '' ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
  try {
    const response = await fetch(location, { headers, signal });
    if (NOT_LET_IN.has(response.status))
      throw new TransferError('permission-denied', `HTTP ${response.status}`);
    if (response.status !== 200 || response.body === null)
      throw new TransferError('failed', `HTTP ${response.status}`);
    yield* response.body;
  } catch (error) {
    throw failureOf(error);
  }
};
