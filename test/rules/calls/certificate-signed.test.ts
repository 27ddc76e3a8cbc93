import { describe, expect, it } from 'vitest';
import { answerCall } from '../../../machines/rules/calls/answer-call.ts';
import type { StationView } from '../../../machines/rules/calls/call.ts';
import type { CertificateFacts } from '../../../machines/vocabulary/certificates.ts';
import { mx007sc } from '../../../machines/vocabulary/profiles/mx007sc.ts';
import type { StationRecords } from '../../../machines/vocabulary/records.ts';
import { chainOf, ownOf, rootOf } from './root-certificate.ts';
import { viewOf } from './station-view.ts';

const REQUEST = { csr: 'CSR', keyHash: 'kNEW', organisation: 'Operator', answered: true };
const view = (change: Partial<StationRecords> = {}): StationView => {
  const it = viewOf(mx007sc);
  const records = { ...it.records, roots: [rootOf('A')], signingRequest: REQUEST, ...change };
  return { ...it, records, at: { monotonic_ms: 0, wall_ms: 1_000 } };
};
const GOOD: Partial<CertificateFacts> = {
  commonName: mx007sc.identity.serialNumber,
  organisation: 'Operator',
  key: { kind: 'RSA', bits: 2048, hash: 'kNEW' },
  isAuthority: false,
  isSelfSigned: false,
};
const SUB = chainOf('SUB', { isSelfSigned: false }).certificates;

/** CertificateSigned with a certificate that is good but for what is `changed`. */
function signed(
  changed: Partial<CertificateFacts> = {},
  at = view(),
  signers = SUB,
  root: string | null = 'fA',
) {
  const { certificates, hashData } = chainOf('NEW', { ...GOOD, ...changed });
  const path = root === null ? null : [...certificates, ...signers];
  const certificateChain = { certificates: [...certificates, ...signers], path, root, hashData };
  return answerCall('CertificateSigned', { certificateChain, length: 3000 }, at);
}
const REJECTED = {
  conf: { status: 'Rejected' },
  why: expect.any(String),
  security: [
    { type: 'InvalidChargePointCertificate', techInfo: expect.stringContaining('CertificateSigned') },
  ],
};

