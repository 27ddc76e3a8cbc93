import { describe, expect, it } from 'vitest';
import { firmwareEnds } from './firmware-ends.ts';
import { CP, CS, wire } from './wire-sample.ts';

const update = (requestId: number, status = 'Accepted') =>
  [
    [0, 'call', CS, `u${requestId}`, 'SignedUpdateFirmware', { requestId }],
    [0, 'result', CP, `u${requestId}`, 'SignedUpdateFirmware', { status }],
  ] as const;
const told = (status: string, requestId?: number) =>
  [
    0,
    'call',
    CP,
    `${status}${requestId}`,
    'SignedFirmwareStatusNotification',
    requestId === undefined ? { status } : { status, requestId },
  ] as const;

describe('updates end', () => {
  it.each([
    ['in a failure', wire(...update(1), told('Downloading', 1), told('DownloadFailed', 1))],
    [
      'across a boot',
      wire(
        ...update(1),
        told('SignatureVerified', 1),
        told('Installing', 1),
        'started',
        told('Installed', 1),
      ),
    ],
    ['replaced', wire(...update(1), ...update(2, 'AcceptedCanceled'), told('InvalidSignature', 2))],
    ['refused, so that nothing is due', wire(...update(1, 'InvalidCertificate'), ...update(2, 'Rejected'))],
    ['told again', wire(...update(1), told('DownloadFailed', 1), told('DownloadFailed', 1))],
    ['asked how nothing stands', wire(told('Idle'))],
    ['whose answer was lost', wire(update(1)[0], 'started', told('InstallationFailed', 1))],
    [
      'replaced, the answer lost with the power',
      wire(...update(1), update(2)[0], 'started', told('DownloadFailed', 2)),
    ],
  ])('passes one %s', (_name, events) => {
    expect(firmwareEnds(events)).toEqual([]);
  });

  it.each([
    ['that never ended', wire(...update(1), told('Downloaded', 1))],
    ['that ended under another requestId', wire(...update(1), ...update(2), told('DownloadFailed', 1))],
    [
      'that took the place of another, and never ended',
      wire(...update(1), update(2)[0], 'started', told('Downloading', 2)),
    ],
    ['that nobody asked for', wire(told('Downloading', 9))],
    ['that is Idle with a requestId', wire(told('Idle', 1))],
    [
      'that is installed unverified',
      wire(...update(1), told('Installing', 1), told('InstallationFailed', 1)),
    ],
    [
      'that is installed by what was verified for another one before',
      wire(
        ...update(1),
        told('SignatureVerified', 1),
        told('InstallationFailed', 1),
        ...update(1),
        told('Installing', 1),
        told('Installed', 1),
      ),
    ],
  ])('finds one %s', (_name, events) => {
    expect(firmwareEnds(events)).toHaveLength(1);
  });
});
