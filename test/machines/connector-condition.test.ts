import { describe, expect, it } from 'vitest';
import { available, card, cleared, connectorAlone, fault, stop } from './connector-rig.ts';

const charging = () => connectorAlone().send('CABLE_PLUGGED', card('A'), 'TRANSACTION_STARTED', 'ENERGY_ON');

describe('ChangeAvailability', () => {
  it('in a transaction waits for its end, also while that is being stored', () => {
    const it = charging().send(available(false));
    expect(it.region('availability')).toBe('scheduled');
    it.send(stop(true));
    expect(it.region('availability')).toBe('scheduled');
    it.send('TRANSACTION_ENDED');
    expect(it.region('availability')).toBe('inoperative');
    const late = charging().send(stop(true), available(false));
    expect(late.region('availability')).toBe('scheduled');
  });

  it('without one counts at once, and is taken back', () => {
    const it = connectorAlone().send('CABLE_PLUGGED', available(false));
    expect(it.region('availability')).toBe('inoperative');
    expect(it.send(available(true)).region('availability')).toBe('operative');
  });
});

describe('faults', () => {
  it('that restarted an actor are shown for 5 s', () => {
    const it = connectorAlone({ input: { faults: [{ errorCode: 'InternalError', source: 'internal' }] } });
    expect(it.region('condition')).toBe('faulted');
    expect(it.pass_s(4.9).region('condition')).toBe('faulted');
    expect(it.pass_s(0.1).region('condition')).toBe('ok');
  });

  it('last as long as one of them does', () => {
    const it = connectorAlone().send(fault('OtherError'), fault('GroundFailure'), cleared('OtherError'));
    expect(it.region('condition')).toBe('faulted');
    expect(it.send(cleared('GroundFailure')).region('condition')).toBe('ok');
  });
});

describe('a ground fault', () => {
  const tripped = () => connectorAlone().send('CABLE_PLUGGED', fault('GroundFailure'));

  it('is tried again every 15 minutes, four times for one vehicle', () => {
    const it = tripped().pass_s(899.9);
    expect(it.told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['reset the latch']);
    expect(it.pass_s(3 * 900).told).toEqual(Array(3).fill('reset the latch'));
    expect(it.region('groundFault')).toBe('tripped.lockedOut');
    expect(it.pass_s(100_000).told).toEqual([]);
  });

  it('is over when the board says so, and no other fault ends it', () => {
    const it = tripped().send(cleared('OtherError'));
    expect(it.region('groundFault')).toBe('tripped.waiting');
    expect(it.send(cleared('GroundFailure')).region('groundFault')).toBe('none');
    expect(it.pass_s(10_000).told).toEqual([]);
  });

  it('counts anew for the next vehicle: unplugged while tripped, or after', () => {
    const during = tripped().pass_s(4 * 900);
    during.told;
    during.send('CABLE_UNPLUGGED');
    expect([during.told, during.region('groundFault')]).toEqual([['reset the latch'], 'tripped.waiting']);
    expect(during.control.groundRetries).toBe(0);
    const after = tripped().pass_s(900).send(cleared('GroundFailure'));
    expect(after.control.groundRetries).toBe(1);
    expect(after.send('CABLE_UNPLUGGED').control.groundRetries).toBe(0);
  });

  it('of another source is none of the latch', () => {
    const it = connectorAlone().send(fault('GroundFailure', 'elsewhere'));
    expect(it.region('groundFault')).toBe('none');
  });
});

describe('heat', () => {
  const path = (...celsius: number[]): string => {
    const it = connectorAlone();
    for (const each of celsius) it.send({ type: 'TEMPERATURE', celsius: each });
    return it.region('temperature');
  };

  it.each([
    [[64.9], 'cool'],
    [[65], 'warm'],
    [[68], 'hot'],
    [[71], 'overheated'],
    [[65, 68], 'hot'],
    [[65, 71], 'overheated'],
    [[68, 71], 'overheated'],
    // Left 3 K below the threshold that was passed, and not before.
    [[65, 62.1], 'warm'],
    [[65, 62], 'cool'],
    [[68, 65.1], 'hot'],
    [[68, 65], 'warm'],
    [[68, 62], 'cool'],
    [[71, 68.1], 'overheated'],
    [[71, 68], 'hot'],
    [[71, 65], 'warm'],
    [[71, 62], 'cool'],
  ] as const)('of %j °C: %s', (celsius, region) => expect(path(...celsius)).toBe(region));
});
