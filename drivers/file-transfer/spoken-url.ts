import { TransferError } from './transfer-error.ts';

/**
 * The URL of a location, and what is done by its protocol.
 * @param protocols those that may be used (SupportedFileTransferProtocols).
 * @throws TransferError `bad-message` or `not-supported`
 */
export function spokenUrl<Act>(
  location: string,
  protocols: readonly string[],
  byProtocol: Readonly<Record<string, Act>>,
): { readonly url: URL; readonly act: Act } {
  if (!URL.canParse(location)) throw new TransferError('bad-message', 'the location is no URL');
  const url = new URL(location);
  const protocol = url.protocol.slice(0, -1).toUpperCase();
  const act = protocols.includes(protocol) ? byProtocol[protocol] : undefined;
  if (!act) throw new TransferError('not-supported', `${protocol} is not among ${protocols.join(', ')}`);
  if (url.hostname === '') throw new TransferError('bad-message', 'the location names no host');
  return { url, act };
}
