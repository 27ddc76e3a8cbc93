import { describe, expect, it } from 'vitest';
import { answerCall } from '../../../machines/rules/calls/answer-call.ts';
import type { StationView } from '../../../machines/rules/calls/call.ts';
import { CHARGE_POINT, connectorActor } from '../../../machines/vocabulary/peer.ts';
import type { ReservationRecord } from '../../../machines/vocabulary/records.ts';
import type { ConnectorSummary } from '../../../machines/vocabulary/summary.ts';
import { chargingProfile } from '../charging-fixture.ts';
import {
  CHARGING,
  connector,
  FAULTED,
  iso,
  NOON,
  RECORDS,
  TRANSACTION,
  UNAVAILABLE,
  view,
} from '../station-fixture.ts';

const REJECTED = { conf: { status: 'Rejected' } };
/** Links on which the station is not accepted: nothing is started or stopped from afar (4.2). */
const LINKS = (['unknown', 'pending', 'rejected'] as const).map((registration) => ({
  link: { connected: true, registration },
}));

it('an action without a rule is NotSupported; one with a rule is answered by it', () => {
  expect(answerCall('BootNotification', {}, view())).toMatchObject({ error: { code: 'NotSupported' } });
  expect(answerCall('GetLocalListVersion', {}, view())).toEqual({ conf: { listVersion: 0 } });
});

describe('Reset', () => {
  it.each(['Soft', 'Hard'])('%s is carried out after the answer (5.14)', (type) => {
    expect(answerCall('Reset', { type }, view())).toEqual({
      conf: { status: 'Accepted' },
      then: [{ to: CHARGE_POINT, event: { type: 'RESET', kind: type } }],
    });
  });

  it('is Rejected while one is under way', () => {
    expect(answerCall('Reset', { type: 'Soft' }, view({}, { restarting: true }))).toEqual(REJECTED);
  });
});

describe('RemoteStopTransaction', () => {
  const stop = (transactionId: number, station: Partial<StationView> = {}, first = CHARGING) =>
    answerCall(
      'RemoteStopTransaction',
      { transactionId },
      view(
        { transactions: { 7: TRANSACTION, 8: { ...TRANSACTION, id: 8, connectorId: 2, transactionId: 80 } } },
        { connectors: [connector(1, first), connector(2, { ...CHARGING, transaction: 8 })], ...station },
      ),
    );

  it('stops the transaction of that id, and no other (5.12)', () => {
    const event = { type: 'STOP', reason: 'Remote', idTag: null, immediate: false };
    const stopped = (id: number) => ({
      conf: { status: 'Accepted' },
      then: [{ to: connectorActor(id), event }],
    });
    expect(stop(70)).toEqual(stopped(1));
    expect(stop(80)).toEqual(stopped(2));
  });

  it('is Rejected for one that is unknown, known by our own id only, or ending already', () => {
    expect(stop(7)).toEqual(REJECTED);
    expect(stop(71)).toEqual(REJECTED);
    expect(stop(70, {}, { ...CHARGING, session: 'stopping' })).toEqual(REJECTED);
    expect(stop(70, {}, { ...CHARGING, transaction: 9 })).toEqual(REJECTED);
    const none = view({}, { connectors: [connector(1, { session: 'transaction' })] });
    expect(answerCall('RemoteStopTransaction', { transactionId: 70 }, none)).toEqual(REJECTED);
  });

  it.each(LINKS)('is Rejected before the station is accepted: %o', (station) => {
    expect(stop(70, station)).toEqual(REJECTED);
  });
});

