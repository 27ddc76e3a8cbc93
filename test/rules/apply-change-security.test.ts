import { describe, expect, it } from 'vitest';
import { applyChange, emptyRecords, RecordChangeError } from '../../machines/rules/apply-change.ts';
import type { SigningRequest } from '../../machines/vocabulary/certificates.ts';
import type { FirmwareRecord } from '../../machines/vocabulary/firmware.ts';
import type { RecordChange, StationRecords } from '../../machines/vocabulary/records.ts';
import type { UploadRecord } from '../../machines/vocabulary/uploads.ts';
import { ownOf } from './calls/root-certificate.ts';
import { FIRMWARE } from './firmware-record.ts';
import { recordsWith, T0 } from './frozen-records.ts';
import { sampleProfile } from './sample-profile.ts';

const empty = emptyRecords(sampleProfile());

const UPLOAD: UploadRecord = {
  requestId: 7,
  logType: 'SecurityLog',
  fileName: 'log.jsonl',
  oldest: null,
  latest: T0,
  retries: 2,
  retryInterval_s: 10,
  outcome: null,
};
const REQUEST: SigningRequest = { csr: 'PEM', keyHash: 'kA', organisation: 'Org', answered: false };

describe('an upload in the records', () => {
  const diagnostics = { ...UPLOAD, requestId: null };
  const both = recordsWith(
    empty,
    { type: 'upload-stored', kind: 'diagnostics', upload: diagnostics },
    { type: 'upload-stored', kind: 'log', upload: UPLOAD },
  );

  it('is one of its kind beside that of the other kind, and a later one takes its place', () => {
    expect(both).toEqual({ ...empty, uploads: { diagnostics, log: UPLOAD } });
    const upload = { ...UPLOAD, requestId: 8 };
    expect(recordsWith(both, { type: 'upload-stored', kind: 'log', upload })).toEqual({
      ...empty,
      uploads: { diagnostics, log: upload },
    });
  });

  it('keeps how it ended until that is told, and is gone then', () => {
    const concluded = recordsWith(both, { type: 'upload-concluded', kind: 'log', outcome: 'failed' });
    const log = { ...UPLOAD, outcome: 'failed' };
    expect(concluded).toEqual({ ...empty, uploads: { diagnostics, log } });
    const ended = recordsWith(concluded, { type: 'upload-ended', kind: 'log' });
    expect(ended).toEqual({ ...empty, uploads: { diagnostics } });
    expect(recordsWith(ended, { type: 'upload-ended', kind: 'log' })).toEqual(ended);
  });
});

describe('a security profile in the records', () => {
  const [from2, to3] = [{ SecurityProfile: '2' }, { SecurityProfile: '3' }];
  const before = { ...empty, configuration: { ...empty.configuration, ...to3 } };
  const raised = recordsWith(before, { type: 'security-profile-raised', from: 2 });

  it('that was raised may be gone back from (A05.FR.08), until it is proven (FR.09)', () => {
    expect(raised).toEqual({ ...before, securityFallback: 2 });
    expect(recordsWith(raised, { type: 'security-profile-proven' })).toEqual(before);
  });

  it('that nobody could connect with gives way to the one before it, once', () => {
    const reverted = recordsWith(raised, { type: 'security-profile-reverted' });
    expect(reverted).toEqual({ ...empty, configuration: { ...empty.configuration, ...from2 } });
  });
});

