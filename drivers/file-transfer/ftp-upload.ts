import { Readable } from 'node:stream';
import { Client, FTPError } from 'basic-ftp';
import { credentialsOf, type SendTo, TransferError } from './transfer-error.ts';

/** The other side says nothing for so long: it is gone. */
const SILENCE_MS = 30_000;
/** The port on which TLS begins at once; on others it is asked for (RFC 4217). */
const IMPLICIT_TLS_PORT = '990';
/** RFC 959: not logged in, or an account is needed. */
const NOT_LOGGED_IN = new Set([530, 532]);

function directoryOf(url: URL): string {
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

/** FTP, or FTPS by `ftps:`; the path counts from the directory of the login (RFC 1738 3.2.2). */
export const ftpUpload: SendTo = async (directory, { fileName, content, signal }) => {
  const { user, password } = credentialsOf(directory);
  const path = directoryOf(directory);
  const encrypted = directory.port === IMPLICIT_TLS_PORT ? 'implicit' : true;
  const client = new Client(SILENCE_MS);
  const abandon = (): void => client.close();
  signal.addEventListener('abort', abandon, { once: true });
  try {
    signal.throwIfAborted();
    await client.access({
      host: directory.hostname.replace(/^\[(.*)\]$/, '$1'),
      ...(directory.port === '' ? {} : { port: Number(directory.port) }),
      user: user === '' ? 'anonymous' : user,
      password: user === '' ? 'anonymous' : password,
      secure: directory.protocol === 'ftps:' && encrypted,
    });
    if (path !== '') await client.cd(path);
    await client.uploadFrom(Readable.from([content]), fileName);
  } catch (error) {
    throw failureOf(error);
  } finally {
    signal.removeEventListener('abort', abandon);
    client.close();
  }
};
