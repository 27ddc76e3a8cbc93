import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { ANSWERED_ACTIONS, answerTo } from '../../../drivers/demo-central-system/answers.ts';
import { conversation, lineOf } from '../../../drivers/demo-central-system/conversation.ts';
import { idTagInfo } from '../../../drivers/demo-central-system/id-tags.ts';
import {
  EMPTY_BOOK,
  type StationBook,
  withMessage,
} from '../../../drivers/demo-central-system/station-book.ts';

const CONTEXT = { currentTime: '2026-11-22T12:00:00.000Z', interval_s: 60, signs: false };
const START = { connectorId: 1, idTag: 'CARD', meterStart: 100, timestamp: '2026-11-22T11:59:00.000Z' };

function told(...messages: [string, object][]): { book: StationBook; confs: object[] } {
  let book = EMPTY_BOOK;
  const confs = messages.map(([action, request]) => {
    const answer = answerTo(action, request, book, CONTEXT);
    if (!answer) throw new Error(`no answer to ${action}`);
    book = answer.book;
    return answer.conf;
  });
  return { book, confs };
}

describe('cards of the demo central system', () => {
  it.each([
    ['04A1B2C3D4E5F6', { status: 'Accepted' }],
    ['BAD-1', { status: 'Invalid' }],
    ['bad', { status: 'Invalid' }],
    ['BLOCKED', { status: 'Blocked' }],
    ['EXPIRED-7', { status: 'Expired', expiryDate: '2020-01-01T00:00:00.000Z' }],
    ['FAMILY-1', { status: 'Accepted', parentIdTag: 'FAMILY' }],
    ['family-2', { status: 'Accepted', parentIdTag: 'FAMILY' }],
    ['FAMILY-3', { status: 'Accepted' }],
  ])('%s is %j', (idTag, info) => {
    expect(idTagInfo(idTag)).toEqual(info);
  });
});

