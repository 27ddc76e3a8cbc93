import { describe, expect, it } from 'vitest';
import { card, connectorAlone, fault, remoteStart, stop } from './connector-rig.ts';

const refused = (cause: 'meter' | 'storage' | 'ended') => ({ type: 'TRANSACTION_REFUSED', cause }) as const;
const WELD = { errorCode: 'PowerSwitchFailure', source: 'weld' } as const;
const HALT_ORDER = ['transaction: HALT', 'contactor: REVOKE'];
const charging = () => {
  const it = connectorAlone().send('CABLE_PLUGGED', card('A'), 'TRANSACTION_STARTED', 'ENERGY_ON');
  it.told;
  return it;
};

describe('an orderly stop of the station', () => {
  it('in a charge: permit away, contactor open, register stored, and nothing starts any more', () => {
    const it = charging().send('HALT');
    expect([it.session, it.told]).toEqual(['stopping.halting.poweringDown', ['contactor: REVOKE']]);
    it.send('ENERGY_OFF');
    expect([it.session, it.told]).toEqual(['stopping.halting.storing', ['transaction: HALT']]);
    expect(it.send('TRANSACTION_HALTED').session).toBe('halted');
  });

  it('does not wait for a contactor that is known not to open', () => {
    const it = charging().send('HALT');
    it.told;
    it.send({ type: 'POWER_FAULT', fault: WELD });
    // It said so itself: it was told to open long before.
    expect([it.session, it.told]).toEqual(['stopping.halting.storing', ['transaction: HALT']]);
  });

  it('before the start is stored: the start is called off', () => {
    const it = connectorAlone().send('CABLE_PLUGGED', card('A'));
    it.told;
    it.send('HALT');
    expect([it.session, it.told]).toEqual(['stopping.halting.poweringDown', HALT_ORDER]);
    it.send(refused('ended'));
    expect(it.session).toBe('stopping.halting.neverBegun');
    expect(it.send('ENERGY_OFF').session).toBe('halted');
  });

  it('called off, with a contactor that does not open', () => {
    const it = connectorAlone().send('CABLE_PLUGGED', card('A'), 'HALT', refused('ended'));
    it.told;
    it.send({ type: 'POWER_FAULT', fault: WELD });
    expect([it.session, it.told]).toEqual(['halted', []]);
  });

  it('opens at once on a fault while the vehicle is still drawing, and stores the register', () => {
    const it = charging().send('HALT');
    it.told;
    it.send(fault('GroundFailure'));
    expect([it.session, it.told]).toEqual([
      'stopping.halting.storing',
      ['contactor: OPEN_NOW', 'transaction: HALT'],
    ]);
    expect(it.region('opening')).toBe('unconfirmed');
  });

  it('called off, opens at once on a fault: there is no register to store', () => {
    const it = connectorAlone().send('CABLE_PLUGGED', card('A'), 'HALT', refused('ended'));
    it.told;
    it.send(fault('GroundFailure'));
    expect([it.session, it.told]).toEqual(['halted', ['contactor: OPEN_NOW']]);
    expect(it.region('opening')).toBe('unconfirmed');
  });

  it('while the start is being stored: it is stored, then its register', () => {
    const it = connectorAlone().send('CABLE_PLUGGED', card('A'), 'HALT', 'ENERGY_OFF');
    it.told;
    it.send('TRANSACTION_STARTED');
    expect([it.session, it.told]).toEqual(['stopping.halting.storing', ['transaction: HALT']]);
    expect(it.send('TRANSACTION_HALTED').session).toBe('halted');
  });

  it('is over, too, when the start turns out to have failed', () => {
    expect(charging().send('HALT', 'ENERGY_OFF', refused('ended')).session).toBe('halted');
  });

  it.each([
    ['is being started', () => connectorAlone().send('CABLE_PLUGGED', card('A'), 'HALT')],
    ['runs', () => charging().send('HALT')],
    ['ends already', () => charging().send(stop(true), 'HALT')],
  ])('of a transaction that %s: nothing starts after it', (_, begin) => {
    const it = begin().send('ENERGY_OFF', 'TRANSACTION_ENDED');
    expect(it.session).toBe('finishing');
    it.told;
    it.send(card('A'), remoteStart());
    expect([it.session, it.told]).toEqual(['finishing', []]);
  });
});