describe('CertificateSigned', () => {
  it('stores the certificate with whoever vouches for it, and is Accepted; then it is shown (A02)', () => {
    const { certificates, hashData } = chainOf('NEW', GOOD);
    const [certificate] = certificates;
    expect(signed()).toEqual({
      conf: { status: 'Accepted' },
      confIfFailed: { status: 'Rejected' },
      changes: [
        {
          type: 'charge-point-certificate-installed',
          certificate: { certificate, chain: 'PEM of NEWPEM of SUB', hashData },
        },
      ],
      then: [{ to: 'charge-point-certificate', event: { type: 'CERTIFICATE_INSTALLED' } }],
    });
  });

  it.each([
    ['another key', { key: { kind: 'RSA', bits: 2048, hash: 'kOTHER' } }],
    ['a weak key', { key: { kind: 'RSA', bits: 1024, hash: 'kNEW' } }],
    ['another station', { commonName: 'MX007SC-0002' }],
    ['no common name', { commonName: null }],
    ['another operator', { organisation: 'Another' }],
    ['no operator', { organisation: null }],
    ['yesterday', { notAfter: '1970-01-01T00:00:00.999Z' }],
    ['a period that is no time', { notAfter: 'tomorrow' }],
  ] as const)('is Rejected, and told, for a certificate of %s', (_, changed) => {
    expect(signed(changed)).toEqual(REJECTED);
  });

  it('takes one to the last millisecond of its period', () => {
    expect(signed({ notAfter: '1970-01-01T00:00:01.000Z' })).toMatchObject({ conf: { status: 'Accepted' } });
  });

  it('takes no period that is no time, even by a clock that was never set', () => {
    const { records } = view();
    expect(signed({ notAfter: 'tomorrow' }, { ...viewOf(mx007sc), records })).toEqual(REJECTED);
  });

  it('takes one that begins later (A02.FR.08)', () => {
    expect(signed({ notBefore: '2030-01-01T00:00:00.000Z' })).toMatchObject({ conf: { status: 'Accepted' } });
  });

  it('is Rejected where nobody that is trusted and valid vouches for it (A02.FR.06)', () => {
    expect(signed({}, view(), SUB, null)).toEqual(REJECTED);
    expect(signed({}, view({ roots: [] }))).toEqual(REJECTED);
    const old = chainOf('SUB', { notAfter: '1970-01-01T00:00:00.999Z' }).certificates;
    expect(signed({}, view(), old)).toEqual(REJECTED);
    const { certificate, ...rest } = rootOf('A');
    const expired = { ...rest, certificate: { ...certificate, notAfter: '1970-01-01T00:00:00.999Z' } };
    expect(signed({}, view({ roots: [expired] }))).toEqual(REJECTED);
    expect(signed({}, view(), SUB, 'fB')).toEqual(REJECTED);
    const another = { ...expired, certificate: { ...expired.certificate, fingerprint: 'fB' } };
    expect(signed({}, view({ roots: [another, rootOf('A')] }))).toMatchObject({
      conf: { status: 'Accepted' },
    });
  });

  it('is Rejected for what was not asked for, is no certificate, or is too long', () => {
    expect(signed({}, view({ signingRequest: null }))).toEqual(REJECTED);
    const none = { certificateChain: null, length: 7 };
    expect(answerCall('CertificateSigned', none, view())).toEqual(REJECTED);
    const { certificates, hashData } = chainOf('NEW', GOOD);
    const empty = { certificateChain: { ...chainOf('NEW'), certificates: [] }, length: 7 };
    expect(answerCall('CertificateSigned', empty, view())).toEqual(REJECTED);
    const certificateChain = { certificates, path: certificates, root: 'fA', hashData };
    const ask = (length: number) => answerCall('CertificateSigned', { certificateChain, length }, view());
    expect(ask(10_000)).toMatchObject({ conf: { status: 'Accepted' } });
    expect(ask(10_001)).toEqual(REJECTED);
  });

  it('keeps the one before as a fallback (A02.FR.10), and forgets the key of the one before that', () => {
    const held = view({ chargePointCertificates: [ownOf('B'), ownOf('C')] });
    expect(signed({}, held)).toMatchObject({
      changes: [
        { type: 'charge-point-certificate-installed' },
        { type: 'secret-forgotten', key: 'ChargePointKey-kC' },
      ],
    });
  });
});

it('DeleteCertificate never deletes the certificate of the charge point (M04.FR.05, AQ-3)', () => {
  const held = view({ chargePointCertificates: [ownOf('B')] });
  const certificateHashData = {
    hashAlgorithm: 'SHA384',
    issuerNameHash: 'aaB3',
    issuerKeyHash: 'bbB3',
    serialNumber: 'BFFF',
  };
  expect(answerCall('DeleteCertificate', { certificateHashData }, held)).toMatchObject({
    conf: { status: 'Failed' },
  });
});

describe('ExtendedTriggerMessage for SignChargePointCertificate', () => {
  const ask = (it: StationView) =>
    answerCall('ExtendedTriggerMessage', { requestedMessage: 'SignChargePointCertificate' }, it);

  it('is Accepted with CpoName, Rejected without, NotImplemented without security profile 3', () => {
    expect(ask(viewOf(mx007sc, { CpoName: 'Operator' }))).toMatchObject({
      conf: { status: 'Accepted' },
      then: [{ event: { type: 'TRIGGERED', requestedMessage: 'SignChargePointCertificate' } }],
    });
    expect(ask(viewOf(mx007sc))).toMatchObject({ conf: { status: 'Rejected' } });
    const basic = { ...mx007sc, security: { ...mx007sc.security, profiles: [1, 2] } };
    expect(ask(viewOf(basic, { CpoName: 'Operator' }))).toEqual({ conf: { status: 'NotImplemented' } });
  });
});
