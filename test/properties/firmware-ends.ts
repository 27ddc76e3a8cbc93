import { type Frame, isFrame, overAll, said, type WatchWire } from './wire.ts';

const FINAL = new Set([
  'DownloadFailed',
  'InvalidSignature',
  'InstallVerificationFailed',
  'InstallationFailed',
  'Installed',
]);
const ACCEPTED = new Set<unknown>(['Accepted', 'AcceptedCanceled']);

/**
 * L5 and S12 of firmware: each update that was accepted ends in a final status with its requestId, unless
 * another one took its place; no status is told of one that nobody asked for; and nothing is installed whose
 * signature was not verified before. A status may be told again.
 */
export const watchFirmware: WatchWire = (violated) => {
  /** By message id; an answer may be lost with the power, and the update go on all the same. */
  const asked = new Map<string, unknown>();
  const known = new Set<unknown>();
  const verified = new Set<unknown>();
  let promised: { readonly requestId: unknown } | null = null;
  const told = (frame: Frame): void => {
    const { status, requestId } = frame.payload;
    if (status === 'Idle') {
      if (requestId !== undefined) violated(`${said(frame)}: Idle has no requestId`);
      return;
    }
    if (!known.has(requestId)) violated(`${said(frame)}: nobody asked for it`);
    if (status === 'SignatureVerified') verified.add(requestId);
    if (status === 'Installing' && !verified.has(requestId))
      violated(`${said(frame)}: its signature was not verified`);
    if (FINAL.has(String(status)) && promised?.requestId === requestId) promised = null;
  };
  return {
    heard(event) {
      if (!isFrame(event)) return;
      if (event.action === 'SignedFirmwareStatusNotification' && event.kind === 'call') told(event);
      if (event.action !== 'SignedUpdateFirmware') return;
      if (event.kind === 'call') {
        asked.set(event.messageId, event.payload.requestId);
        known.add(event.payload.requestId);
        verified.delete(event.payload.requestId);
      }
      if (event.kind === 'result' && ACCEPTED.has(event.payload.status))
        promised = { requestId: asked.get(event.messageId) };
    },
    ended() {
      if (promised) violated(`the update ${promised.requestId} has not ended`);
    },
  };
};

export const firmwareEnds = overAll(watchFirmware);
