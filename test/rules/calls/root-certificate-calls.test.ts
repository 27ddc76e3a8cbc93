import { describe, expect, it } from 'vitest';
import { answerCall } from '../../../machines/rules/calls/answer-call.ts';
import type { StationView } from '../../../machines/rules/calls/call.ts';
import type { CertificateChain, InstalledRoot } from '../../../machines/vocabulary/certificates.ts';
import { mx007sc } from '../../../machines/vocabulary/profiles/mx007sc.ts';
import { chainOf, ownOf, rootOf } from './root-certificate.ts';
import { viewOf } from './station-view.ts';

const CENTRAL = 'CentralSystemRootCertificate';
const MANUFACTURER = 'ManufacturerRootCertificate';
const ACCEPTED = { conf: { status: 'Accepted' } };
const withRoots = (...roots: readonly InstalledRoot[]): StationView => {
  const view = viewOf(mx007sc);
  return { ...view, records: { ...view.records, roots }, at: { monotonic_ms: 0, wall_ms: 1_000 } };
};
const checked = (view: StationView): StationView => {
  const configuration = { ...view.records.configuration, AdditionalRootCertificateCheck: 'true' };
  return { ...view, records: { ...view.records, configuration } };
};

describe('InstallCertificate', () => {
  const install = (certificate: CertificateChain | null, view = withRoots(), certificateType = CENTRAL) =>
    answerCall('InstallCertificate', { certificateType, certificate }, view);

  it.each([CENTRAL, MANUFACTURER] as const)('stores a %s, and only then is Accepted (M05)', (use) => {
    expect(install(chainOf('A'), withRoots(), use)).toEqual({
      conf: { status: 'Accepted' },
      confIfFailed: { status: 'Failed' },
      changes: [{ type: 'root-installed', root: rootOf('A', use) }],
    });
  });

  it.each([
    ['2048 bits of RSA', { kind: 'RSA', bits: 2048 }, 'Accepted'],
    ['2047 bits of RSA', { kind: 'RSA', bits: 2047 }, 'Rejected'],
    ['224 bits of EC', { kind: 'EC', bits: 224 }, 'Accepted'],
    ['192 bits of EC', { kind: 'EC', bits: 192 }, 'Rejected'],
    ['a kind that the whitepaper does not name', { kind: 'other', bits: 4096 }, 'Rejected'],
  ] as const)('of a key of %s: %s is %s', (_, key, status) => {
    expect(install(chainOf('A', { key: { ...key, hash: 'k' } }))).toMatchObject({ conf: { status } });
  });

  it.each([
    ['no authority', { isAuthority: false }],
    ['signed by another', { isSelfSigned: false }],
    ['not valid yet', { notBefore: '1970-01-01T00:00:01.001Z' }],
    ['not valid any more', { notAfter: '1970-01-01T00:00:00.999Z' }],
    ['of a period that is no time', { notAfter: 'tomorrow' }],
    ['of a serial number that nothing could name', { serialNumber: 'F'.repeat(41) }],
  ])('is Rejected, with the reason for the log, for one that is %s', (_, changed) => {
    const decision = install(chainOf('A', changed));
    const security = [{ type: 'InvalidCentralSystemCertificate', techInfo: expect.any(String) }];
    expect(decision).toEqual({ conf: { status: 'Rejected' }, why: expect.any(String), security });
    expect(install(chainOf('A', changed), withRoots(), MANUFACTURER)).not.toHaveProperty('security');
  });

  it('takes one to the second of its period', () => {
    const { notBefore, notAfter } = { notBefore: '1970-01-01T00:00:01Z', notAfter: '1970-01-01T00:00:01Z' };
    expect(install(chainOf('A', { notBefore, notAfter }))).toMatchObject(ACCEPTED);
  });

  it('is Rejected for what is no certificate, and for two', () => {
    const two = [...chainOf('A').certificates, ...chainOf('B').certificates];
    const empty = { ...chainOf('A'), certificates: [] };
    for (const none of [null, empty, { ...chainOf('A'), certificates: two }])
      expect(install(none)).toMatchObject({ conf: { status: 'Rejected' } });
  });

  it('is Rejected where nobody knows its issuer: no hash data could name it to be deleted (M04)', () => {
    expect(install({ ...chainOf('A'), hashData: null })).toMatchObject({
      conf: { status: 'Rejected' },
      why: expect.any(String) as string,
    });
  });

  it('takes a serial number of 40 digits, the most that hash data have (whitepaper 6.1)', () => {
    expect(install(chainOf('A', { serialNumber: 'F'.repeat(40) }))).toMatchObject(ACCEPTED);
  });

  it('is Accepted for one that is there, and changes nothing; for another use it is another', () => {
    expect(install(chainOf('A'), withRoots(rootOf('A')))).toEqual(ACCEPTED);
    expect(install(chainOf('A'), withRoots(rootOf('A')), MANUFACTURER)).toMatchObject({
      changes: [{ root: { use: MANUFACTURER } }],
    });
  });

  it('is Rejected for one more than CertificateStoreMaxLength, of both uses (M05.FR.03)', () => {
    const nine = Array.from({ length: 9 }, (_, i) => rootOf(`R${i}`, i % 2 ? CENTRAL : MANUFACTURER));
    expect(install(chainOf('A'), withRoots(...nine))).toMatchObject(ACCEPTED);
    const full = withRoots(...nine, rootOf('R9'));
    expect(install(chainOf('A'), full)).toMatchObject({ conf: { status: 'Rejected' } });
    expect(install(chainOf('R9'), full)).toEqual(ACCEPTED);
  });

  it('has no such limit where a station profile of its own has no such key', () => {
    const ten = withRoots(...Array.from({ length: 10 }, (_, i) => rootOf(`R${i}`)));
    const { CertificateStoreMaxLength: _, ...configuration } = ten.records.configuration;
    const view = { ...ten, records: { ...ten.records, configuration } };
    expect(install(chainOf('A'), view)).toMatchObject(ACCEPTED);
  });

  it('must be signed by the one before where AdditionalRootCertificateCheck is true (M05.FR.09)', () => {
    const signed = { ...chainOf('B'), root: rootOf('A').certificate.fingerprint };
    const view = checked(withRoots(rootOf('A')));
    expect(install(signed, view)).toMatchObject(ACCEPTED);
    expect(install(chainOf('B'), view)).toMatchObject({ conf: { status: 'Rejected' } });
    expect(install(chainOf('B'), view, MANUFACTURER)).toMatchObject(ACCEPTED);
    const manufacturers = checked(withRoots(rootOf('A', MANUFACTURER)));
    for (const use of [CENTRAL, MANUFACTURER])
      expect(install(chainOf('B'), manufacturers, use)).toMatchObject(ACCEPTED);
    const both = checked(withRoots(rootOf('A', MANUFACTURER), rootOf('A')));
    expect(install(chainOf('B'), both)).toMatchObject({ conf: { status: 'Rejected' } });
  });
});

