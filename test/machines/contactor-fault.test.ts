import { describe, expect, it } from 'vitest';
import {
  CHARGING,
  CLOSING,
  mirror,
  OFFERED,
  OPEN_NOW,
  permit,
  pilot,
  powerPathAfter,
  REVOKE,
} from './power-path-rig.ts';

const WELDED = ['coil off', 'pilot steady', 'owner: POWER_FAULT weld'];
const OPEN_AGAIN = ['pilot steady', 'owner: POWER_FAULT_CLEARED weld'];

describe('main contacts that are closed without command', () => {
  it.each([
    ['before anything was asked', [pilot('A')]],
    ['with a vehicle plugged', [pilot('B')]],
    ['while a current is offered', OFFERED],
  ])('%s are a weld: coil off, pilot steady, nothing offered', (_, before) => {
    const it = powerPathAfter(...before);
    expect(it.send(mirror(true)).told).toEqual(WELDED);
  });

  it('are one also if they followed a closing that was given up, and stay so', () => {
    const it = powerPathAfter(...CLOSING, REVOKE, mirror(true)).pass_s(0.5);
    expect(it.told).toEqual(WELDED);
  });

  it('after an opening are one for the fault alone: nothing else is commanded twice over', () => {
    const it = powerPathAfter(...CHARGING, OPEN_NOW).pass_s(0.5);
    expect(it.told).toEqual(WELDED);
  });

  it('are a weld also when the vehicle only paused, and its permit goes with it', () => {
    const it = powerPathAfter(...CHARGING, pilot('B')).pass_s(0.5);
    expect(it.told).toEqual(WELDED);
    expect(it.send(mirror(false), pilot('C')).told).toEqual(OPEN_AGAIN);
  });

  it('let nothing start afterwards by a permit from before they were seen open', () => {
    const it = powerPathAfter(...OFFERED, mirror(true)).send(permit(16), mirror(false));
    expect(it.told).toEqual(OPEN_AGAIN);
    expect(it.send(pilot('C')).told).toEqual([]);
    expect(it.send(permit(16)).told).toEqual(['pilot 16', 'coil on']);
  });

  it('with a permit still in force from before are offered nothing when they open', () => {
    const it = powerPathAfter(...OFFERED, mirror(true)).send(mirror(false));
    expect(it.told).toEqual(OPEN_AGAIN);
  });
});

describe('a contactor that did not close', () => {
  const notClosing = () => {
    const it = powerPathAfter(...CLOSING).pass_s(0.5);
    expect(it.told).toEqual(['coil off', 'pilot steady', 'owner: POWER_FAULT not-closing']);
    return it;
  };

  it('gives no second try to the next vehicle by the permit of the first', () => {
    const it = notClosing().send(pilot('A'));
    expect(it.told).toEqual([
      'pilot steady',
      'owner: CABLE_UNPLUGGED',
      'owner: POWER_FAULT_CLEARED not-closing',
    ]);
    expect(it.send(pilot('B'), pilot('C')).told).toEqual(['owner: CABLE_PLUGGED']);
  });

  it('takes no permit before the vehicle has left', () => {
    const it = notClosing().send(permit(16), pilot('A'));
    it.told;
    expect(it.send(pilot('B'), pilot('C')).told).toEqual(['owner: CABLE_PLUGGED']);
  });

  it.each([REVOKE, OPEN_NOW])('is open: the end of a permit is answered at once ($type)', (event) => {
    const it = notClosing().send(event);
    expect([it.told, it.state('power')]).toEqual([['owner: ENERGY_OFF'], 'notClosing']);
  });

  it('and then does, without command, is a weld', () => {
    expect(notClosing().send(mirror(true)).told).toEqual([
      'coil off',
      'pilot steady',
      'owner: POWER_FAULT_CLEARED not-closing',
      'owner: POWER_FAULT weld',
    ]);
  });
});

describe('what the pilot says', () => {
  const before = [
    ['after a start', [], []],
    ['with nobody plugged', [pilot('A')], []],
    ['after it was lost', [pilot('F')], ['owner: POWER_FAULT_CLEARED pilot']],
  ] as const;
  const readings = [
    ['A', ['owner: CABLE_UNPLUGGED'], 'absent'],
    ['B', ['owner: CABLE_PLUGGED'], 'present.connected'],
    ['C', ['owner: CABLE_PLUGGED'], 'present.requesting'],
    ['D', ['owner: CABLE_PLUGGED', 'owner: POWER_FAULT ventilation'], 'present.ventilation'],
    ['no-diode', ['owner: CABLE_PLUGGED', 'owner: POWER_FAULT diode'], 'present.noDiode'],
    ['E', ['owner: POWER_FAULT pilot'], 'lost'],
    ['F', ['owner: POWER_FAULT pilot'], 'lost'],
  ] as const;
  const cases = before.flatMap(([when, events, cleared]) =>
    readings.map(([state, told, vehicle]) => [state, when, events, [...cleared, ...told], vehicle] as const),
  );

  it.each(cases)('%s %s is told as it is', (state, _, events, told, vehicle) => {
    const it = powerPathAfter(...events).send(pilot(state));
    expect([it.told, it.state('vehicle')]).toEqual([told, vehicle]);
  });

  it.each([
    ['B', [], 'present.connected'],
    ['D', ['owner: POWER_FAULT ventilation'], 'present.ventilation'],
    ['no-diode', ['owner: POWER_FAULT diode'], 'present.noDiode'],
    ['A', ['owner: CABLE_UNPLUGGED'], 'absent'],
    ['E', ['owner: POWER_FAULT pilot'], 'lost'],
    ['F', ['owner: POWER_FAULT pilot'], 'lost'],
  ] as const)('%s of a vehicle that asked is told, and is no new plug', (state, told, vehicle) => {
    const it = powerPathAfter(pilot('B'), pilot('C')).send(pilot(state));
    expect([it.told, it.state('vehicle')]).toEqual([told, vehicle]);
  });

  it('lets a vehicle that asks as soon as it is plugged have what is permitted', () => {
    const it = powerPathAfter(pilot('A'), permit(16)).send(pilot('C'));
    expect(it.told).toEqual(['pilot 16', 'coil on', 'owner: CABLE_PLUGGED']);
  });
});
