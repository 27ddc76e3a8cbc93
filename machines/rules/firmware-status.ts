import type { CallRequest } from '../vocabulary/effects.ts';
import type { FirmwareOutcome, FirmwareRecord } from '../vocabulary/firmware.ts';
import { FIRMWARE_UPDATE } from '../vocabulary/peer.ts';
import type { SecurityEvent } from '../vocabulary/security-events.ts';

/** A status of SignedFirmwareStatusNotification (security whitepaper ed.3 L01). */
export type FirmwareStatus =
  | 'Idle'
  | 'DownloadScheduled'
  | 'Downloading'
  | 'DownloadPaused'
  | 'Downloaded'
  | 'SignatureVerified'
  | 'InstallScheduled'
  | 'Installing'
  | 'InstallRebooting'
  | (typeof FINAL)[FirmwareOutcome];

const FINAL = {
  installed: 'Installed',
  'download-failed': 'DownloadFailed',
  'invalid-signature': 'InvalidSignature',
  'installation-failed': 'InstallationFailed',
  'verification-failed': 'InstallVerificationFailed',
} as const;

export const finalStatus = (outcome: FirmwareOutcome): FirmwareStatus => FINAL[outcome];

/** What a question for the status finds after a restart: nothing after an update that was installed. */
export const statusOf = (update: FirmwareRecord | null): FirmwareStatus =>
  update?.outcome == null || update.outcome === 'installed' ? 'Idle' : FINAL[update.outcome];

/**
 * The notification of how an update stands, with its requestId, but for Idle.
 * @param request comes back with the answer.
 */
export const firmwareStatus = (
  status: FirmwareStatus,
  { requestId, request, urgency }: Pick<CallRequest, 'request' | 'urgency'> & { requestId: number | null },
): CallRequest => ({
  requester: FIRMWARE_UPDATE,
  request,
  urgency,
  action: 'SignedFirmwareStatusNotification',
  payload: { status, ...(requestId === null || status === 'Idle' ? {} : { requestId }) },
});

/** The security event that an outcome is (whitepaper L01.FR.03, section 8). */
export function firmwareEvents(
  outcome: FirmwareOutcome,
  { requestId }: Pick<FirmwareRecord, 'requestId'>,
): readonly SecurityEvent[] {
  const techInfo = `requestId ${requestId}`;
  if (outcome === 'installed') return [{ type: 'FirmwareUpdated', techInfo }];
  if (outcome === 'invalid-signature') return [{ type: 'InvalidFirmwareSignature', techInfo }];
  return [];
}
