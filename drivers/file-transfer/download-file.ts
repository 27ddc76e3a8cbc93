import { ftpDownload } from './ftp-download.ts';
import { httpDownload } from './http-download.ts';
import { type FetchFrom, type IncomingFile, storeIncoming } from './incoming-file.ts';
import { spokenUrl } from './spoken-url.ts';

/** By the name that SupportedFileTransferProtocols has for it. */
const BY_PROTOCOL: Readonly<Record<string, FetchFrom>> = {
  FTP: ftpDownload,
  FTPS: ftpDownload,
  HTTP: httpDownload,
  HTTPS: httpDownload,
};

/**
 * Fetches a file from another machine and stores it: whole, or not at all.
 * @param location URL of the file, with credentials if it needs some.
 * @param protocols those that may be used (SupportedFileTransferProtocols).
 * @throws TransferError, or an Error of the disk.
 */
export async function downloadFile(
  location: string,
  protocols: readonly string[],
  file: IncomingFile,
): Promise<void> {
  const { url, act: fetchFrom } = spokenUrl(location, protocols, BY_PROTOCOL);
  await storeIncoming(fetchFrom(url, file.signal), file);
}
