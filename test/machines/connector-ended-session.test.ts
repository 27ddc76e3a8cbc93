import { describe, expect, it } from 'vitest';
import { available, card, connectorAlone, remoteStart, stop } from './connector-rig.ts';

const OUT_AND_IN = [available(false), available(true)] as const;
const PROFILE = { installedAt: 0, profile: {} } as never;
const reserved = (reservationId: number | null) => ({ type: 'RESERVED', reservationId }) as const;

/** The cable of an ended session is still plugged. */
const finishing = () => {
  const it = connectorAlone().send('CABLE_PLUGGED', remoteStart({ idTag: 'A', chargingProfile: PROFILE }));
  it.send('TRANSACTION_STARTED', 'ENERGY_ON', stop(), 'ENERGY_OFF', 'TRANSACTION_ENDED');
  it.told;
  return it;
};
const back = () => finishing().send(...OUT_AND_IN);

describe('a Finishing connector', () => {
  it('stays so when it goes out of service, or is told that it is in service', () => {
    expect(finishing().send(available(false)).session).toBe('finishing');
    expect(finishing().send(available(true)).session).toBe('finishing');
  });
});

describe('a connector that is back in service with the cable of an ended session', () => {
  it('is taken by the card of its owner and no other, without the charging profile of before', () => {
    const it = back().send(card('B'));
    expect([it.session, it.told]).toEqual(['backInService', []]);
    it.send(card('a'));
    expect([it.session, it.told]).toEqual(['transaction.starting', ['transaction of a']]);
  });

  it('is Finishing after ConnectionTimeOut', () => {
    const it = back().pass_s(59.9);
    expect(it.session).toBe('backInService');
    expect(it.pass_s(0.1).session).toBe('finishing');
  });

  it('has no time to run out while it is reserved; the time begins when the reservation ends', () => {
    const it = back().pass_s(50).send(reserved(5)).pass_s(600);
    expect(it.session).toBe('backInService');
    it.send(reserved(null)).pass_s(59.9);
    expect(it.session).toBe('backInService');
    expect(it.pass_s(0.1).session).toBe('finishing');
  });

  it('has none while it is out of service again; the time begins when it is back', () => {
    const it = back().send(available(false)).pass_s(600);
    expect(it.session).toBe('backInService');
    it.send(available(true)).pass_s(59.9);
    expect(it.session).toBe('backInService');
    expect(it.pass_s(0.1).session).toBe('finishing');
  });

  it('does not begin its time anew when it is told that it is in service', () => {
    expect(back().pass_s(50).send(available(true)).pass_s(10).session).toBe('finishing');
  });

  it('is idle when the cable goes, and the session is forgotten in the records', () => {
    const it = back().send('CABLE_UNPLUGGED');
    expect([it.session, it.told, it.control.idTag]).toEqual(['idle', ['commit unplugged'], null]);
  });

  it('has nothing to forget if nobody had charged', () => {
    const it = connectorAlone()
      .send('CABLE_PLUGGED')
      .pass_s(60)
      .send(...OUT_AND_IN);
    expect(it.session).toBe('backInService');
    it.send('CABLE_UNPLUGGED');
    expect([it.session, it.told]).toEqual(['idle', []]);
  });
});