describe('answers of the demo central system', () => {
  it('exist for every action that the OCPP schemas let a station send', () => {
    const require = createRequire(import.meta.url);
    const schemas: { $id: string }[] = require('ocpp-rpc/lib/schemas/ocpp1_6.json');
    const actions = new Set(schemas.map(({ $id }) => /^urn:(\w+)\./.exec($id)![1]!));
    expect(ANSWERED_ACTIONS.filter((action) => !actions.has(action))).toEqual([]);
    const unanswered = [...actions].filter((action) => !ANSWERED_ACTIONS.includes(action));
    expect(unanswered.sort()).toEqual(
      [
        ...[
          'CancelReservation',
          'CertificateSigned',
          'ChangeAvailability',
          'ChangeConfiguration',
          'ClearCache',
        ],
        ...['ClearChargingProfile', 'DeleteCertificate', 'ExtendedTriggerMessage', 'GetCompositeSchedule'],
        ...[
          'GetConfiguration',
          'GetDiagnostics',
          'GetInstalledCertificateIds',
          'GetLocalListVersion',
          'GetLog',
        ],
        ...['InstallCertificate', 'RemoteStartTransaction', 'RemoteStopTransaction', 'ReserveNow', 'Reset'],
        ...[
          'SendLocalList',
          'SetChargingProfile',
          'SignedUpdateFirmware',
          'TriggerMessage',
          'UnlockConnector',
        ],
        'UpdateFirmware',
      ].sort(),
    );
    expect(answerTo('Reset', {}, EMPTY_BOOK, CONTEXT)).toBeNull();
    expect(answerTo('toString', {}, EMPTY_BOOK, CONTEXT)).toBeNull();
  });

  it('give each transaction its own id, and the same id to a repeated StartTransaction', () => {
    const { confs, book } = told(
      ['StartTransaction', START],
      ['StartTransaction', { ...START, connectorId: 2 }],
      ['StartTransaction', START],
    );
    expect(confs).toEqual(
      [1, 2, 1].map((transactionId) => ({ transactionId, idTagInfo: { status: 'Accepted' } })),
    );
    expect(book.transactions.map(({ transactionId, connectorId }) => [transactionId, connectorId])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it('refuse the idTag of a transaction that has started nevertheless', () => {
    const { confs } = told(['StartTransaction', { ...START, idTag: 'BLOCKED' }]);
    expect(confs).toEqual([{ transactionId: 1, idTagInfo: { status: 'Blocked' } }]);
  });

  it('keep what is told of a transaction', () => {
    const meterValue = [
      { timestamp: 't1', sampledValue: [] },
      { timestamp: 't2', sampledValue: [{ value: '150' }] },
    ];
    const { book, confs } = told(
      ['StartTransaction', START],
      ['MeterValues', { connectorId: 1, transactionId: 1, meterValue }],
      [
        'StopTransaction',
        { transactionId: 1, meterStop: 200, timestamp: 't3', reason: 'Local', idTag: 'FAMILY-1' },
      ],
    );
    expect(book.transactions).toEqual([
      {
        transactionId: 1,
        connectorId: 1,
        idTag: 'CARD',
        meterStart: 100,
        startedAt: START.timestamp,
        lastMeterValue: meterValue[1],
        meterStop: 200,
        stoppedAt: 't3',
        reason: 'Local',
      },
    ]);
    expect(confs[2]).toEqual({ idTagInfo: { status: 'Accepted', parentIdTag: 'FAMILY' } });
  });

  it('never reuse an id that an earlier run gave', () => {
    const { confs } = told(
      ['StopTransaction', { transactionId: 41, meterStop: 1, timestamp: 't' }],
      ['StartTransaction', START],
    );
    expect(confs).toEqual([{}, { transactionId: 42, idTagInfo: { status: 'Accepted' } }]);
  });

  it('keep the last status of each connector, in order', () => {
    const { book } = told(
      ['StatusNotification', { connectorId: 2, status: 'Available', errorCode: 'NoError' }],
      ['StatusNotification', { connectorId: 0, status: 'Available', errorCode: 'NoError', timestamp: 't0' }],
      ['StatusNotification', { connectorId: 2, status: 'Faulted', errorCode: 'GroundFailure', info: 'wet' }],
    );
    expect(book.connectors).toEqual([
      { connectorId: 0, status: 'Available', errorCode: 'NoError', timestamp: 't0' },
      {
        connectorId: 2,
        status: 'Faulted',
        errorCode: 'GroundFailure',
        info: 'wet',
        timestamp: CONTEXT.currentTime,
      },
    ]);
  });
});

describe('the conversation', () => {
  it('reads as one aligned line a message, answers named after their call', () => {
    const read = conversation();
    const at = '2026-11-22T12:03:04.123Z';
    const lines = (
      [
        ['[2,"a","Heartbeat",{}]', false],
        ['[2,"a","ClearCache",{}]', true],
        ['[3,"a",{"currentTime":"t"}]', true],
        ['[3,"a",{"status":"Rejected"}]', false],
        ['[2,"b","UpdateFirmware",{"location":"x"}]', true],
        ['[4,"b","NotSupported","signed only",{}]', false],
        ['[3,"z",{}]', false],
        ['{"no":"message"}', false],
      ] as const
    ).map(([frame, outbound]) => lineOf(read(frame, outbound, at)));
    expect(lines).toEqual([
      '12:03:04.123  CS <- CP  Heartbeat {}',
      '12:03:04.123  CS -> CP  ClearCache {}',
      '12:03:04.123  CS -> CP  Heartbeat.conf {"currentTime":"t"}',
      '12:03:04.123  CS <- CP  ClearCache.conf {"status":"Rejected"}',
      '12:03:04.123  CS -> CP  UpdateFirmware {"location":"x"}',
      '12:03:04.123  CS <- CP  UpdateFirmware error {"code":"NotSupported","description":"signed only"}',
      '12:03:04.123  CS <- CP  (unknown).conf {}',
      '12:03:04.123  CS <- CP  no OCPP-J message "{\\"no\\":\\"message\\"}"',
    ]);
  });

  it('forgets calls that are never answered', () => {
    const read = conversation();
    const hear = (frame: unknown[], outbound: boolean) => read(JSON.stringify(frame), outbound, '').action;
    for (let call = 0; call <= 100; call += 1) hear([2, `${call}`, 'ClearCache', {}], true);
    expect([hear([3, '0', {}], false), hear([3, '1', {}], false), hear([3, '100', {}], false)]).toEqual([
      null,
      'ClearCache',
      'ClearCache',
    ]);
  });

  it('is kept for the last messages only', () => {
    const message = conversation()('[2,"a","Heartbeat",{}]', false, 'then');
    let book = EMPTY_BOOK;
    for (let heard = 0; heard < 300; heard += 1) book = withMessage(book, { ...message, at: `${heard}` });
    expect([book.messages.length, book.messages[0]?.at, book.messages.at(-1)?.at]).toEqual([
      200,
      '100',
      '299',
    ]);
  });

  it('masks an AuthorizationKey', () => {
    const frame = JSON.stringify([
      2,
      'a',
      'ChangeConfiguration',
      { key: 'AuthorizationKey', value: 'F00DF00D' },
    ]);
    expect(lineOf(conversation()(frame, true, '2026-11-22T12:03:04.123Z'))).toBe(
      '12:03:04.123  CS -> CP  ChangeConfiguration {"key":"AuthorizationKey","value":"[secret]"}',
    );
  });
});
