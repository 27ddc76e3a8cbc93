import { describe, expect, it } from 'vitest';
import { reset } from '../../../machines/rules/calls/reset.ts';
import type { FirmwareRecord } from '../../../machines/vocabulary/firmware.ts';
import { iso, NOON, view } from '../station-fixture.ts';

const accepted = (kind: 'Hard' | 'Soft') => ({
  conf: { status: 'Accepted' },
  then: [{ to: 'charge-point', event: { type: 'RESET', kind } }],
});
const firmware = (change: Partial<FirmwareRecord>): FirmwareRecord => ({
  requestId: 1,
  retrieveAt: iso(NOON),
  installAt: null,
  retries: 0,
  retryInterval_s: 0,
  signingCertificate: 'PEM',
  signature: 'c2ln',
  phase: 'accepted',
  digest: null,
  outcome: null,
  told: false,
  ...change,
});

describe('Reset', () => {
  it.each(['Hard', 'Soft'] as const)('%s is Accepted, and begins after the answer (5.14)', (type) => {
    expect(reset({ type }, view())).toEqual(accepted(type));
  });

  it('is Rejected while the station goes down already', () => {
    expect(reset({ type: 'Hard' }, view({}, { restarting: true }))).toEqual({ conf: { status: 'Rejected' } });
  });

  it.each([
    'installing',
    'rebooting',
  ] as const)('is Rejected while firmware is %s, with a reason', (phase) => {
    for (const type of ['Hard', 'Soft'] as const)
      expect(reset({ type }, view({ firmware: firmware({ phase }) }))).toEqual({
        conf: { status: 'Rejected' },
        why: expect.any(String) as string,
      });
  });

  it('is Accepted while firmware is still fetched or waits, and after it', () => {
    for (const phase of ['accepted', 'verified'] as const)
      expect(reset({ type: 'Hard' }, view({ firmware: firmware({ phase }) }))).toEqual(accepted('Hard'));
    const over = firmware({ phase: 'installing', outcome: 'installation-failed' });
    expect(reset({ type: 'Hard' }, view({ firmware: over }))).toEqual(accepted('Hard'));
  });
});