describe('DeleteCertificate', () => {
  const named = (name: string, digit = '2', hashAlgorithm = 'SHA256') => ({
    hashAlgorithm,
    issuerNameHash: `aa${name}${digit}`,
    issuerKeyHash: `bb${name}${digit}`,
    serialNumber: `${name}FFF`,
  });
  const remove = (certificateHashData: object, view: StationView) =>
    answerCall('DeleteCertificate', { certificateHashData }, view);
  const both = withRoots(rootOf('A'), rootOf('B'));
  const gone = (name: string, use: InstalledRoot['use'] = CENTRAL) => ({
    conf: { status: 'Accepted' },
    confIfFailed: { status: 'Failed' },
    changes: [{ type: 'root-deleted', use, fingerprint: `f${name}` }],
  });

  it.each([
    ['SHA256', '2'],
    ['SHA384', '3'],
    ['SHA512', '5'],
  ])('finds it by its hash data under %s, in any case and with zeroes before the number', (algorithm, n) => {
    expect(remove(named('A', n, algorithm), both)).toEqual(gone('A'));
    const { hashAlgorithm, ...rest } = named('A', n, algorithm);
    const texts = Object.entries(rest).map(([key, text]) => [key, text.toUpperCase()]);
    expect(remove({ hashAlgorithm, ...Object.fromEntries(texts) }, both)).toEqual(gone('A'));
    expect(remove({ ...named('A', n, algorithm), serialNumber: '00afff' }, both)).toEqual(gone('A'));
  });

  it.each([
    ['another name', { issuerNameHash: 'aaB2' }],
    ['another key', { issuerKeyHash: 'bbB2' }],
    ['another number', { serialNumber: 'BFFF' }],
    ['another algorithm', { hashAlgorithm: 'SHA512' }],
  ])('is NotFound for hash data of %s', (_, changed) => {
    expect(remove({ ...named('A'), ...changed }, both)).toEqual({ conf: { status: 'NotFound' } });
  });

  it('drops the zeroes before a serial number only, none within it', () => {
    const { certificate, ...rest } = rootOf('A');
    const inner = { ...rest, certificate: { ...certificate, serialNumber: 'A00FF' } };
    const view = withRoots(inner, rootOf('B'));
    for (const serialNumber of ['A00FF', '0A00FF'])
      expect(remove({ ...named('A'), serialNumber }, view)).toEqual(gone('A'));
    expect(remove({ ...named('A'), serialNumber: 'AFF' }, view)).toEqual({ conf: { status: 'NotFound' } });
  });

  it('deletes a root beside a certificate of the charge point, whoever has issued that (M04.FR.05)', () => {
    const { records, ...rest } = both;
    for (const own of [ownOf('C'), { ...ownOf('C'), hashData: null }])
      expect(
        remove(named('A'), { ...rest, records: { ...records, chargePointCertificates: [own] } }),
      ).toEqual(gone('A'));
  });

  it('has Failed for the root that the connection is trusted by (M04.FR.06)', () => {
    const view = { ...both, link: { ...both.link, root: 'fA' } };
    expect(remove(named('A'), view)).toMatchObject({ conf: { status: 'Failed' } });
    expect(remove(named('B'), view)).toEqual(gone('B'));
  });

  it('has Failed for the last root of the central system (AQ-1), not of the manufacturer', () => {
    const view = withRoots(rootOf('A'), rootOf('M', MANUFACTURER));
    expect(remove(named('A'), view)).toMatchObject({ conf: { status: 'Failed' } });
    expect(remove(named('M'), view)).toEqual(gone('M', MANUFACTURER));
  });

  it('deletes one that has both uses whole, or not at all', () => {
    const twice = [rootOf('A'), rootOf('A', MANUFACTURER)];
    for (const roots of [twice, twice.toReversed()])
      expect(remove(named('A'), withRoots(...roots))).toMatchObject({ conf: { status: 'Failed' } });
    expect(remove(named('A'), withRoots(...twice, rootOf('B')))).toMatchObject({
      changes: [{ use: CENTRAL }, { use: MANUFACTURER }],
    });
  });
});

describe('GetInstalledCertificateIds', () => {
  const ids = (certificateType: string, view: StationView) =>
    answerCall('GetInstalledCertificateIds', { certificateType }, view);

  it('names all of a use, and none of the other (M03)', () => {
    const view = withRoots(rootOf('A'), rootOf('M', MANUFACTURER), rootOf('B'));
    const id = (name: string) => ({
      hashAlgorithm: 'SHA256',
      issuerNameHash: `aa${name}2`,
      issuerKeyHash: `bb${name}2`,
      serialNumber: `${name}FFF`,
    });
    expect(ids(CENTRAL, view)).toEqual({
      conf: { status: 'Accepted', certificateHashData: [id('A'), id('B')] },
    });
    expect(ids(MANUFACTURER, view)).toEqual({
      conf: { status: 'Accepted', certificateHashData: [id('M')] },
    });
  });

  it('is NotFound where there is none', () => {
    expect(ids(MANUFACTURER, withRoots(rootOf('A')))).toEqual({ conf: { status: 'NotFound' } });
  });
});
