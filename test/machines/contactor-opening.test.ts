import { describe, expect, it } from 'vitest';
import {
  CHARGING,
  CLOSING,
  current,
  mirror,
  OFFERED,
  OPEN_NOW,
  permit,
  pilot,
  powerPathAfter,
  REVOKE,
} from './power-path-rig.ts';

const OPENED = ['coil off', 'pilot steady'];

describe('the end of a permit', () => {
  it('opens in the same step, with a steady pilot, when it must open at once', () => {
    expect(powerPathAfter(...CHARGING).send(OPEN_NOW).told).toEqual(OPENED);
  });

  it.each([
    ['REVOKE', REVOKE],
    ['OPEN_NOW', OPEN_NOW],
    ['a limit under 6 A', permit(5.9)],
  ])('by %s gives up a closing that is not confirmed: the coil is released in the same step', (_, event) => {
    const it = powerPathAfter(...CLOSING).send(event);
    expect(it.told.slice(-2)).toEqual(OPENED);
    expect(it.state('power')).toBe('aborting');
    expect(it.pass_s(0.5).told).toEqual(['pilot steady', 'owner: ENERGY_OFF']);
  });

  it('is over when the vehicle has stopped drawing: it opens then, before the mirror contact says so', () => {
    const it = powerPathAfter(...CHARGING, REVOKE).pass_s(2);
    expect(it.send(current(false)).told).toEqual(OPENED);
    expect(it.send(mirror(false)).told).toEqual(['pilot steady', 'owner: ENERGY_OFF']);
  });

  it('opens after 6 s under load, and that is no fault', () => {
    const it = powerPathAfter(...CHARGING, REVOKE).pass_s(5.9);
    expect(it.told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(OPENED);
    expect(it.send(mirror(false)).pass_s(60).told).toEqual(['pilot steady', 'owner: ENERGY_OFF']);
  });

  it('at once takes back also the permit that came while it was stopping in order', () => {
    const it = powerPathAfter(...CHARGING, REVOKE, permit(16)).send(OPEN_NOW);
    expect(it.told).toEqual(OPENED);
    expect(it.send(mirror(false)).told).toEqual(['pilot steady', 'owner: ENERGY_OFF']);
    expect(it.send(pilot('B'), pilot('C')).told).toEqual([]);
  });

  it.each([
    ['REVOKE', REVOKE],
    ['OPEN_NOW', OPEN_NOW],
  ])('by %s, with nobody plugged, is answered at once, and nobody is offered it later', (_, event) => {
    const it = powerPathAfter(pilot('A'), permit(16)).send(event);
    expect(it.told).toEqual(['owner: ENERGY_OFF']);
    expect(it.send(pilot('B'), pilot('C')).told).toEqual(['owner: CABLE_PLUGGED']);
  });

  it.each([
    ['REVOKE', REVOKE],
    ['OPEN_NOW', OPEN_NOW],
  ])('by %s, before the vehicle asks, takes the offer back and is answered at once', (_, event) => {
    const it = powerPathAfter(...OFFERED).send(event);
    expect(it.told).toEqual(['pilot steady', 'owner: ENERGY_OFF']);
    expect(it.send(pilot('C')).told).toEqual([]);
  });
});

describe('a vehicle that pauses', () => {
  it('goes on being offered the current, without a moment of steady pilot, and may ask again', () => {
    const it = powerPathAfter(...CHARGING);
    expect(it.send(pilot('B')).told).toEqual(['coil off', 'pilot 16']);
    expect(it.send(mirror(false)).told).toEqual(['pilot 16', 'owner: ENERGY_OFF']);
    expect(it.send(pilot('C')).told).toEqual(['coil on']);
  });

  it('before the contactor has closed is offered the current again when the contactor has settled', () => {
    const it = powerPathAfter(...CLOSING);
    expect(it.send(pilot('B')).told).toEqual(['coil off', 'pilot 16']);
    expect(it.send(pilot('C')).pass_s(0.4).told).toEqual([]);
    expect(it.pass_s(0.1).told).toEqual(['pilot 16', 'coil on', 'owner: ENERGY_OFF']);
  });

  it('and is unplugged before the contactor has settled leaves no offer behind', () => {
    const it = powerPathAfter(...CLOSING, pilot('B'), pilot('A'));
    expect(it.pass_s(0.5).told).toEqual(['pilot steady', 'owner: ENERGY_OFF']);
  });
});

it('a limit that comes while the contactor closes reaches the vehicle at once', () => {
  const it = powerPathAfter(...CLOSING).send(permit(10));
  expect(it.told).toEqual(['pilot 10']);
  expect(it.send(mirror(true)).told).toEqual(['owner: ENERGY_ON']);
});

it('an excess opens, takes the permit back, and is one fault: that of the vehicle', () => {
  const it = powerPathAfter(...CHARGING, current(true, true)).pass_s(7);
  expect(it.told).toEqual([...OPENED, 'owner: POWER_FAULT overcurrent']);
  expect(it.send(current(false), mirror(false)).told).toEqual(['pilot steady', 'owner: ENERGY_OFF']);
  expect(it.send(pilot('B'), pilot('C')).told).toEqual([]);
});