describe('a certificate of the charge point in the records', () => {
  const requested = recordsWith(empty, { type: 'signing-requested', request: REQUEST });
  const answered = (keyHash: string, taken: boolean): RecordChange => ({
    type: 'signing-answered',
    keyHash,
    taken,
  });
  const installed = (name: string): RecordChange => ({
    type: 'charge-point-certificate-installed',
    certificate: ownOf(name),
  });

  it('is asked for by one request at a time', () => {
    expect(requested).toEqual({ ...empty, signingRequest: REQUEST });
    const request = { ...REQUEST, keyHash: 'kB' };
    const again = recordsWith(requested, { type: 'signing-requested', request });
    expect(again).toEqual({ ...empty, signingRequest: request });
  });

  it('is waited for once the request is taken, and not where it is refused', () => {
    expect(recordsWith(requested, answered('kA', true))).toEqual({
      ...empty,
      signingRequest: { ...REQUEST, answered: true },
    });
    expect(recordsWith(requested, answered('kA', false))).toEqual(empty);
  });

  it.each([true, false])('may come before the answer, which means nothing then (taken: %s)', (taken) => {
    expect(recordsWith(empty, answered('kA', taken))).toEqual(empty);
    expect(recordsWith(requested, answered('kB', taken))).toEqual(requested);
  });

  it('ends the request of its own key, and no other', () => {
    const chargePointCertificates = [ownOf('A')];
    expect(recordsWith(requested, installed('A'))).toEqual({ ...empty, chargePointCertificates });
    expect(recordsWith(empty, installed('A'))).toEqual({ ...empty, chargePointCertificates });
    expect(recordsWith(requested, installed('B'))).toEqual({
      ...requested,
      chargePointCertificates: [ownOf('B')],
    });
  });

  it('leaves the one before it as a fallback, and none older (A02.FR.10)', () => {
    const three = recordsWith(empty, installed('A'), installed('B'), installed('C'));
    expect(three).toEqual({ ...empty, chargePointCertificates: [ownOf('C'), ownOf('B')] });
  });
});

describe('an update of the firmware in the records', () => {
  const stored = recordsWith(empty, { type: 'firmware-stored', update: FIRMWARE });
  const verified = recordsWith(stored, { type: 'firmware-advanced', phase: 'verified', digest: 'd1' });
  const updating = (change: Partial<FirmwareRecord>): StationRecords => ({
    ...empty,
    firmware: { ...FIRMWARE, ...change },
  });

  it('is the last that was asked for', () => {
    expect(stored).toEqual(updating({}));
    const update = { ...FIRMWARE, requestId: 10 };
    const later = recordsWith(stored, { type: 'firmware-stored', update });
    expect(later).toEqual(updating({ requestId: 10 }));
  });

  it('goes from phase to phase, with the digest of the file from when that is verified', () => {
    expect(verified).toEqual(updating({ phase: 'verified', digest: 'd1' }));
    const installing = recordsWith(verified, { type: 'firmware-advanced', phase: 'installing' });
    expect(installing).toEqual(updating({ phase: 'installing', digest: 'd1' }));
    const another = recordsWith(installing, { type: 'firmware-advanced', phase: 'verified', digest: 'd2' });
    expect(another).toEqual(updating({ phase: 'verified', digest: 'd2' }));
    const fetchedAnew = recordsWith(stored, { type: 'firmware-advanced', phase: 'accepted' });
    expect(fetchedAnew).toEqual(stored);
  });

  it('that failed keeps how, told or not, for whoever asks (L01)', () => {
    const failed = recordsWith(verified, { type: 'firmware-concluded', outcome: 'installation-failed' });
    const kept = { phase: 'verified', digest: 'd1', outcome: 'installation-failed' } as const;
    expect(failed).toEqual(updating(kept));
    expect(recordsWith(failed, { type: 'firmware-told' })).toEqual(updating({ ...kept, told: true }));
  });

  it('that was installed is gone once that is told: the station is Idle (L01)', () => {
    const over = recordsWith(verified, { type: 'firmware-concluded', outcome: 'installed' });
    expect(over).toEqual(updating({ phase: 'verified', digest: 'd1', outcome: 'installed' }));
    const told = recordsWith(over, { type: 'firmware-told' });
    expect(told).toEqual(empty);
    expect(recordsWith(told, { type: 'firmware-told' })).toEqual(empty);
  });
});

describe('what cannot follow from the records', () => {
  it.each<[string, RecordChange]>([
    ['upload-concluded: no upload of log', { type: 'upload-concluded', kind: 'log', outcome: 'failed' }],
    ['security-profile-reverted: there is no way back', { type: 'security-profile-reverted' }],
    [
      'firmware-advanced: no firmware update is under way',
      { type: 'firmware-advanced', phase: 'installing' },
    ],
    [
      'firmware-concluded: no firmware update is under way',
      { type: 'firmware-concluded', outcome: 'installed' },
    ],
  ])('%s', (words, change) => {
    const uploads = { diagnostics: UPLOAD };
    expect(() => applyChange({ ...empty, uploads }, change, T0)).toThrow(RecordChangeError);
    expect(() => applyChange({ ...empty, uploads }, change, T0)).toThrow(words);
  });
});
