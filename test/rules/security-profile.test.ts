import { describe, expect, it } from 'vitest';
import { heldCredentials } from '../../machines/rules/security-profile.ts';
import type {
  CertificateFacts,
  CertificateUse,
  InstalledRoot,
} from '../../machines/vocabulary/certificates.ts';
import { ownOf, rootOf } from './calls/root-certificate.ts';
import { iso, NOON, RECORDS } from './station-fixture.ts';

const held = (records: Partial<typeof RECORDS>) =>
  heldCredentials({ ...RECORDS, ...records }, { monotonic_ms: 0, wall_ms: NOON });
const NOTHING = { authorizationKey: false, centralSystemRoot: false, chargePointCertificate: false };
const EXPIRED = { notAfter: iso(NOON - 1) };

describe('a security profile may be raised with (A05.FR.02 to 04)', () => {
  it('nothing at first, and an AuthorizationKey that is stored', () => {
    expect(held({})).toEqual(NOTHING);
    expect(held({ credentials: { authorizationKey: true } })).toEqual({ ...NOTHING, authorizationKey: true });
  });

  it('a root certificate of the central system that is valid now, whatever stands beside it', () => {
    const root = (use: CertificateUse, change: Partial<CertificateFacts> = {}): InstalledRoot => {
      const it = rootOf('A', use);
      return { ...it, certificate: { ...it.certificate, ...change } };
    };
    const expired = root('CentralSystemRootCertificate', EXPIRED);
    const makers = root('ManufacturerRootCertificate');
    const valid = root('CentralSystemRootCertificate');
    expect(held({ roots: [makers] })).toEqual(NOTHING);
    expect(held({ roots: [expired] })).toEqual(NOTHING);
    expect(held({ roots: [expired, makers] })).toEqual(NOTHING);
    expect(held({ roots: [expired, makers, valid] })).toEqual({ ...NOTHING, centralSystemRoot: true });
  });

  it('a certificate of the charge point that is valid now, be it the fallback', () => {
    expect(held({ chargePointCertificates: [ownOf('A', EXPIRED)] })).toEqual(NOTHING);
    expect(held({ chargePointCertificates: [ownOf('A', EXPIRED), ownOf('B')] })).toEqual({
      ...NOTHING,
      chargePointCertificate: true,
    });
  });
});
