import { Client, FTPError } from 'basic-ftp';
import { credentialsOf, TransferError } from './transfer-error.ts';

/** The other side says nothing for so long: it is gone. */
const SILENCE_MS = 30_000;
/** The port on which TLS begins at once; on others it is asked for (RFC 4217). */
const IMPLICIT_TLS_PORT = '990';
/** RFC 959: not logged in, or an account is needed. */
const NOT_LOGGED_IN = new Set([530, 532]);

/** The path of a URL from the directory of the login on (RFC 1738 3.2.2). @throws TransferError */
export function pathOf(url: URL): string {
  try {
    return decodeURIComponent(url.pathname.slice(1));
  } catch (cause) {
    throw new TransferError('bad-message', 'the path is not written as in a URL', { cause });
  }
}

function failureOf(cause: unknown): TransferError {
  if (cause instanceof TransferError) return cause;
  const kind = cause instanceof FTPError && NOT_LOGGED_IN.has(cause.code) ? 'permission-denied' : 'failed';
  return new TransferError(kind, cause instanceof Error ? cause.message : String(cause), { cause });
}

/** Does something on an FTP server, by `ftps:` over TLS, after the login of the URL. @throws TransferError */
export async function withFtp(
  url: URL,
  signal: AbortSignal,
  act: (client: Client) => Promise<void>,
): Promise<void> {
  const { user, password } = credentialsOf(url);
  const encrypted = url.port === IMPLICIT_TLS_PORT ? 'implicit' : true;
  const client = new Client(SILENCE_MS);
  const abandon = (): void => client.close();
  signal.addEventListener('abort', abandon, { once: true });
  try {
    signal.throwIfAborted();
    await client.access({
      host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      ...(url.port === '' ? {} : { port: Number(url.port) }),
      user: user === '' ? 'anonymous' : user,
      password: user === '' ? 'anonymous' : password,
      secure: url.protocol === 'ftps:' && encrypted,
    });
    await act(client);
  } catch (error) {
    throw failureOf(error);
  } finally {
    signal.removeEventListener('abort', abandon);
    client.close();
  }
}
