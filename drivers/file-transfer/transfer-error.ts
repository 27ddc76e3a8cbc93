/**
 * Why a file could not be sent. `bad-message`: the location is no URL; `not-supported`: of a protocol that is
 * not spoken; `permission-denied`: the other side does not let the station in; `failed`: anything else, which
 * may be better the next time.
 */
export class TransferError extends Error {
  override name = 'TransferError';
  readonly kind: 'bad-message' | 'not-supported' | 'permission-denied' | 'failed';
  constructor(kind: TransferError['kind'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/** A file to be sent to a directory. */
export type OutgoingFile = {
  readonly fileName: string;
  readonly content: Buffer;
  /** Ends the transfer. */
  readonly signal: AbortSignal;
};
/** @throws TransferError */
export type SendTo = (directory: URL, file: OutgoingFile) => Promise<void>;

/** User and password of a URL, as they are written there. @throws TransferError `bad-message` */
export function credentialsOf(url: URL): { readonly user: string; readonly password: string } {
  try {
    return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  } catch (cause) {
    throw new TransferError('bad-message', 'user or password are not written as in a URL', { cause });
  }
}
