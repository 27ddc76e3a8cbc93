import { describe, expect, it } from 'vitest';
import { applyChange, emptyRecords, RecordChangeError } from '../../machines/rules/apply-change.ts';
import type { RecordChange, StationRecords } from '../../machines/vocabulary/records.ts';
import { Secret } from '../../machines/vocabulary/secret.ts';
import { rootOf } from './calls/root-certificate.ts';
import { recordsWith, T0 } from './frozen-records.ts';
import { sampleProfile } from './sample-profile.ts';

const T1 = '2026-03-01T10:05:00.000Z';
const empty = emptyRecords(sampleProfile());

const open = (id: number, connectorId = 1): RecordChange => ({
  type: 'transaction-opened',
  id,
  connectorId,
  idTag: 'TAG',
  parentIdTag: null,
  reservationId: null,
  meterStart_Wh: 500,
});

describe('records of a new station', () => {
  it('hold the initial value of every key but those that only can be written', () => {
    expect(empty.configuration).toEqual({
      HeartbeatInterval: '60',
      LocalPreAuthorize: 'false',
      NumberOfConnectors: '2',
    });
  });
  it('know each connector of the profile, operative and without a session', () => {
    const idle = { operative: true, endedSession: null };
    expect(empty.connectors).toEqual({ 1: idle, 2: idle });
  });
  it('know of nothing charged, listed, reserved, installed or secret, nor of a clean stop', () => {
    expect(empty).toEqual({
      profile: sampleProfile(),
      configuration: empty.configuration,
      operative: true,
      connectors: empty.connectors,
      transactions: {},
      nextTransaction: 1,
      transactionIds: {},
      localList: { version: 0, entries: [] },
      reservations: {},
      chargingProfiles: [],
      uploads: {},
      securityFallback: null,
      firmware: null,
      roots: [],
      chargePointCertificates: [],
      signingRequest: null,
      credentials: { authorizationKey: false },
      cleanStop: false,
    });
  });
});

describe('a transaction in the records', () => {
  it('starts with its own number, its start as the last reading, and no transactionId', () => {
    const records = recordsWith(empty, open(1));
    expect(records.nextTransaction).toBe(2);
    expect(records.transactions[1]).toEqual({
      id: 1,
      connectorId: 1,
      idTag: 'TAG',
      parentIdTag: null,
      reservationId: null,
      meterStart_Wh: 500,
      startedAt: T0,
      lastReading_Wh: 500,
      lastReadingAt: T0,
      transactionId: null,
      deauthorised: false,
    });
  });

  it('may be a number ahead of the other connector, and as far behind it as that went meanwhile', () => {
    const ahead = recordsWith(empty, open(2, 2));
    expect(ahead.nextTransaction).toBe(3);
    const later = recordsWith(ahead, { type: 'transaction-closed', id: 2 }, open(4, 2));
    const behind = recordsWith(later, open(1, 1));
    expect([Object.keys(behind.transactions), behind.nextTransaction]).toEqual([['1', '4'], 5]);
  });

  it('takes readings with their time, and never a lower one', () => {
    const risen = applyChange(
      recordsWith(empty, open(1)),
      { type: 'transaction-reading', id: 1, energy_Wh: 700 },
      T1,
    );
    expect(risen.transactions[1]).toMatchObject({ lastReading_Wh: 700, lastReadingAt: T1, startedAt: T0 });
    const fallen = applyChange(risen, { type: 'transaction-reading', id: 1, energy_Wh: 600 }, T1);
    expect(fallen.transactions[1]!.lastReading_Wh).toBe(700);
  });

  it('keeps its transactionId for its queued messages after it closed, until it is forgotten', () => {
    const identified = recordsWith(empty, open(1), {
      type: 'transaction-identified',
      id: 1,
      transactionId: 99,
    });
    expect(identified.transactions[1]!.transactionId).toBe(99);
    const closed = recordsWith(identified, { type: 'transaction-closed', id: 1 });
    expect(closed.transactions).toEqual({});
    expect(closed.transactionIds).toEqual({ 1: 99 });
    expect(recordsWith(closed, { type: 'transaction-forgotten', id: 1 }).transactionIds).toEqual({});
  });

  it('learns its transactionId after it closed, when it was started offline', () => {
    const closed = recordsWith(empty, open(1), { type: 'transaction-closed', id: 1 });
    expect(closed.transactionIds).toEqual({});
    const late = recordsWith(closed, { type: 'transaction-identified', id: 1, transactionId: 7 });
    expect(late.transactionIds).toEqual({ 1: 7 });
  });

  it('learns of parent and refusal while open; after that nothing is left to change', () => {
    const learnt: RecordChange[] = [
      { type: 'transaction-parent-learnt', id: 1, parentIdTag: 'P' },
      { type: 'transaction-deauthorised', id: 1 },
    ];
    expect(recordsWith(empty, open(1), ...learnt).transactions[1]).toMatchObject({
      parentIdTag: 'P',
      deauthorised: true,
    });
    const closed = recordsWith(empty, open(1), { type: 'transaction-closed', id: 1 });
    expect(recordsWith(closed, ...learnt)).toEqual(closed);
  });
});

