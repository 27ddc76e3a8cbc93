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
  const known = new Map<unknown, number>();
  const verified = new Set<unknown>();
  let promised: { readonly requestId: unknown; readonly asked: number } | null = null;
  let count = 0;
  const told = (frame: Frame): void => {
    const { status, requestId } = frame.payload;
    if (status === 'Idle') {
      if (requestId !== undefined) violated(`${said(frame)}: Idle has no requestId`);
      return;
    }
    const order = known.get(requestId);
    if (order === undefined) return violated(`${said(frame)}: nobody asked for it`);
    // It took the place of the other, and the answer that says so was lost with the power.
    if (promised && order > promised.asked) promised = { requestId, asked: order };
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
        count += 1;
        known.set(event.payload.requestId, count);
        verified.delete(event.payload.requestId);
      }
      if (event.kind === 'result' && ACCEPTED.has(event.payload.status)) {
        const requestId = asked.get(event.messageId);
        promised = { requestId, asked: known.get(requestId) ?? 0 };
      }
    },
    ended() {
      if (promised) violated(`the update ${promised.requestId} has not ended`);
    },
  };
};

export const firmwareEnds = overAll(watchFirmware);
