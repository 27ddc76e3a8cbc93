import type { Requests } from '../../messages/catalogue.ts';
import { parseIsoTime } from '../../vocabulary/instant.ts';
import { uploadActor } from '../../vocabulary/peer.ts';
import type { Secret } from '../../vocabulary/secret.ts';
import { LOCATION_SECRET, type UploadKind, type UploadRecord } from '../../vocabulary/uploads.ts';
import { uploadFileName } from '../upload-file-name.ts';
import type { CallDecision, CallRule } from './call.ts';

/** What the station decides where the central system leaves it open (OCPP 1.6 ed.2 6.25). */
const OWN_RETRIES = 2;
const OWN_RETRY_INTERVAL_S = 10;
const MOST_RETRIES = 100;
const LONGEST_INTERVAL_S = 86_400;

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** Whether a time ends before it begins. */
export const isBackwards = (oldest: string | null, latest: string | null): boolean =>
  oldest !== null && latest !== null && (parseIsoTime(oldest) ?? 0) > (parseIsoTime(latest) ?? 0);

type Asked = { readonly retries?: number; readonly retryInterval?: number };

/** The retries that are asked for, within reason. */
export const retriesOf = ({
  retries = OWN_RETRIES,
  retryInterval = OWN_RETRY_INTERVAL_S,
}: Asked): Pick<UploadRecord, 'retries' | 'retryInterval_s'> => ({
  retries: within(retries, MOST_RETRIES),
  retryInterval_s: within(retryInterval, LONGEST_INTERVAL_S),
});

/** Stores an upload with its location, answers, and begins it: it replaces one that is under way. */
export const uploadAccepted = (
  kind: UploadKind,
  upload: UploadRecord,
  location: Secret<string>,
): Pick<Extract<CallDecision, { conf: object }>, 'changes' | 'then'> => ({
  changes: [
    { type: 'upload-stored', kind, upload },
    { type: 'secret-set', key: LOCATION_SECRET[kind], value: location },
  ],
  then: [{ to: uploadActor(kind), event: { type: 'UPLOAD', upload } }],
});

type GetDiagnosticsRequest = Omit<Requests['GetDiagnostics'], 'location'> & {
  readonly location: Secret<string>;
};

/**
 * OCPP 1.6 ed.2 5.9: the name of the file, then Uploading, then Uploaded or UploadFailed. Nothing is named,
 * and nothing follows, where there can be nothing (it ends before it begins) or nothing can be stored.
 */
export const getDiagnostics: CallRule<GetDiagnosticsRequest> = (request, view) => {
  const { location, startTime = null, stopTime = null } = request;
  if (isBackwards(startTime, stopTime)) return { conf: {}, why: 'stopTime is before startTime' };
  const fileName = uploadFileName('diagnostics', view);
  const upload: UploadRecord = {
    requestId: null,
    logType: 'DiagnosticsLog',
    fileName,
    oldest: startTime,
    latest: stopTime,
    ...retriesOf(request),
    outcome: null,
  };
  return { conf: { fileName }, confIfFailed: {}, ...uploadAccepted('diagnostics', upload, location) };
};
