import { describe, expect, it } from 'vitest';
import type { EventObject } from 'xstate';
import type { CallRequest } from '../../machines/vocabulary/effects.ts';
import type { Relay, RfidSessionEvent } from '../../machines/vocabulary/events.ts';
import type { CardOutcome } from '../../machines/vocabulary/feedback.ts';
import type { StationRecords } from '../../machines/vocabulary/records.ts';
import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';
import { CHARGING, connector, NOON } from '../rules/station-fixture.ts';
import { eventWords, MachineAlone } from './machine-alone.ts';

const FREE = [connector(1), connector(2)];
const ONLINE = { connected: true, registration: 'accepted' } as const;
const OFFLINE = { connected: false, registration: 'accepted' } as const;
const PLUGGED = { plugged: true, status: 'Preparing', session: 'preparing' } as const;
const WAITING = { session: 'awaiting-plug', status: 'Preparing', floating: true, idTag: 'A' } as const;

/** `owner: connector-1 AUTHORISED A …`. */
const relayed = (event: EventObject): string =>
  event.type === 'RELAY'
    ? `${(event as Relay).to} ${eventWords((event as Relay).event as EventObject)}`
    : eventWords(event);

function reader({
  settings = {},
  connectors = FREE,
  records = {},
  link = ONLINE,
}: {
  settings?: Readonly<Record<string, string>>;
  connectors?: readonly ConnectorSummary[];
  records?: Partial<StationRecords>;
  link?: object;
} = {}) {
  return new MachineAlone<RfidSessionEvent>('rfidSession', {
    settings,
    records,
    input: { connectors, link },
    owner: relayed,
    ports: {
      withdraw: () => null,
      call: ({ action, payload }: CallRequest) => `${action} ${JSON.stringify(payload)}`,
      cardOutcome: ({ kind, connectorId }: CardOutcome) =>
        `${kind}${connectorId === null ? '' : ` ${connectorId}`}`,
    },
  });
}
type Reader = ReturnType<typeof reader>;

const card = (idTag: string): RfidSessionEvent => ({
  type: 'CARD',
  idTag,
  at: { monotonic_ms: 0, wall_ms: NOON },
});
const requestOf = (it: Reader): number => it.context<{ control: { request: number } }>().control.request;
const answer = (it: Reader, status: string, parentIdTag?: string): RfidSessionEvent => ({
  type: 'CALL_ANSWERED',
  action: 'Authorize',
  request: requestOf(it),
  conf: { idTagInfo: { status, ...(parentIdTag ? { parentIdTag } : {}) } },
});
const failed = (it: Reader): RfidSessionEvent => ({
  type: 'CALL_FAILED',
  action: 'Authorize',
  request: requestOf(it),
  failure: 'timeout',
});
const summaries = (...connectors: ConnectorSummary[]) => ({ type: 'CONNECTORS', connectors }) as const;
/** Listed and accepted, with its parent; the second one blocked. */
const LIST: Partial<StationRecords> = {
  localList: {
    version: 1,
    entries: [
      { idTag: 'L', status: 'Accepted', parentIdTag: 'P' },
      { idTag: 'X', status: 'Blocked' },
    ],
  },
};

const ASKED = (idTag: string) => ['cardOutcome asked', `call Authorize {"idTag":"${idTag}"}`];
const STARTS = (connectorId: number, idTag: string, parent: string | null = null) => [
  `owner: connector-${connectorId} AUTHORISED true ${idTag} ${parent} false null`,
];

describe('a card', () => {
  it('is authorised by the central system, and brought to a connector', () => {
    const it = reader().send(card('A'));
    expect([it.state(), it.told]).toEqual(['authorising', ASKED('A')]);
    it.send(answer(it, 'Accepted', 'P'));
    expect([it.state(), it.told]).toEqual(['ready', ['cardOutcome accepted 1', ...STARTS(1, 'A', 'P')]]);
  });

  it.each(['Blocked', 'Expired', 'Invalid', 'ConcurrentTx'])('answered %s starts nothing', (status) => {
    const it = reader().send(card('A'));
    it.told;
    it.send(answer(it, status));
    expect([it.state(), it.told]).toEqual(['ready', ['cardOutcome refused']]);
  });

  it('whose question fails, or stays unanswered for 10 s, goes by the rules for offline', () => {
    for (const end of [(it: Reader) => it.send(failed(it)), (it: Reader) => it.pass_s(10)]) {
      const unknown = reader({ records: LIST }).send(card('A'));
      unknown.told;
      expect(end(unknown).told).toEqual(['cardOutcome refused']);
      const listed = reader({ records: LIST }).send(card('L'));
      listed.told;
      expect(end(listed).told).toEqual(['cardOutcome accepted 1', ...STARTS(1, 'L', 'P')]);
      expect(listed.state()).toBe('ready');
    }
    const patient = reader().send(card('A'));
    patient.told;
    expect([patient.pass_s(9.9).told, patient.state()]).toEqual([[], 'authorising']);
  });

  it('does not take the answer to an earlier question', () => {
    const it = reader().send(card('A'));
    const late = answer(it, 'Accepted');
    const lost = failed(it);
    it.send(card('B'));
    it.told;
    it.send(late, lost);
    expect([it.state(), it.told]).toEqual(['authorising', []]);
  });

  it('shown twice while it is looked at is looked at once; another one takes its place', () => {
    const it = reader().send(card('A'));
    it.told;
    expect(it.send(card('a')).told).toEqual([]);
    expect(it.send(card('B')).told).toEqual(ASKED('B'));
  });

  it('offline goes by the list, without a question', () => {
    const it = reader({ records: LIST, link: OFFLINE });
    expect(it.send(card('L')).told).toEqual(['cardOutcome accepted 1', ...STARTS(1, 'L', 'P')]);
    expect(it.send(card('X')).told).toEqual(['cardOutcome refused']);
    expect(it.state()).toBe('ready');
  });

  it('knows of a link that is lost and comes back', () => {
    const it = reader({ records: LIST }).send({ type: 'LINK', link: OFFLINE }, card('L'));
    expect(it.told[0]).toBe('cardOutcome accepted 1');
    expect(it.send({ type: 'LINK', link: ONLINE }, card('L')).told).toEqual(ASKED('L'));
  });

  it('on the list is not asked for online where LocalPreAuthorize says so', () => {
    const it = reader({ records: LIST, settings: { LocalPreAuthorize: 'true' } }).send(card('L'));
    expect(it.told).toEqual(['cardOutcome accepted 1', ...STARTS(1, 'L', 'P')]);
  });

  it('that is no longer looked at is forgotten: the same card is asked for again', () => {
    const it = reader().send(card('A'));
    it.send(answer(it, 'Blocked'));
    it.told;
    expect(it.send(card('A')).told).toEqual(ASKED('A'));
  });
});

