import { ftpUpload } from './ftp-upload.ts';
import { httpUpload } from './http-upload.ts';
import { type OutgoingFile, type SendTo, TransferError } from './transfer-error.ts';

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
  if (!URL.canParse(location)) throw new TransferError('bad-message', 'the location is no URL');
  const url = new URL(location);
  const protocol = url.protocol.slice(0, -1).toUpperCase();
  const send = protocols.includes(protocol) ? BY_PROTOCOL[protocol] : undefined;
  if (!send) throw new TransferError('not-supported', `${protocol} is not among ${protocols.join(', ')}`);
  if (url.hostname === '') throw new TransferError('bad-message', 'the location names no host');
  await send(url, file);
}
