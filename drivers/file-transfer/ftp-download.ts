import { PassThrough } from 'node:stream';
import { pathOf, withFtp } from './ftp-access.ts';
import type { FetchFrom } from './incoming-file.ts';

/** FTP, or FTPS by `ftps:`; the path counts from the directory of the login (RFC 1738 3.2.2). */
export const ftpDownload: FetchFrom = async function* (url, signal) {
  const path = pathOf(url);
  const pieces = new PassThrough();
  const given = new AbortController();
  const over = AbortSignal.any([signal, given.signal]);
  const done = withFtp(url, over, async (client) => {
    await client.downloadTo(pieces, path);
  }).then(
    () => null,
    (error: Error) => {
      pieces.destroy(error);
      return error;
    },
  );
  try {
    // It ends with the answer to the transfer, not with the connection for the data.
    yield* pieces;
    const failure = await done;
    if (failure) throw failure;
  } finally {
    given.abort();
  }
};
