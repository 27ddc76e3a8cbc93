import { describe, expect, it } from 'vitest';
import type { FirmwareUpdateEvent } from '../../machines/vocabulary/events.ts';
import {
  alarm,
  alone,
  answered,
  asked,
  BUSY,
  COMMITTED,
  FREE,
  failed,
  fetched,
  fetchedOnce,
  installed,
  installing,
  link,
  NEXT,
  OFFLINE,
  ONLINE,
  REFUSED,
  statusOf,
  telling,
  UPDATE,
  verified,
} from './firmware-update-rig.ts';
import type { MachineAlone } from './machine-alone.ts';

describe('a firmware update', () => {
  it('is fetched, checked, installed when the statuses are out, and restarted into', () => {
    const it = alone().send(asked());
    expect(it.told).toEqual(['call Downloading 7 normal', 'download 1']);
    expect(it.send(fetched(1, 'downloaded')).told).toEqual([
      'abandonDownload',
      'call Downloaded 7 normal',
      'verify 2',
    ]);
    expect(it.send(verified(2)).told).toEqual(['commit verified: firmware-advanced verified d1']);
    expect(it.send(COMMITTED).told).toEqual([
      'call SignatureVerified 7 normal',
      'owner: FIRMWARE_INSTALLS true',
    ]);
    expect(it.pass_s(0.4).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['commit installing: firmware-advanced installing']);
    expect(it.send(COMMITTED).told).toEqual(['call Installing 7 normal', 'install 3']);
    expect(it.send(installed(3)).told).toEqual(['commit rebooting: firmware-advanced rebooting']);
    expect(it.send(COMMITTED).told).toEqual(['call InstallRebooting 7 normal', 'owner: FIRMWARE_REBOOT']);
  });

  it('says how it stands, to who asks, at each step', () => {
    const it = alone();
    expect(statusOf(it)).toBe('Idle');
    expect(statusOf(it.send(asked(UPDATE, false)))).toBe('DownloadScheduled 7');
    expect(statusOf(it.send(alarm('retrieve')))).toBe('Downloading 7');
    expect(statusOf(it.send(BUSY))).toBe('DownloadPaused 7');
    expect(statusOf(it.send(FREE))).toBe('Downloading 7');
    expect(statusOf(it.send(fetched(2, 'downloaded')))).toBe('Downloaded 7');
    expect(statusOf(it.send(verified(3), BUSY, COMMITTED))).toBe('InstallScheduled 7');
    expect(statusOf(it.send(FREE).pass_s(0.5).send(COMMITTED))).toBe('Installing 7');
    expect(statusOf(it.send(installed(4), COMMITTED))).toBe('InstallRebooting 7');
    const later = fetchedOnce({ ...UPDATE, installAt: '2026-03-01T13:00:00.000Z' });
    expect(statusOf(later.send(verified(2)))).toBe('Downloaded 7');
    expect(statusOf(later.send(COMMITTED))).toBe('InstallScheduled 7');
    expect(statusOf(later.send(alarm('install')))).toBe('InstallScheduled 7');
    const verifiedOnly = fetchedOnce().send(verified(2), COMMITTED);
    expect(statusOf(verifiedOnly)).toBe('SignatureVerified 7');
  });

  it('is fetched at its time, and not during a transaction (AQ-4)', () => {
    const it = alone().send(asked(UPDATE, false, true));
    expect(it.told).toEqual(['call DownloadScheduled 7 normal', 'alarm retrieve 2026-03-01T12:00:00.000Z']);
    expect(it.send(alarm('retrieve')).told).toEqual([]);
    expect(it.send(FREE).told).toEqual(['alarm no retrieve', 'call Downloading 7 normal', 'download 1']);
    expect(it.send(BUSY).told).toEqual(['abandonDownload', 'call DownloadPaused 7 normal']);
    // The end of what was abandoned is nobody's.
    expect(it.send(FREE).told).toEqual(['call Downloading 7 normal', 'download 2']);
    expect(it.send(fetched(1, 'downloaded')).told).toEqual([]);
    expect(it.state()).toBe('downloading.transferring');
  });

  it('is tried again after retryInterval, as often as was asked for', () => {
    const it = alone().send(asked(), fetched(1, 'failed')).pass_s(19);
    expect(it.told).toEqual(['call Downloading 7 normal', 'download 1', 'abandonDownload']);
    expect(it.pass_s(1).told).toEqual(['download 2']);
    expect(it.send(fetched(2, 'failed')).told).toEqual([
      'abandonDownload',
      'commit concluded: firmware-concluded download-failed',
    ]);
    expect(it.send(COMMITTED).pass_s(0.5).told).toEqual(['call DownloadFailed 7 normal #1']);
  });

  it.each([
    'permission-denied',
    'not-supported',
    'bad-message',
  ] as const)('that is refused as %s is not tried again', (outcome) => {
    const it = alone().send(asked());
    it.told;
    expect(it.send(fetched(1, outcome)).told).toEqual([
      'abandonDownload',
      'commit concluded: firmware-concluded download-failed',
    ]);
  });

  it('that does not arrive within an hour is abandoned, and tried again as often as one that failed', () => {
    const it = alone().send(asked()).pass_s(3_599);
    it.told;
    expect(it.pass_s(1).told).toEqual(['abandonDownload']);
    expect(it.state()).toBe('downloading.pausing');
    expect(it.pass_s(20).told).toEqual(['download 2']);
    expect(it.pass_s(3_600).told).toEqual([
      'abandonDownload',
      'commit concluded: firmware-concluded download-failed',
    ]);
  });

  it('whose signature is wrong is never installed, and that is a security event', () => {
    const it = fetchedOnce();
    it.told;
    expect(it.send(verified(1)).told).toEqual([]);
    expect(it.send(verified(2, { valid: false })).told).toEqual([
      'commit concluded: firmware-concluded invalid-signature InvalidFirmwareSignature',
    ]);
    expect(it.send(COMMITTED).pass_s(0.5).told).toEqual(['call InvalidSignature 7 normal #1']);
    expect(statusOf(it)).toBe('InvalidSignature 7');
  });

  it('whose file is gone when it is checked is fetched again', () => {
    const it = fetchedOnce();
    it.told;
    expect(it.send(verified(2, { valid: false, digest: null })).told).toEqual([
      'call Downloading 7 normal',
      'download 3',
    ]);
  });

  it('whose file is gone during a transaction is scheduled anew, after that', () => {
    const it = fetchedOnce().send(BUSY);
    it.told;
    it.send(verified(2, { valid: false, digest: null }));
    expect(it.told[0]).toBe('call DownloadScheduled 7 normal');
  });

  it('is installed at its time, and waits for transactions then', () => {
    const it = fetchedOnce({ ...UPDATE, installAt: '2026-03-01T13:00:00.000Z' }).send(verified(2));
    it.told;
    expect(it.send(COMMITTED).told).toEqual([
      'call SignatureVerified 7 normal',
      'call InstallScheduled 7 normal',
      'alarm install 2026-03-01T13:00:00.000Z',
    ]);
    it.send(BUSY);
    expect(it.send(alarm('install')).told).toEqual([
      'alarm no install',
      'call InstallScheduled 7 normal',
      'owner: FIRMWARE_INSTALLS true',
    ]);
    expect(it.pass_s(60).told).toEqual([]);
    it.send(FREE);
    expect(it.state()).toBe('outOfService.clearing.empty');
    expect(it.pass_s(0.5).told).toEqual(['commit installing: firmware-advanced installing']);
  });

  it('whose time of installation is over is installed at once', () => {
    const it = fetchedOnce({ ...UPDATE, installAt: '2026-03-01T12:00:00.000Z' }).send(verified(2), COMMITTED);
    expect(it.state()).toBe('outOfService.clearing.empty');
  });
});

