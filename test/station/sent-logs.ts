import type { LogRequest, SendLog } from '../../actors/send-log.ts';
import { TransferError } from '../../drivers/file-transfer/transfer-error.ts';

type Ending = 'sent' | TransferError['kind'] | 'never';

/** Stands for the servers that logs are sent to: what was sent, and how each transfer ends. */
export class SentLogs {
  readonly requests: LogRequest[] = [];
  /** How the next transfers end, in order; then all are sent. */
  readonly endings: Ending[] = [];

  readonly send: SendLog = (request) => {
    this.requests.push(request);
    const ending = this.endings.shift() ?? 'sent';
    if (ending === 'sent') return Promise.resolve();
    if (ending === 'never') return new Promise(() => {});
    return Promise.reject(new TransferError(ending, 'as told'));
  };
}
