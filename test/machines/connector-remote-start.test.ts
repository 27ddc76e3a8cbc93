import { describe, expect, it } from 'vitest';
import { available, card, connectorAlone, fault, remoteStart, stop } from './connector-rig.ts';

const ASK = remoteStart({ verdict: 'ask' });
const OFFLINE = { type: 'LINK', link: { connected: false, registration: 'accepted' } } as const;
const PROFILE = { installedAt: 0, profile: {} } as never;
const answer = (status: string, request = 1, parentIdTag?: string) =>
  ({
    type: 'CALL_ANSWERED',
    action: 'Authorize',
    request,
    conf: { idTagInfo: { status, ...(parentIdTag ? { parentIdTag } : {}) } },
  }) as const;
const noAnswer = (request = 1) =>
  ({ type: 'CALL_FAILED', action: 'Authorize', request, failure: 'offline' }) as const;
const SPENT = {
  connectors: { 1: { operative: true, endedSession: { idTag: 'OLD' } } },
} as never;

const spent = () => connectorAlone({ records: SPENT }).send('CABLE_PLUGGED');

/** Where a remote start finds a connector, where it leads, and where a refusal does. */
const PLACES = [
  {
    place: 'idle',
    begin: () => connectorAlone().send('CABLE_UNPLUGGED'),
    leads: 'awaitingPlug',
    back: 'idle',
  },
  {
    place: 'preparing',
    begin: () => connectorAlone().send('CABLE_PLUGGED'),
    leads: 'transaction.starting',
    back: 'preparing',
  },
  { place: 'finishing', begin: spent, leads: 'transaction.starting', back: 'finishing' },
  {
    place: 'backInService',
    begin: () => spent().send(available(false), available(true)),
    leads: 'transaction.starting',
    back: 'finishing',
  },
] as const;

describe.each(PLACES.slice(2))('a stranger who is refused on a connector that is $place', ({ begin }) => {
  it('leaves it to the owner of the session that ended there', () => {
    const refused = () => begin().send(ASK, answer('Invalid'));
    expect(refused().send(card('old')).session).toBe('transaction.starting');
    expect(refused().send(card('R')).session).toBe('finishing');
    const unplugged = refused();
    unplugged.told;
    expect([unplugged.send('CABLE_UNPLUGGED').session, unplugged.told]).toEqual([
      'idle',
      ['commit unplugged'],
    ]);
  });
});

describe.each(PLACES)('a remote start on a connector that is $place', ({ place, begin, leads, back }) => {
  it('is where it should be', () => expect(begin().session).toBe(place));

  it('that the local rules accept goes ahead without Authorize', () => {
    const it = begin().send(remoteStart());
    expect(it.session).toBe(leads);
    expect(it.control.idTag).toBe('R');
    expect(it.told.filter((line) => line.startsWith('Authorize'))).toEqual([]);
  });

  it('that they refuse changes nothing', () => {
    const it = begin().send(remoteStart({ verdict: 'refused' }));
    expect([it.session, it.told]).toEqual([place, []]);
  });

  it('that is to be authorised asks the central system for its idTag', () => {
    const it = begin().send(ASK);
    expect(it.session).toBe('authorising');
    expect(it.told).toEqual(['Authorize {"idTag":"R"}']);
  });

  it('that cannot be asked for goes by the rules for offline: refused', () => {
    const it = begin().send(OFFLINE, ASK);
    expect([it.session, it.told]).toEqual([place, []]);
  });

  it('that cannot be asked for goes by the rules for offline: accepted', () => {
    const it = begin().send(OFFLINE, remoteStart({ verdict: 'ask', verdictOffline: 'accepted' }));
    expect(it.session).toBe(leads);
  });

  it.each([
    ['out of service', available(false)],
    ['faulted', fault('OtherError')],
    ['of a station that goes down', 'RESETTING'],
  ] as const)('of a connector that is %s changes nothing', (_, event) => {
    const it = begin().send(event);
    const before = it.session;
    it.told;
    it.send(remoteStart(), ASK);
    expect([it.session, it.told]).toEqual([before, []]);
  });

  it('authorised goes ahead, and knows the parent', () => {
    const it = begin().send(ASK, answer('Accepted', 1, 'P'));
    expect(it.session).toBe(leads);
    expect(it.control.parentIdTag).toBe('P');
  });

  it.each(['Blocked', 'Expired', 'Invalid', 'ConcurrentTx'])('answered %s is over', (status) => {
    const it = begin().send(ASK, answer(status));
    // A refused stranger leaves the connector as it was, and has no right to it.
    expect(it.session).toBe(back);
    expect(it.control.idTag).not.toBe('R');
    expect(it.told).toEqual(['Authorize {"idTag":"R"}']);
  });

  it('does not take the answer to an earlier question', () => {
    const it = begin().send(ASK, answer('Blocked', 0), noAnswer(0), answer('Accepted', 0));
    expect(it.session).toBe('authorising');
    expect(it.send(answer('Accepted')).session).toBe(leads);
  });

  it('is decided by the rules for offline when the question fails', () => {
    expect(begin().send(ASK, noAnswer()).session).toBe(back);
    const known = remoteStart({ verdict: 'ask', verdictOffline: 'accepted' });
    expect(begin().send(known, noAnswer()).session).toBe(leads);
  });

  it('is decided by the rules for offline after 10 s without an answer', () => {
    const unknown = begin().send(ASK).pass_s(9.9);
    expect(unknown.session).toBe('authorising');
    expect(unknown.pass_s(0.1).session).toBe(back);
    const known = begin().send(remoteStart({ verdict: 'ask', verdictOffline: 'accepted' }));
    expect(known.pass_s(9.9).session).toBe('authorising');
    expect(known.pass_s(0.1).session).toBe(leads);
  });

  it('is given up when another connector takes the driver', () => {
    const it = begin().send(ASK, 'RELEASE');
    expect(it.session).toBe(back);
    // Otherwise the central system would still be asked for a driver who is elsewhere.
    expect(it.withdrawn).toEqual([1]);
  });

  it('is given up when the connector goes out of service or faults meanwhile', () => {
    expect(begin().send(ASK, available(false)).session).toBe(back);
    expect(begin().send(ASK, fault('OtherError')).session).toBe(back);
  });

  it.each([
    ['at once', [remoteStart({ chargingProfile: PROFILE })]],
    ['after Authorize', [remoteStart({ verdict: 'ask', chargingProfile: PROFILE }), answer('Accepted')]],
  ] as const)('hands its charging profile to the transaction, %s', (_, events) => {
    const it = begin().send(...events, 'CABLE_PLUGGED');
    expect(it.told).toContainEqual('transaction of R with a profile');
  });

  it('for which a card comes leaves the profile behind', () => {
    const it = begin().send(remoteStart({ verdict: 'ask', chargingProfile: PROFILE }), answer('Blocked'));
    it.send(card(back === 'finishing' ? 'OLD' : 'C', back === 'finishing'), 'CABLE_PLUGGED');
    expect(it.told.filter((line) => line.startsWith('transaction'))).toEqual([
      `transaction of ${back === 'finishing' ? 'OLD' : 'C'}`,
    ]);
  });
});

