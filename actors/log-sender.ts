import { uploadFile } from '../drivers/file-transfer/upload-file.ts';
import type { Storage } from '../drivers/storage/storage.ts';
import type { LogArchive } from './log-archive.ts';
import type { SendLog } from './send-log.ts';

type Needs = {
  readonly storage: Pick<Storage, 'records'>;
  readonly archive: Pick<LogArchive, 'lines'>;
  /** How the station stands now: the first line of diagnostics. */
  readonly status: () => Promise<object>;
};

/** JSON lines: of diagnostics first how the station stands and its configuration, then what is asked for. */
export function logSender({ storage, archive, status }: Needs): SendLog {
  return async ({ logType, fileName, oldest, latest, location, signal }) => {
    const { configuration } = storage.records;
    const head =
      logType === 'SecurityLog' ? [] : [JSON.stringify({ station: await status(), configuration })];
    const text = [...head, ...archive.lines(logType, oldest, latest), ''].join('\n');
    const protocols = (configuration.SupportedFileTransferProtocols ?? '').split(',');
    await uploadFile(location.reveal(), protocols, { fileName, content: Buffer.from(text), signal });
  };
}