describe('RemoteStartTransaction', () => {
  type Changes = Partial<ConnectorSummary>;
  const PREPARING: Changes = { status: 'Preparing', session: 'preparing', plugged: true };
  const configuration = {
    ...RECORDS.configuration,
    AuthorizeRemoteTxRequests: 'false',
    LocalPreAuthorize: 'true',
    LocalAuthorizeOffline: 'true',
    AllowOfflineTxForUnknownId: 'false',
  };
  const start = (
    first: Changes,
    second: Changes,
    request: object = {},
    {
      station = {},
      settings = {},
      reserved = [],
    }: {
      station?: Partial<StationView>;
      settings?: object;
      reserved?: readonly Partial<ReservationRecord>[];
    } = {},
  ) => {
    const entries = [{ idTag: 'LISTED', status: 'Accepted', parentIdTag: 'FAMILY' } as const];
    const localList = { version: 1, entries };
    const connectors = [connector(1, first), connector(2, second)];
    const reservations = Object.fromEntries(
      reserved.map((it, index) => [
        index,
        {
          reservationId: index,
          connectorId: 1,
          idTag: 'HOLDER',
          parentIdTag: null,
          expiryDate: iso(NOON + 1),
          ...it,
        },
      ]),
    );
    const at = view(
      { configuration: { ...configuration, ...settings }, localList, reservations },
      { connectors, ...station },
    );
    return answerCall('RemoteStartTransaction', { idTag: 'B', ...request }, at);
  };
  const event = (changes: object) => ({
    type: 'REMOTE_START',
    idTag: 'B',
    verdict: 'accepted',
    verdictOffline: 'accepted',
    parentIdTag: null,
    floating: true,
    reservationId: null,
    chargingProfile: null,
    ...changes,
  });

  it.each<[string, Changes, Changes, number | null]>([
    ['the lowest free one', {}, {}, 1],
    ['the single one that is plugged', {}, PREPARING, 2],
    ['of two plugged neither', PREPARING, PREPARING, null],
    ['the free one, if the other is in use', CHARGING, {}, 2],
    ['no faulted one', FAULTED, {}, 2],
    ['no plugged one that is out of service', {}, { ...PREPARING, ...UNAVAILABLE }, 1],
    ['no finishing one that nobody named', { session: 'finishing', plugged: true }, CHARGING, null],
    ['no finishing one whose cable is not known yet', { session: 'finishing' }, CHARGING, null],
    ['none with a cable that nobody began with', { session: 'idle', plugged: true }, {}, 2],
    ['none', FAULTED, UNAVAILABLE, null],
  ])('without a connector takes %s', (_, first, second, expected) => {
    const then = [{ to: connectorActor(expected ?? 0), event: event({}) }];
    expect(start(first, second)).toEqual(
      expected === null ? REJECTED : { conf: { status: 'Accepted' }, then },
    );
  });

  it('with a connector takes that one and stays there, be it free, plugged or finishing', () => {
    for (const second of [{}, PREPARING, { session: 'finishing' as const }])
      expect(start(PREPARING, second, { connectorId: 2 })).toEqual({
        conf: { status: 'Accepted' },
        then: [{ to: connectorActor(2), event: event({ floating: false }) }],
      });
    for (const second of [CHARGING, FAULTED, UNAVAILABLE])
      expect(start({}, second, { connectorId: 2 })).toEqual(REJECTED);
  });

  it('has the local rules asked, for now and for a link that is lost, if the key wants it (5.11)', () => {
    const settings = { AuthorizeRemoteTxRequests: 'true' };
    const of = (idTag: string) => start({}, {}, { idTag }, { settings });
    const known = { idTag: 'LISTED', parentIdTag: 'FAMILY' };
    expect(of('LISTED')).toMatchObject({ then: [{ event: event(known) }] });
    const unknown = { idTag: 'X', verdict: 'ask', verdictOffline: 'refused' };
    expect(of('X')).toMatchObject({ then: [{ event: event(unknown) }] });
  });

  describe('on a connector that is reserved', () => {
    const on1 = (idTag: string, reserved: Partial<ReservationRecord>, settings: object = {}) =>
      start({}, {}, { connectorId: 1, idTag }, { reserved: [{ reservationId: 4, ...reserved }], settings });
    const accepted = (changes: object) => ({
      conf: { status: 'Accepted' },
      then: [{ to: connectorActor(1), event: event({ floating: false, reservationId: 4, ...changes }) }],
    });

    it('uses the reservation of its driver, or of a parent that the list knows, and no other', () => {
      expect(on1('holder', {})).toEqual(accepted({ idTag: 'holder' }));
      expect(on1('LISTED', { parentIdTag: 'family' })).toEqual(
        accepted({ idTag: 'LISTED', parentIdTag: 'FAMILY' }),
      );
      expect(on1('B', {})).toEqual(REJECTED);
      expect(on1('LISTED', {})).toEqual(REJECTED);
    });

    it.each([
      'true',
      'false',
    ])('for a family has Authorize asked who is of it (asks for others: %s)', (asks) => {
      const settings = { AuthorizeRemoteTxRequests: asks, AllowOfflineTxForUnknownId: 'true' };
      expect(on1('B', { parentIdTag: 'P' }, settings)).toEqual(
        accepted({ verdict: 'ask', verdictOffline: 'refused' }),
      );
    });

    it('for a family is Rejected where the list alone accepts the idTag, as one of another', () => {
      expect(on1('LISTED', { parentIdTag: 'P' })).toEqual(REJECTED);
      expect(on1('LISTED', { parentIdTag: 'P' }, { LocalPreAuthorize: 'false' })).toEqual(
        accepted({ idTag: 'LISTED', verdict: 'ask', verdictOffline: 'refused' }),
      );
    });

    it('for a family is Rejected while it is in use or does not work', () => {
      for (const first of [CHARGING, FAULTED, UNAVAILABLE]) {
        const reserved = [{ parentIdTag: 'P' }];
        expect(start(first, {}, { connectorId: 1 }, { reserved })).toEqual(REJECTED);
      }
    });

    it('without a connector is not tried there, and takes the next', () => {
      const reserved = [{ parentIdTag: 'P' }];
      expect(start({}, {}, {}, { reserved })).toMatchObject({ then: [{ to: connectorActor(2) }] });
      expect(start({}, FAULTED, {}, { reserved })).toEqual(REJECTED);
    });
  });

  it('carries the charging profile with the moment it came, and is Rejected with one that cannot be', () => {
    const profile = chargingProfile({}, { chargingProfilePurpose: 'TxProfile' });
    const carried = { profile, installedAt: iso(NOON) };
    expect(start({}, {}, { chargingProfile: profile })).toEqual({
      conf: { status: 'Accepted' },
      then: [{ to: connectorActor(1), event: event({ chargingProfile: carried }) }],
    });
    for (const wrong of [{ chargingProfilePurpose: 'TxDefaultProfile' }, { transactionId: 70 }])
      expect(start({}, {}, { chargingProfile: { ...profile, ...wrong } })).toEqual(REJECTED);
  });

  it.each([...LINKS, { restarting: true }])('is Rejected where nothing may start: %o', (station) => {
    expect(start({}, {}, {}, { station })).toEqual(REJECTED);
  });
});
