import type { IsoTime } from './instant.ts';

/** GetDiagnostics (OCPP 1.6 ed.2 5.9), or GetLog (security whitepaper ed.3 N01): one of each at a time. */
export type UploadKind = 'diagnostics' | 'log';
export const UPLOAD_KINDS: readonly UploadKind[] = ['diagnostics', 'log'];

/** How an upload ended. Only what `failed` is tried again. */
export type UploadOutcome =
  | 'uploaded'
  | 'failed'
  /** The location is no URL. */
  | 'bad-message'
  /** A protocol that the station does not speak. */
  | 'not-supported'
  /** The other side does not let the station in. */
  | 'permission-denied';

/** An upload that was accepted and whose end the central system does not know yet. */
export type UploadRecord = {
  /** Of GetLog; null of GetDiagnostics. */
  readonly requestId: number | null;
  readonly logType: 'DiagnosticsLog' | 'SecurityLog';
  readonly fileName: string;
  /** Nothing older and nothing later is asked for. */
  readonly oldest: IsoTime | null;
  readonly latest: IsoTime | null;
  /** After the first try (errata 3.50). */
  readonly retries: number;
  readonly retryInterval_s: number;
  /** Null while it is tried. */
  readonly outcome: UploadOutcome | null;
};

/**
 * Where the location of an upload is stored: it may hold a password (`ftp://user:password@host/`), so it is
 * no part of the records.
 */
export const LOCATION_SECRET = { diagnostics: 'DiagnosticsLocation', log: 'LogLocation' } as const;
export type LocationSecret = (typeof LOCATION_SECRET)[UploadKind];
