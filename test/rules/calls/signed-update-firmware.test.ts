import { describe, expect, it } from 'vitest';
import type { StationView } from '../../../machines/rules/calls/call.ts';
import {
  type SignedUpdateFirmwareRequest,
  signedUpdateFirmware,
} from '../../../machines/rules/calls/signed-update-firmware.ts';
import type {
  CertificateChain,
  CertificateFacts,
  InstalledRoot,
} from '../../../machines/vocabulary/certificates.ts';
import type { FirmwareRecord } from '../../../machines/vocabulary/firmware.ts';
import type { StationRecords } from '../../../machines/vocabulary/records.ts';
import { Secret } from '../../../machines/vocabulary/secret.ts';
import { CHARGING, connector, view as fixture, iso, NOON } from '../station-fixture.ts';
import { chainOf, rootOf } from './root-certificate.ts';

const MANUFACTURER = 'ManufacturerRootCertificate';
const location = new Secret('https://operator:password@firmware.test/fw.bin');

const view = (records: Partial<StationRecords> = {}, station: Partial<StationView> = {}): StationView =>
  fixture({ roots: [rootOf('M', MANUFACTURER)], ...records }, station);
const rootWith = (changed: Partial<CertificateFacts>): InstalledRoot => {
  const { certificate, ...rest } = rootOf('M', MANUFACTURER);
  return { ...rest, certificate: { ...certificate, ...changed } };
};

/** A signing certificate right below the root of the manufacturer, good but for what is `changed`. */
function chain(changed: Partial<CertificateFacts> = {}, between: CertificateChain['certificates'] = []) {
  const it = chainOf('S', { isAuthority: false, isSelfSigned: false, ...changed });
  return { ...it, path: [...it.certificates, ...between], root: 'fM' };
}

const request = (
  signingCertificate: CertificateChain | null = chain(),
  firmware: Partial<SignedUpdateFirmwareRequest['firmware']> = {},
  rest: Partial<SignedUpdateFirmwareRequest> = {},
): SignedUpdateFirmwareRequest => ({
  requestId: 7,
  firmware: { location, retrieveDateTime: iso(NOON), signature: 'c2ln', signingCertificate, ...firmware },
  ...rest,
});

const UPDATE: FirmwareRecord = {
  requestId: 7,
  retrieveAt: iso(NOON),
  installAt: null,
  retries: 2,
  retryInterval_s: 10,
  signingCertificate: 'PEM of S',
  signature: 'c2ln',
  phase: 'accepted',
  digest: null,
  outcome: null,
  told: false,
};
const accepted = (update: Partial<FirmwareRecord>, status = 'Accepted', due = true, busy = false) => ({
  conf: { status },
  confIfFailed: { status: 'Rejected' },
  changes: [
    { type: 'firmware-stored', update: { ...UPDATE, ...update } },
    { type: 'secret-set', key: 'FirmwareLocation', value: location },
  ],
  then: [{ to: 'firmware-update', event: { type: 'UPDATE', update: { ...UPDATE, ...update }, due, busy } }],
});
const INVALID = {
  conf: { status: 'InvalidCertificate' },
  confIfFailed: { status: 'InvalidCertificate' },
  why: expect.any(String) as string,
  security: [{ type: 'InvalidFirmwareSigningCertificate', techInfo: expect.stringContaining('7') as string }],
};

describe('SignedUpdateFirmware', () => {
  it('stores what is asked for and its secret location, is Accepted, and begins (L01)', () => {
    const decision = signedUpdateFirmware(request(), view());
    expect(decision).toEqual(accepted({}));
    expect(JSON.stringify(decision)).not.toContain('password');
  });

  it('passes on the retries and both times; one with an offset is written in UTC', () => {
    const times = { retrieveDateTime: '2026-03-04T13:00:00+02:00', installDateTime: '2026-03-05T00:00:00Z' };
    const asked = request(chain(), times, { retries: 5, retryInterval: 60 });
    expect(signedUpdateFirmware(asked, view())).toEqual(
      accepted({
        retrieveAt: '2026-03-04T11:00:00.000Z',
        installAt: '2026-03-05T00:00:00.000Z',
        retries: 5,
        retryInterval_s: 60,
      }),
    );
  });

  it.each([
    ['a millisecond later', iso(NOON + 1), iso(NOON + 1), false],
    ['now', iso(NOON), iso(NOON), true],
    ['long ago', '1969-12-31T23:59:59Z', '1969-12-31T23:59:59.000Z', true],
    ['no time: now', 'soon', iso(NOON), true],
  ])('is fetched at once where that is due: %s', (_, retrieveDateTime, retrieveAt, due) => {
    const asked = request(chain(), { retrieveDateTime });
    expect(signedUpdateFirmware(asked, view())).toEqual(accepted({ retrieveAt }, 'Accepted', due));
  });

  it.each(['transaction', 'stopping'] as const)('says that a connector is busy: %s', (session) => {
    const connectors = [connector(1), connector(2, { ...CHARGING, session })];
    expect(signedUpdateFirmware(request(), view({}, { connectors }))).toEqual(
      accepted({}, 'Accepted', true, true),
    );
  });
});

