import { ftpUpload } from './ftp-upload.ts';
import { httpUpload } from './http-upload.ts';
import { spokenUrl } from './spoken-url.ts';
import type { OutgoingFile, SendTo } from './transfer-error.ts';

/** By the name that SupportedFileTransferProtocols has for it. */
const BY_PROTOCOL: Readonly<Record<string, SendTo>> = {
  FTP: ftpUpload,
  FTPS: ftpUpload,
  HTTP: httpUpload,
  HTTPS: httpUpload,
};

/**
 * Sends a file to a directory of another machine.
 * @param location URL of the directory, with credentials if it needs some.
 * @param protocols those that may be used (SupportedFileTransferProtocols).
 * @throws TransferError
 */
export async function uploadFile(
  location: string,
  protocols: readonly string[],
  file: OutgoingFile,
): Promise<void> {
  const { url, act: send } = spokenUrl(location, protocols, BY_PROTOCOL);
  await send(url, file);
}