describe('an installation', () => {
  it.each([
    'installation-failed',
    'verification-failed',
  ] as const)('that ends as %s gives the connectors back', (outcome) => {
    const it = installing();
    expect(it.send(installed(2, outcome)).told).toEqual([]);
    expect(it.send(installed(3, outcome)).told).toEqual([
      `commit concluded: firmware-concluded ${outcome}`,
      'owner: FIRMWARE_INSTALLS false',
    ]);
    const status = outcome === 'installation-failed' ? 'InstallationFailed' : 'InstallVerificationFailed';
    expect(it.send(COMMITTED).pass_s(0.5).told).toEqual([`call ${status} 7 normal #1`]);
  });

  it('that does not end within half an hour has failed', () => {
    const it = installing().pass_s(1_799);
    expect(it.told).toEqual([]);
    expect(it.pass_s(1).told).toEqual([
      'commit concluded: firmware-concluded installation-failed',
      'owner: FIRMWARE_INSTALLS false',
    ]);
  });

  it('has no place for another update, nor has the restart after it', () => {
    const it = installing().send(asked(NEXT));
    expect(it.told).toEqual([]);
    expect(it.send(installed(3)).told).toEqual(['commit rebooting: firmware-advanced rebooting']);
    expect(it.send(asked(NEXT)).told).toEqual([]);
    expect(it.state()).toBe('outOfService.rebooting.storing');
  });
});