describe('changes of the rest of the records', () => {
  it.each<[RecordChange, Partial<StationRecords>]>([
    [
      { type: 'configuration-set', key: 'HeartbeatInterval', value: '300' },
      { configuration: { ...empty.configuration, HeartbeatInterval: '300' } },
    ],
    [
      { type: 'secret-set', key: 'AuthorizationKey', value: new Secret('00ff') },
      { credentials: { ...empty.credentials, authorizationKey: true } },
    ],
    [{ type: 'secret-set', key: 'LogLocation', value: new Secret('ftp://a:b@logs.test/') }, {}],
    [{ type: 'secret-accepted', key: 'AuthorizationKey' }, {}],
    [{ type: 'secret-forgotten', key: 'ChargePointKey-kA' }, {}],
    [{ type: 'station-availability-set', operative: false }, { operative: false }],
    [
      { type: 'connector-availability-set', connectorId: 2, operative: false },
      { connectors: { ...empty.connectors, 2: { operative: false, endedSession: null } } },
    ],
    [
      { type: 'session-ended', connectorId: 1, idTag: 'X' },
      { connectors: { ...empty.connectors, 1: { operative: true, endedSession: { idTag: 'X' } } } },
    ],
    [
      { type: 'local-list-replaced', list: { version: 3, entries: [{ idTag: 'A', status: 'Accepted' }] } },
      { localList: { version: 3, entries: [{ idTag: 'A', status: 'Accepted' }] } },
    ],
    [{ type: 'reservation-removed', reservationId: 5 }, {}],
    [{ type: 'charging-profiles-replaced', profiles: [] }, { chargingProfiles: [] }],
    [{ type: 'clean-stop-set', clean: true }, { cleanStop: true }],
  ])('%j touches only what it names', (change, expected) => {
    expect(recordsWith(empty, change)).toEqual({ ...empty, ...expected });
  });

  it('keeps root certificates in their order, each once for each use, and deletes one', () => {
    const [central, maker] = [rootOf('A'), rootOf('A', 'ManufacturerRootCertificate')];
    const fingerprint = central.certificate.fingerprint;
    const three = recordsWith(
      empty,
      ...[central, rootOf('B'), maker, rootOf('B')].map(
        (root) => ({ type: 'root-installed', root }) as const,
      ),
    );
    expect(three).toEqual({ ...empty, roots: [central, maker, rootOf('B')] });
    const without = recordsWith(three, { type: 'root-deleted', use: central.use, fingerprint });
    expect(without).toEqual({ ...empty, roots: [maker, rootOf('B')] });
    expect(recordsWith(without, { type: 'root-deleted', use: central.use, fingerprint })).toEqual(without);
  });

  it('stores a reservation under its id, replacing one of the same id, and removes it', () => {
    const reservation = {
      reservationId: 5,
      connectorId: 1,
      idTag: 'R',
      parentIdTag: null,
      expiryDate: T1,
    };
    const twice = recordsWith(
      empty,
      { type: 'reservation-stored', reservation },
      { type: 'reservation-stored', reservation: { ...reservation, connectorId: 2 } },
    );
    expect(twice.reservations).toEqual({ 5: { ...reservation, connectorId: 2 } });
    const other = recordsWith(twice, {
      type: 'reservation-stored',
      reservation: { ...reservation, reservationId: 6 },
    });
    expect(recordsWith(other, { type: 'reservation-removed', reservationId: 5 }).reservations).toEqual({
      6: { ...reservation, reservationId: 6 },
    });
    expect(recordsWith(twice, { type: 'reservation-removed', reservationId: 5 })).toEqual(empty);
  });

  it('forgets whose session ended on a connector, and nothing of the other', () => {
    const both = recordsWith(
      empty,
      { type: 'session-ended', connectorId: 1, idTag: 'X' },
      { type: 'session-ended', connectorId: 2, idTag: 'Y' },
    );
    expect(recordsWith(both, { type: 'session-cleared', connectorId: 1 }).connectors).toEqual({
      1: { operative: true, endedSession: null },
      2: { operative: true, endedSession: { idTag: 'Y' } },
    });
  });
});

describe('impossible changes', () => {
  const running = recordsWith(empty, open(1));
  it.each<[string, StationRecords, RecordChange]>([
    [
      'transaction-reading: no open transaction 8',
      running,
      { type: 'transaction-reading', id: 8, energy_Wh: 1 },
    ],
    ['transaction-closed: no open transaction 8', running, { type: 'transaction-closed', id: 8 }],
    ['transaction-opened: transaction 4 is none of the next, 2', running, open(4, 2)],
    ['transaction-opened: transaction 1 is none of the next, 2', running, open(1, 2)],
    ['transaction-opened: connector 1 still has transaction 1', running, open(2, 1)],
    ['transaction-opened: no connector 3 for transaction 2', running, open(2, 3)],
    ['transaction-forgotten: transaction 1 is still open', running, { type: 'transaction-forgotten', id: 1 }],
    [
      'transaction-identified: transaction 2 never started',
      running,
      { type: 'transaction-identified', id: 2, transactionId: 1 },
    ],
    [
      'transaction-deauthorised: transaction 9 never started',
      running,
      { type: 'transaction-deauthorised', id: 9 },
    ],
    ['session-cleared: no connector 3', running, { type: 'session-cleared', connectorId: 3 }],
    ['configuration-set: no key Foo', running, { type: 'configuration-set', key: 'Foo', value: '' }],
    [
      'configuration-set: no key AuthorizationKey',
      running,
      { type: 'configuration-set', key: 'AuthorizationKey', value: '00' },
    ],
  ])('%s', (words, records, change) => {
    expect(() => applyChange(records, change, T0)).toThrow(RecordChangeError);
    expect(() => applyChange(records, change, T0)).toThrow(words);
    expect(() => applyChange(records, change, T0)).toThrow(
      expect.objectContaining({ name: 'RecordChangeError' }),
    );
  });
});
