import { describe, expect, it } from 'vitest';
import {
  type FirmwareStatus,
  finalStatus,
  firmwareEvents,
  firmwareStatus,
  statusOf,
} from '../../machines/rules/firmware-status.ts';
import type { FirmwareOutcome } from '../../machines/vocabulary/firmware.ts';
import { FIRMWARE } from './firmware-record.ts';

/** Security whitepaper L01: the statuses that an update ends with. */
const FINAL: Readonly<Record<FirmwareOutcome, string>> = {
  installed: 'Installed',
  'download-failed': 'DownloadFailed',
  'invalid-signature': 'InvalidSignature',
  'installation-failed': 'InstallationFailed',
  'verification-failed': 'InstallVerificationFailed',
};
const OUTCOMES = Object.keys(FINAL) as FirmwareOutcome[];

describe('the status of an update', () => {
  it.each(OUTCOMES)('%s is that of the whitepaper', (outcome) => {
    expect(finalStatus(outcome)).toBe(FINAL[outcome]);
  });

  it('that is asked for after a restart is the last one, or Idle if it was Installed (L01)', () => {
    const asked = OUTCOMES.map((outcome) => [outcome, statusOf({ ...FIRMWARE, outcome })]);
    expect(Object.fromEntries(asked)).toEqual({ ...FINAL, installed: 'Idle' });
  });

  it('is Idle where there is none, and none has ended', () => {
    expect(statusOf(null)).toBe('Idle');
    expect(statusOf(FIRMWARE)).toBe('Idle');
  });
});

describe('SignedFirmwareStatusNotification', () => {
  const told = (status: FirmwareStatus, requestId: number | null) =>
    firmwareStatus(status, { requestId, request: 4, urgency: 'triggered' });
  const call = (payload: object) => ({
    requester: 'firmware-update',
    request: 4,
    urgency: 'triggered',
    action: 'SignedFirmwareStatusNotification',
    payload,
  });

  it('has the requestId of its update, which is mandatory but for Idle (L01)', () => {
    expect(told('Installing', 0)).toStrictEqual(call({ status: 'Installing', requestId: 0 }));
    expect(told('Idle', 9)).toStrictEqual(call({ status: 'Idle' }));
  });

  it('has none where there is no update to name', () => {
    expect(told('Idle', null)).toStrictEqual(call({ status: 'Idle' }));
    expect(told('DownloadFailed', null)).toStrictEqual(call({ status: 'DownloadFailed' }));
  });
});

describe('the security event of an update', () => {
  it('is FirmwareUpdated or InvalidFirmwareSignature (L01.FR.03, section 8), and else there is none', () => {
    const events = OUTCOMES.map((outcome) => [outcome, firmwareEvents(outcome, { requestId: 9 })]);
    expect(Object.fromEntries(events)).toEqual({
      installed: [{ type: 'FirmwareUpdated', techInfo: 'requestId 9' }],
      'invalid-signature': [{ type: 'InvalidFirmwareSignature', techInfo: 'requestId 9' }],
      'download-failed': [],
      'installation-failed': [],
      'verification-failed': [],
    });
  });
});