describe('a connector that waits for the cable', () => {
  const waiting = () => connectorAlone().send('CABLE_UNPLUGGED', card('A'));

  it('starts when it comes', () => {
    const it = waiting().send('CABLE_PLUGGED');
    expect(it.session).toBe('transaction.starting');
    expect(it.told).toEqual(['transaction of A']);
  });

  it('is Available again after ConnectionTimeOut, and whoever plugs in then has to identify', () => {
    const it = waiting().pass_s(59.9);
    expect(it.session).toBe('awaitingPlug');
    it.pass_s(0.1);
    expect([it.session, it.control.idTag]).toEqual(['idle', null]);
    expect(it.send('CABLE_PLUGGED').session).toBe('preparing');
  });

  it.each([
    ['is given up', 'RELEASE'],
    ['goes out of service', available(false)],
    ['faults', fault('OtherError')],
    ['hands its driver over', { type: 'HAND_OVER', toConnectorId: 2, reservationId: null }],
  ] as const)('is Available again when it %s, also before the pilot has been read', (_, event) => {
    for (const begin of [waiting, () => connectorAlone().send(card('A'))]) {
      const it = begin().send(event);
      expect([it.session, it.control.idTag]).toEqual(['idle', null]);
    }
  });

  it('whose pilot has not been read is Available again after ConnectionTimeOut', () => {
    expect(connectorAlone().session).toBe('idle');
    expect(connectorAlone().send(card('A')).pass_s(60).session).toBe('idle');
    expect(connectorAlone().send(ASK, answer('Blocked')).session).toBe('idle');
  });

  it('waits anew for another driver, without the profile of the first', () => {
    const it = connectorAlone().send('CABLE_UNPLUGGED', remoteStart({ chargingProfile: PROFILE }));
    it.pass_s(50).send(card('B')).pass_s(50).send('CABLE_PLUGGED');
    expect(it.told).toEqual(['transaction of B']);
  });
});

describe('whoever comes after a remote start with a profile', () => {
  it('does not inherit it: on the plugged connector', () => {
    const it = connectorAlone().send('CABLE_PLUGGED', remoteStart({ chargingProfile: PROFILE }));
    it.send({ type: 'TRANSACTION_REFUSED', cause: 'storage' }, card('B'));
    expect(it.told.filter((line) => line.startsWith('transaction of'))).toEqual([
      'transaction of R with a profile',
      'transaction of B',
    ]);
  });

  it('does not inherit it: on the Finishing one', () => {
    const it = connectorAlone().send('CABLE_PLUGGED', remoteStart({ chargingProfile: PROFILE }));
    it.send('TRANSACTION_STARTED', stop(true), 'ENERGY_OFF', 'TRANSACTION_ENDED');
    expect(it.session).toBe('finishing');
    it.send(card('R'));
    expect(it.told.filter((line) => line.startsWith('transaction of'))).toEqual([
      'transaction of R with a profile',
      'transaction of R',
    ]);
  });
});
