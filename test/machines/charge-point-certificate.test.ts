import { describe, expect, it } from 'vitest';
import type { CallRequest, CommitRequest } from '../../machines/vocabulary/effects.ts';
import type { ChargePointCertificateEvent } from '../../machines/vocabulary/events.ts';
import type { StationRecords } from '../../machines/vocabulary/records.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import type { LinkSummary } from '../../machines/vocabulary/summary.ts';
import { ownOf } from '../rules/calls/root-certificate.ts';
import { MachineAlone } from './machine-alone.ts';

const ONLINE: LinkSummary = { connected: true, registration: 'accepted' };
const OFFLINE: LinkSummary = { connected: false, registration: 'accepted' };
const SETTINGS = { CpoName: 'Operator', SecurityProfile: '3' };
const REQUEST = { csr: 'CSR', keyHash: 'kNEW', organisation: 'Operator', answered: false };
const DAY_S = 86_400;

function machine(
  records: Partial<StationRecords> = {},
  { link = ONLINE, settings = SETTINGS }: { link?: LinkSummary; settings?: Record<string, string> } = {},
) {
  return new MachineAlone<ChargePointCertificateEvent>('chargePointCertificate', {
    settings,
    records,
    input: { link },
    ports: {
      commit: ({ changes = [] }: CommitRequest) =>
        changes
          .map((it) =>
            'taken' in it ? `${it.type} ${it.taken}` : 'key' in it ? `${it.type} ${it.key}` : it.type,
          )
          .join(', '),
      call: ({ action }: CallRequest) => action,
      alarm: ({ id, wall_ms }: { id: string; wall_ms: number | null }) => `${id} ${wall_ms}`,
      makeKey: ({ attempt, commonName, organisation }) => `${attempt} ${commonName} ${organisation}`,
    },
  });
}
type Machine = ReturnType<typeof machine>;

const made = (attempt: number): ChargePointCertificateEvent => ({
  type: 'KEY_MADE',
  attempt,
  csr: 'CSR',
  keyHash: 'kNEW',
  organisation: 'Operator',
  privateKey: new Secret('private'),
});
const stored = { type: 'COMMITTED', purpose: 'signing-request', then: [] } as const;
const answered = (status: string, request = 1): ChargePointCertificateEvent => ({
  type: 'CALL_ANSWERED',
  action: 'SignCertificate',
  request,
  conf: { status },
});
const failed = (failure: 'offline' | 'timeout', request: number): ChargePointCertificateEvent => ({
  type: 'CALL_FAILED',
  action: 'SignCertificate',
  request,
  failure,
});
/** Asked for, made and stored: SignCertificate was sent. */
function asking(): Machine {
  const it = machine().send('SIGN_CERTIFICATE', made(1));
  it.records.now = { ...it.records.now, signingRequest: REQUEST };
  return it.send(stored);
}

