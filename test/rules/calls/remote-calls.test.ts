import { describe, expect, it } from 'vitest';
import { answerCall } from '../../../machines/rules/calls/answer-call.ts';
import type { StationView } from '../../../machines/rules/calls/call.ts';
import { CHARGE_POINT, connectorActor } from '../../../machines/vocabulary/peer.ts';
import type { ConnectorSummary } from '../../../machines/vocabulary/summary.ts';
import { CHARGING, connector, FAULTED, RECORDS, TRANSACTION, UNAVAILABLE, view } from '../station-fixture.ts';

const REJECTED = { conf: { status: 'Rejected' } };
/** Links on which the station is not accepted: nothing is started or stopped from afar (4.2). */
const LINKS = (['unknown', 'pending', 'rejected'] as const).map((registration) => ({
  link: { connected: true, registration },
}));

it('an action without a rule is NotSupported; one with a rule is answered by it', () => {
  expect(answerCall('SignedUpdateFirmware', {}, view())).toMatchObject({ error: { code: 'NotSupported' } });
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
    { station = {}, settings = {} }: { station?: Partial<StationView>; settings?: object } = {},
  ) => {
    const entries = [{ idTag: 'LISTED', status: 'Accepted', parentIdTag: 'FAMILY' } as const];
    const localList = { version: 1, entries };
    const connectors = [connector(1, first), connector(2, second)];
    const at = view(
      { configuration: { ...configuration, ...settings }, localList },
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

  it.each([...LINKS, { restarting: true }])('is Rejected where nothing may start: %o', (station) => {
    expect(start({}, {}, {}, { station })).toEqual(REJECTED);
  });
});
