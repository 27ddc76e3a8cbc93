import { type Frame, isFrame, overAll, said, type WatchWire } from './wire.ts';

const FINAL = new Set([
  'Uploaded',
  'UploadFailed',
  'UploadFailure',
  'BadMessage',
  'NotSupportedOperation',
  'PermissionDenied',
]);
const KIND: Readonly<Record<string, 'diagnostics' | 'log'>> = {
  GetDiagnostics: 'diagnostics',
  GetLog: 'log',
  DiagnosticsStatusNotification: 'diagnostics',
  LogStatusNotification: 'log',
};
type Upload = { readonly requestId: unknown };

/** Whether the station promised, by this answer, to send something. */
const promises = ({ action, payload }: Frame): boolean =>
  action === 'GetLog'
    ? payload.status === 'Accepted' || payload.status === 'AcceptedCanceled'
    : payload.fileName !== undefined;

/**
 * L5 of uploads: each that was accepted ends in a final status with its requestId, unless another one took
 * its place; and no status is told of an upload that nobody asked for. A status may be told again.
 */
export const watchUploads: WatchWire = (violated) => {
  /** By message id; an answer may be lost with the power, and the upload come all the same. */
  const asked = new Map<string, unknown>();
  const known = { diagnostics: new Set<unknown>(), log: new Set<unknown>() };
  const promised: { diagnostics: Upload | null; log: Upload | null } = { diagnostics: null, log: null };
  const told = (kind: 'diagnostics' | 'log', frame: Frame): void => {
    const { status, requestId } = frame.payload;
    if (status === 'Idle') {
      if (requestId !== undefined) violated(`${said(frame)}: Idle has no requestId`);
      return;
    }
    if (!known[kind].has(requestId)) violated(`${said(frame)}: nobody asked for it`);
    if (FINAL.has(String(status)) && promised[kind]?.requestId === requestId) promised[kind] = null;
  };
  return {
    heard(event) {
      const kind = isFrame(event) ? KIND[event.action] : undefined;
      if (!isFrame(event) || !kind) return;
      if (event.from === 'central system' && event.kind === 'call') {
        asked.set(event.messageId, event.payload.requestId);
        known[kind].add(event.payload.requestId);
      }
      if (event.from !== 'station') return;
      if (event.kind === 'call') told(kind, event);
      if (event.kind === 'result' && promises(event))
        promised[kind] = { requestId: asked.get(event.messageId) };
    },
    ended() {
      for (const [kind, upload] of Object.entries(promised))
        if (upload) violated(`the upload of ${kind} ${upload.requestId ?? ''} has not ended`);
    },
  };
};

export const uploadsEnd = overAll(watchUploads);