describe('a certificate of the charge point', () => {
  it('is asked for: a key, stored as a secret with its request, and then SignCertificate (A02)', () => {
    const it = machine().send('SIGN_CERTIFICATE');
    expect(it.told).toEqual(['alarm validity null', 'alarm renewal null', 'makeKey 1 MX007SC-0001 Operator']);
    expect(it.send(made(1)).told).toEqual(['commit secret-set ChargePointKey-kNEW, signing-requested']);
    it.records.now = { ...it.records.now, signingRequest: REQUEST };
    expect(it.send(stored).told).toEqual(['call SignCertificate']);
    expect(it.send(answered('Accepted')).told).toEqual(['commit signing-answered true']);
    expect(it.state()).toBe('idle.asked');
  });

  it('that is refused is forgotten with its key', () => {
    const it = asking();
    it.told;
    expect(it.send(answered('Rejected')).told).toEqual([
      'commit signing-answered false, secret-forgotten ChargePointKey-kNEW',
    ]);
  });

  it('takes the place of one that was asked for before, and its key that of the other', () => {
    const it = asking();
    it.told;
    expect(it.send('SIGN_CERTIFICATE').told).toEqual(['makeKey 2 MX007SC-0001 Operator']);
    // The one that was overtaken comes late.
    expect(it.send(made(1)).told).toEqual([]);
    expect(it.send(made(2)).told).toEqual([
      'commit secret-forgotten ChargePointKey-kNEW, secret-set ChargePointKey-kNEW, signing-requested',
    ]);
  });

  it('is asked for when the central system is there, and again where it does not answer', () => {
    const it = machine({ signingRequest: REQUEST }, { link: OFFLINE });
    it.told;
    expect([it.state(), it.told]).toEqual(['telling.waiting', []]);
    expect(it.send({ type: 'LINK', link: ONLINE }).told).toEqual(['call SignCertificate']);
    expect(it.send({ type: 'LINK', link: OFFLINE }, failed('offline', 1)).state()).toBe('telling.waiting');
    expect(it.send({ type: 'LINK', link: ONLINE }).told).toEqual(['call SignCertificate']);
    for (const request of [2, 3, 4]) {
      expect(it.send(failed('timeout', request)).pass_s(29.9).told).toEqual([]);
      expect(it.pass_s(0.1).told).toEqual(['call SignCertificate']);
    }
    expect(it.send(failed('timeout', 5)).pass_s(60).told).toEqual([]);
    expect(it.state()).toBe('idle.asked');
  });

  it('that the central system has the request of is not asked for again after a restart', () => {
    const it = machine({ signingRequest: { ...REQUEST, answered: true } });
    expect([it.state(), it.told]).toEqual(['idle.calm', ['alarm validity null', 'alarm renewal null']]);
  });

  it('comes to nothing without CpoName, a key, or room to store it; the next trigger begins anew', () => {
    expect(machine({}, { settings: {} }).send('SIGN_CERTIFICATE').state()).toBe('idle.calm');
    const it = machine().send('SIGN_CERTIFICATE', { type: 'KEY_FAILED', attempt: 1 });
    expect(it.state()).toBe('idle.asked');
    it.send('SIGN_CERTIFICATE').pass_s(120);
    expect(it.state()).toBe('idle.asked');
    it.send('SIGN_CERTIFICATE', made(3), { type: 'COMMIT_FAILED', purpose: 'signing-request' });
    expect(it.state()).toBe('idle.asked');
    it.told;
    expect(it.send('SIGN_CERTIFICATE').told).toEqual(['makeKey 4 MX007SC-0001 Operator']);
  });

  it('shows its private key to nobody who looks, and forgets it once it is stored', () => {
    const it = machine().send('SIGN_CERTIFICATE', made(1));
    expect(JSON.stringify(it.context())).not.toContain('private"');
    expect(JSON.stringify(it.context())).toContain('[secret]');
    // It is where secrets are kept: nothing else has it from now on.
    expect(JSON.stringify(it.send(stored).context())).not.toContain('[secret]');
  });
});