describe('the signing certificate of SignedUpdateFirmware is checked before the answer (L01.FR.23)', () => {
  it.each<[string, CertificateChain | null]>([
    ['that is none', null],
    ['that is an empty PEM', { ...chain(), certificates: [] }],
    ['of no root', { ...chain(), path: null, root: null }],
    ['without a path to its root', { ...chain(), path: null }],
    ['of a root that is not installed', { ...chain(), root: 'fOther' }],
    ['below another than the root', chain({}, chainOf('SUB').certificates)],
    ['of an authority', chain({ isAuthority: true })],
    ['of 2047 bits of RSA', chain({ key: { kind: 'RSA', bits: 2047, hash: 'k' } })],
    ['of 223 bits of EC', chain({ key: { kind: 'EC', bits: 223, hash: 'k' } })],
    ['of tomorrow', chain({ notBefore: iso(NOON + 1) })],
    ['of yesterday', chain({ notAfter: iso(NOON - 1) })],
  ])('one %s is an InvalidCertificate, and a security event (L01.FR.02)', (_, certificate) => {
    expect(signedUpdateFirmware(request(certificate), view())).toEqual(INVALID);
  });

  it.each([
    ['not valid yet', { notBefore: iso(NOON + 1) }],
    ['not valid any more', { notAfter: iso(NOON - 1) }],
  ])('so is one of a root that is %s', (_, changed) => {
    expect(signedUpdateFirmware(request(), view({ roots: [rootWith(changed)] }))).toEqual(INVALID);
  });

  it('is looked for under the root that signed it, among all that are installed', () => {
    const outdated = rootOf('A');
    const certificate = { ...outdated.certificate, notAfter: iso(NOON - 1) };
    const roots = [{ ...outdated, certificate }, rootOf('M', MANUFACTURER)];
    expect(signedUpdateFirmware(request(), view({ roots }))).toEqual(accepted({}));
  });

  it('is good with the least of keys, and to the millisecond of both periods', () => {
    const period = { notBefore: iso(NOON), notAfter: iso(NOON) };
    const roots = [rootWith(period)];
    for (const key of [
      { kind: 'RSA', bits: 2048, hash: 'k' },
      { kind: 'EC', bits: 224, hash: 'k' },
    ] as const)
      expect(signedUpdateFirmware(request(chain({ ...period, key })), view({ roots }))).toEqual(accepted({}));
  });

  it('is judged even where the update would be Rejected', () => {
    const installing = view({ firmware: { ...UPDATE, phase: 'installing' } }, { restarting: true });
    expect(signedUpdateFirmware(request(null), installing)).toEqual(INVALID);
  });
});

describe('SignedUpdateFirmware after another', () => {
  const following = (firmware: Partial<FirmwareRecord>) =>
    signedUpdateFirmware(request(), view({ firmware: { ...UPDATE, requestId: 6, ...firmware } }));

  it.each(['accepted', 'verified'] as const)('cancels one under way, and says so (L01): %s', (phase) => {
    expect(following({ phase })).toEqual(accepted({}, 'AcceptedCanceled'));
  });

  it.each(['installing', 'rebooting'] as const)('is Rejected where there is no way back: %s', (phase) => {
    expect(following({ phase })).toEqual({ conf: { status: 'Rejected' } });
  });

  it.each([
    'accepted',
    'verified',
    'installing',
    'rebooting',
  ] as const)('cancels nothing where that is over: %s', (phase) => {
    for (const outcome of ['installed', 'download-failed', 'installation-failed'] as const)
      expect(following({ phase, outcome })).toEqual(accepted({}));
  });

  it('is Rejected while the station goes down', () => {
    expect(signedUpdateFirmware(request(), view({}, { restarting: true }))).toEqual({
      conf: { status: 'Rejected' },
    });
  });
});