describe('a commit of an update that is refused is tried again every 5 s', () => {
  it.each<[string, () => MachineAlone<FirmwareUpdateEvent>]>([
    ['verified: firmware-advanced verified d1', () => fetchedOnce().send(verified(2))],
    [
      'installing: firmware-advanced installing',
      () => fetchedOnce().send(verified(2), COMMITTED).pass_s(0.5),
    ],
    ['rebooting: firmware-advanced rebooting', () => installing().send(installed(3))],
    [
      'concluded: firmware-concluded download-failed',
      () => alone().send(asked(), fetched(1, 'permission-denied')),
    ],
    ['told: firmware-told', () => telling().send(answered(1))],
  ])('%s', (words, until) => {
    const it = until();
    expect(it.told.at(-1)).toBe(`commit ${words}`);
    expect(it.send(REFUSED).pass_s(4.9).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual([`commit ${words}`]);
    expect(it.send(REFUSED).pass_s(5).told).toEqual([`commit ${words}`]);
    it.send(COMMITTED);
    expect(it.state()).not.toMatch(/refused|asking|storing/);
  });
});

describe('the final status of an update', () => {
  it('is forgotten when it is confirmed, and by no other answer', () => {
    const it = telling().send(answered(9), failed(9));
    expect([it.told, it.state()]).toEqual([[], 'reporting.telling']);
    expect(it.send(answered(1)).told).toEqual(['commit told: firmware-told']);
    expect(it.send(COMMITTED).state()).toBe('idle');
  });

  it('waits for the connection, and then for the statuses of the connectors', () => {
    const it = alone()
      .send(asked({ ...UPDATE, retries: 0 }), link(OFFLINE))
      .send(fetched(1, 'failed'), COMMITTED)
      .pass_s(600);
    expect(it.state()).toBe('reporting.waiting');
    it.told;
    expect(it.send(link(ONLINE)).pass_s(0.4).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['call DownloadFailed 7 normal #1']);
    expect(it.send(link(OFFLINE), failed(1, 'offline')).state()).toBe('reporting.waiting');
    expect(it.send(link(ONLINE)).pass_s(0.5).told).toEqual(['call DownloadFailed 7 normal #2']);
    expect(it.send(answered(1)).state()).toBe('reporting.telling');
  });

  it('that is not confirmed is told again every 30 s, three times', () => {
    const it = telling();
    for (const request of [1, 2, 3]) {
      expect(it.send(failed(request)).pass_s(29.9).told).toEqual([]);
      it.pass_s(0.1);
      expect(it.state()).toBe('reporting.settling');
      expect(it.pass_s(0.5).told).toEqual([`call DownloadFailed 7 normal #${request + 1}`]);
    }
    expect(it.send(failed(4)).told).toEqual(['commit told: firmware-told']);
  });

  it.each<[string, () => MachineAlone<FirmwareUpdateEvent>]>([
    ['there is no connection', () => telling().send(link(OFFLINE), failed(1, 'offline'))],
    ['the statuses go out', () => telling().send(failed(1)).pass_s(30)],
    ['it rests', () => telling().send(failed(1))],
  ])('is said at once when another update comes while %s', (_, until) => {
    const it = until();
    it.told;
    expect(it.send(asked(NEXT, false)).told).toEqual([
      'call DownloadFailed 7 normal',
      'call DownloadScheduled 8 normal',
      'alarm retrieve 2026-03-01T12:00:00.000Z',
    ]);
  });

  it('that rests waits for a connection, if there is none any more', () => {
    const it = telling().send(failed(1), link(OFFLINE)).pass_s(30);
    expect(it.state()).toBe('reporting.waiting');
  });

  it('that is on its way is not said again when another update comes', () => {
    expect(telling().send(asked(NEXT)).told).toEqual(['call Downloading 8 normal', 'download 2']);
  });
});

describe('an update after a restart', () => {
  it('that had ended is told, and nothing else', () => {
    const it = alone({ update: { ...UPDATE, outcome: 'installation-failed' } });
    expect(statusOf(it)).toBe('InstallationFailed 7');
    expect(it.pass_s(0.5).told).toEqual(['call InstallationFailed 7 normal #1']);
  });

  it('that was told is over; its status is said to who asks', () => {
    const it = alone({ update: { ...UPDATE, outcome: 'download-failed', told: true } });
    expect(it.state()).toBe('idle');
    expect(statusOf(it)).toBe('DownloadFailed 7');
  });

  it('that was accepted is scheduled again as soon as the station is', () => {
    const it = alone({ update: UPDATE, link: OFFLINE });
    expect([it.told, it.state()]).toEqual([[], 'resuming']);
    expect(it.send(link(ONLINE)).told).toEqual([
      'call DownloadScheduled 7 normal',
      'alarm retrieve 2026-03-01T12:00:00.000Z',
    ]);
  });

  it('that was verified is checked again, with the file that is there', () => {
    const it = alone({ update: { ...UPDATE, phase: 'verified', digest: 'd1' } });
    expect(it.told).toEqual(['verify 1']);
  });

  it.each(['installing', 'rebooting'] as const)('that was %s is Installed if it is what runs', (phase) => {
    const it = alone({ update: { ...UPDATE, phase, digest: 'd1' }, running: 'd1' });
    expect(it.told).toEqual(['commit concluded: firmware-concluded installed FirmwareUpdated']);
    expect(statusOf(it.send(COMMITTED))).toBe('Idle');
    expect(it.pass_s(0.5).told).toEqual(['call Installed 7 normal #1']);
  });

  it.each(['installing', 'rebooting'] as const)('that was %s has failed if another runs', (phase) => {
    const it = alone({ update: { ...UPDATE, phase, digest: 'd1' }, running: 'd0' });
    expect(it.told).toEqual(['commit concluded: firmware-concluded installation-failed']);
    it.send(COMMITTED).pass_s(0.5);
    expect(it.told).toEqual(['call InstallationFailed 7 normal #1']);
  });
});

describe('an update whose actor is built anew while the station runs', () => {
  it('goes on installing', () => {
    const it = alone({ update: { ...UPDATE, phase: 'installing', digest: 'd1' }, atStart: false });
    expect(it.told).toEqual(['call Installing 7 normal', 'install 1', 'owner: FIRMWARE_INSTALLS true']);
  });

  it('goes on to the restart', () => {
    const it = alone({ update: { ...UPDATE, phase: 'rebooting', digest: 'd1' }, atStart: false });
    expect(it.told).toEqual([
      'commit rebooting: firmware-advanced rebooting',
      'owner: FIRMWARE_INSTALLS true',
    ]);
  });
});