describe('a certificate that is installed', () => {
  const certificate = ownOf('CP', {
    notBefore: '2026-03-01T00:00:00.000Z',
    notAfter: '2027-03-01T00:00:00.000Z',
  });
  const from = Date.parse('2026-03-01T00:00:00.000Z');
  const renewal = Date.parse('2027-01-30T00:00:00.000Z');
  const held = { chargePointCertificates: [certificate, ownOf('OLD')] };
  const ring = (id: string, over?: true): ChargePointCertificateEvent => ({
    type: 'ALARM',
    id,
    wall_ms: 0,
    ...(over && { over }),
  });

  it('is renewed a month before it expires, unasked (A03.FR.02), and daily until one comes', () => {
    const it = machine(held);
    expect(it.told).toEqual([`alarm validity ${from}`, `alarm renewal ${renewal}`]);
    expect(it.send(ring('renewal')).told).toEqual(['makeKey 1 MX007SC-0001 Operator']);
    it.send({ type: 'KEY_FAILED', attempt: 1 });
    expect(it.pass_s(DAY_S - 1).told).toEqual([]);
    expect(it.pass_s(1).told).toEqual(['makeKey 2 MX007SC-0001 Operator']);
    it.send({ type: 'KEY_FAILED', attempt: 2 }, 'CERTIFICATE_INSTALLED');
    it.told;
    expect(it.pass_s(3 * DAY_S).told).toEqual([]);
  });

  it('that is due without CpoName is asked for when there is one', () => {
    const it = machine(held, { settings: { SecurityProfile: '3' } }).send(ring('renewal'));
    expect(it.state()).toBe('idle.renewing');
    const { configuration } = it.records.now;
    it.records.now = { ...it.records.now, configuration: { ...configuration, CpoName: 'Operator' } };
    expect(it.pass_s(DAY_S).state()).toBe('makingKey');
  });

  it('that becomes due while one is asked for does not disturb that', () => {
    const it = asking();
    expect(it.send(ring('renewal')).state()).toBe('telling.asking');
  });

  it('is shown as soon as it is valid: at once, or when its time comes (A02.FR.08)', () => {
    const reconnect = 'owner: RELAY ocpp-connection';
    const it = machine(held);
    it.told;
    it.send('CERTIFICATE_INSTALLED');
    expect(it.told).toEqual([`alarm validity ${from}`, `alarm renewal ${renewal}`]);
    expect(it.send(ring('validity', true)).told).toEqual([reconnect]);
    // At a start, of one that was valid all along: there is nothing to change.
    expect(it.send(ring('validity', true)).told).toEqual([]);
    expect(it.send(ring('validity')).told).toEqual([reconnect]);
  });

  it('is nothing to reconnect for with another security profile than 3', () => {
    const it = machine(held, { settings: { SecurityProfile: '2' } }).send('CERTIFICATE_INSTALLED');
    it.told;
    expect(it.send(ring('validity')).told).toEqual([]);
  });
});

describe('asking for a certificate', () => {
  const RENEWAL: ChargePointCertificateEvent = { type: 'ALARM', id: 'renewal', wall_ms: 0 };
  const keyFailed = (attempt: number): ChargePointCertificateEvent => ({ type: 'KEY_FAILED', attempt });

  it('hears only what belongs to it', () => {
    const it = machine().send('SIGN_CERTIFICATE', keyFailed(9));
    expect(it.state()).toBe('makingKey');
    const sent = asking();
    sent.told;
    sent.send(answered('Accepted', 9), failed('timeout', 9));
    expect([sent.told, sent.state()]).toEqual([[], 'telling.asking']);
  });

  it('waits two minutes for a key', () => {
    const it = machine().send('SIGN_CERTIFICATE').pass_s(119);
    expect(it.state()).toBe('makingKey');
    expect(it.pass_s(1).state()).toBe('idle.asked');
  });

  it('that is told again waits for a connection, if there is none any more', () => {
    const it = asking().send(failed('timeout', 1), { type: 'LINK', link: OFFLINE }).pass_s(30);
    expect(it.state()).toBe('telling.waiting');
  });

  it('of a renewal that fell due meanwhile begins a day later', () => {
    const it = machine().send('SIGN_CERTIFICATE', RENEWAL, keyFailed(1));
    it.told;
    expect(it.pass_s(DAY_S).told).toEqual(['makeKey 2 MX007SC-0001 Operator']);
  });

  it('of a renewal without CpoName waits for one, and looks each day', () => {
    const it = machine({}, { settings: { SecurityProfile: '3' } }).send(RENEWAL);
    it.told;
    expect(it.pass_s(DAY_S).state()).toBe('idle.renewing');
    it.records.now = { ...it.records.now, configuration: { ...it.records.now.configuration, CpoName: 'X' } };
    expect(it.pass_s(DAY_S).told).toEqual(['makeKey 1 MX007SC-0001 X']);
  });
});
