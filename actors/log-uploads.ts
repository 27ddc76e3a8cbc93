import { TransferError } from '../drivers/file-transfer/transfer-error.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import { uploadActor } from '../machines/vocabulary/peer.ts';
import { LOCATION_SECRET, type UploadKind, type UploadOutcome } from '../machines/vocabulary/uploads.ts';
import type { Edge } from './edge.ts';
import type { SendLog } from './send-log.ts';

type Needs = {
  readonly edge: Edge;
  readonly storage: Storage;
  readonly sendLog: SendLog;
  readonly complain: (kind: string, detail: string) => void;
};

/** Binds the ports `upload` and `abandonUpload`: what is sent, and where, stands in the storage. */
export class LogUploads {
  readonly #needs: Needs;
  readonly #running = new Map<UploadKind, AbortController>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  upload({ kind, attempt }: { kind: UploadKind; attempt: number }): void {
    const { edge, storage, sendLog, complain } = this.#needs;
    this.abandon({ kind });
    const controller = new AbortController();
    this.#running.set(kind, controller);
    const { signal } = controller;
    const ended = (outcome: UploadOutcome): void => {
      if (!signal.aborted) edge.deliver(uploadActor(kind), { type: 'UPLOAD_ENDED', attempt, outcome });
    };
    const upload = storage.records.uploads[kind];
    const location = storage.secret(LOCATION_SECRET[kind]);
    // Only a damaged file of secrets takes a location from its upload.
    if (!upload || !location) return ended('failed');
    const { logType, fileName, oldest, latest } = upload;
    sendLog({ logType, fileName, oldest, latest, location, signal }).then(
      () => ended('uploaded'),
      (error: unknown) => {
        if (!signal.aborted) complain('a log was not sent', String(error));
        ended(error instanceof TransferError ? error.kind : 'failed');
      },
    );
  }

  abandon({ kind }: { kind: UploadKind }): void {
    this.#running.get(kind)?.abort();
    this.#running.delete(kind);
  }

  /** Ends all transfers: the actors are gone. */
  stop(): void {
    for (const kind of [...this.#running.keys()]) this.abandon({ kind });
  }
}
