import type { IsoTime } from '../machines/vocabulary/instant.ts';
import type { Secret } from '../machines/vocabulary/secret.ts';
import type { UploadRecord } from '../machines/vocabulary/uploads.ts';

/** What is to be sent where. */
export type LogRequest = Pick<UploadRecord, 'logType' | 'fileName'> & {
  readonly oldest: IsoTime | null;
  readonly latest: IsoTime | null;
  /** URL of a directory, maybe with credentials. */
  readonly location: Secret<string>;
  readonly signal: AbortSignal;
};

/** Gathers a log and sends it. @throws TransferError */
export type SendLog = (request: LogRequest) => Promise<void>;