describe('a card that was dealt with is kept no longer', () => {
  const kept = (it: Reader) => {
    const { idTag, parentIdTag } = it.context<{ control: { idTag: unknown; parentIdTag: unknown } }>()
      .control;
    return [it.state(), idTag, parentIdTag];
  };
  const offline = (idTag: string) => reader({ records: LIST, link: OFFLINE }).send(card(idTag));
  const asked = (idTag: string) => reader({ records: LIST }).send(card(idTag));
  const answered = (status: string) => {
    const it = asked('A');
    return it.send(answer(it, status, 'P'));
  };
  const unanswered = (idTag: string) => {
    const it = asked(idTag);
    return it.send(failed(it));
  };

  it.each([
    ['accepted by the list', () => offline('L')],
    ['refused by the list', () => offline('X')],
    ['accepted by the central system', () => answered('Accepted')],
    ['refused by the central system', () => answered('Blocked')],
    ['accepted after a question that failed', () => unanswered('L')],
    ['refused after a question that failed', () => unanswered('A')],
    ['accepted after 10 s without an answer', () => asked('L').pass_s(10)],
    ['refused after 10 s without an answer', () => asked('A').pass_s(10)],
  ])('%s', (_, begin) => expect(kept(begin())).toEqual(['ready', null, null]));
});

describe('a card that needs no authorisation', () => {
  const charging = [connector(1, { ...CHARGING, idTag: 'A' }), connector(2)];

  it('of a running transaction stops it', () => {
    const it = reader({ connectors: charging }).send(card('a'));
    expect(it.told).toEqual(['cardOutcome stopped 1', 'owner: connector-1 STOP a false Local']);
    expect(it.state()).toBe('ready');
  });

  it('stops it, too, while another card is looked at', () => {
    const it = reader({ connectors: charging }).send(card('B'));
    it.told;
    it.send(card('A'));
    expect(it.told).toEqual(['cardOutcome stopped 1', 'owner: connector-1 STOP A false Local']);
    expect(it.state()).toBe('authorising');
  });

  it('shown a second time before a cable came cancels', () => {
    const it = reader({ connectors: [connector(1, WAITING), connector(2)] }).send(card('A'));
    expect(it.told).toEqual(['cardOutcome cancelled 1', 'owner: connector-1 RELEASE']);
  });

  it('finds nothing where both connectors are in use', () => {
    const busy = { ...CHARGING, idTag: 'B' };
    const it = reader({ connectors: [connector(1, busy), connector(2, busy)] }).send(card('A'));
    expect(it.told.at(-1)).not.toContain('AUTHORISED');
  });

  it('of the same parent, as the answer says, stops the transaction', () => {
    const family = [connector(1, { ...CHARGING, idTag: 'B', parentIdTag: 'P' }), connector(2)];
    const it = reader({ connectors: family }).send(card('A'));
    it.told;
    it.send(answer(it, 'Accepted', 'P'));
    expect(it.told).toEqual(['cardOutcome stopped 1', 'owner: connector-1 STOP A false Local']);
  });
});

describe('the connectors', () => {
  it('plugged last takes the card', () => {
    const both = [connector(1, PLUGGED), connector(2, PLUGGED)];
    const second = reader({ connectors: [both[0]!, connector(2)] }).send(summaries(...both), card('A'));
    second.send(answer(second, 'Accepted'));
    expect(second.told).toContain(STARTS(2, 'A')[0]);
    const first = reader({ connectors: [connector(1), both[1]!] }).send(summaries(...both), card('A'));
    first.send(answer(first, 'Accepted'));
    expect(first.told).toContain(STARTS(1, 'A')[0]);
  });

  it('plugged other than the one that waits takes the session over', () => {
    const it = reader({ connectors: [connector(1, WAITING), connector(2)] });
    it.send(summaries(connector(1, WAITING), connector(2, PLUGGED)));
    expect(it.told).toEqual(['owner: connector-1 HAND_OVER null 2']);
    // What they are now is known: the same news again moves nothing.
    it.send(summaries(connector(1, WAITING), connector(2, PLUGGED)));
    expect(it.told).toEqual([]);
  });

  it('as they are now decide, not as they were', () => {
    const it = reader().send(summaries(connector(1, { ...CHARGING, idTag: 'A' }), connector(2)), card('A'));
    expect(it.told).toEqual(['cardOutcome stopped 1', 'owner: connector-1 STOP A false Local']);
  });
});
