import type { Requests } from '../../messages/catalogue.ts';
import type { Secret } from '../../vocabulary/secret.ts';
import type { UploadRecord } from '../../vocabulary/uploads.ts';
import { uploadFileName } from '../upload-file-name.ts';
import type { CallRule } from './call.ts';
import { isBackwards, retriesOf, uploadAccepted } from './get-diagnostics.ts';

type GetLogRequest = Omit<Requests['GetLog'], 'log'> & {
  readonly log: Omit<Requests['GetLog']['log'], 'remoteLocation'> & {
    readonly remoteLocation: Secret<string>;
  };
};

/** Security whitepaper ed.3 N01: an upload that is under way is cancelled, which the answer says (FR.12). */
export const getLog: CallRule<GetLogRequest> = (request, view) => {
  const { requestId, logType, log } = request;
  const { remoteLocation, oldestTimestamp = null, latestTimestamp = null } = log;
  if (isBackwards(oldestTimestamp, latestTimestamp))
    return { conf: { status: 'Rejected' }, why: 'latestTimestamp is before oldestTimestamp' };
  const filename = uploadFileName(logType === 'SecurityLog' ? 'security-log' : 'diagnostics', view);
  const upload: UploadRecord = {
    requestId,
    logType,
    fileName: filename,
    oldest: oldestTimestamp,
    latest: latestTimestamp,
    ...retriesOf(request),
    outcome: null,
  };
  const before = view.records.uploads.log;
  const status = before && before.outcome === null ? 'AcceptedCanceled' : 'Accepted';
  return {
    conf: { status, filename },
    confIfFailed: { status: 'Rejected' },
    ...uploadAccepted('log', upload, remoteLocation),
  };
};
