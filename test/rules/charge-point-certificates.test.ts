import { expect, it } from 'vitest';
import { certificatesInForce, cpoName } from '../../machines/rules/charge-point-certificates.ts';
import { ownOf } from './calls/root-certificate.ts';
import { iso, NOON } from './station-fixture.ts';

it('only certificates that are valid now are shown, the newest of them first (A02.FR.08, FR.10)', () => {
  const later = ownOf('later', { notBefore: iso(NOON + 1) });
  const newest = ownOf('newest', { notBefore: iso(NOON) });
  const fallback = ownOf('fallback', { notAfter: iso(NOON) });
  const expired = ownOf('expired', { notAfter: iso(NOON - 1) });
  const chargePointCertificates = [later, newest, fallback, expired];
  const at = (wall_ms: number) =>
    certificatesInForce({ chargePointCertificates }, { monotonic_ms: 0, wall_ms });
  expect(at(NOON)).toEqual([newest, fallback]);
  expect(at(NOON + 1)).toEqual([later, newest]);
});

it('the operator of a certificate request is CpoName, empty where it is not set or not there', () => {
  expect(cpoName({ configuration: { CpoName: 'Example Power' } })).toBe('Example Power');
  expect(cpoName({ configuration: { CpoName: '' } })).toBe('');
  expect(cpoName({ configuration: {} })).toBe('');
});
