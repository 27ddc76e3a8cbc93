import { describe, expect, it } from 'vitest';
import {
  INITIAL_SHARING,
  type SharingInput,
  type SharingState,
  step,
} from '../../machines/rules/current-sharing.ts';

const S = 1000;
const MINUTE = 60 * S;

type Moment = readonly [time_ms: number, ...permits: number[]];

/** Shared limit and the limit of each connector (null: its vehicle wants nothing) from a time on. */
const input = (shared_A: number, ...limits: readonly (number | null)[]): SharingInput => ({
  shared_A,
  connectors: limits.map((limit_A, index) => ({
    connectorId: index + 1,
    limit_A: limit_A ?? 32,
    wantsEnergy: limit_A !== null,
  })),
});

/** Permits whenever they change, with the sharing woken exactly when it asks for it. */
function permitsOver(until_ms: number, inputs: readonly (readonly [number, SharingInput])[]): Moment[] {
  const moments: Moment[] = [];
  let state: SharingState = INITIAL_SHARING;
  let wakeAt_ms: number | null = null;
  inputs.forEach(([from_ms, current], index) => {
    const next_ms = inputs[index + 1]?.[0] ?? until_ms;
    for (let now: number | null = from_ms; now !== null && now < next_ms; now = wakeAt_ms) {
      const result = step(state, current, now);
      ({ state, wakeAt_ms } = result);
      const permits = Object.values(result.permits);
      if (moments.at(-1)?.slice(1).join() !== permits.join()) moments.push([now, ...permits]);
    }
  });
  return moments;
}

describe('sharing the supply between two connectors', () => {
  it('gives a vehicle alone what it may have, at once', () => {
    expect(permitsOver(MINUTE, [[0, input(64, 32, null)]])).toEqual([[0, 32, 0]]);
    expect(permitsOver(MINUTE, [[0, input(20, 32, null)]])).toEqual([[0, 20, 0]]);
    expect(permitsOver(MINUTE, [[0, input(64, 16, 32)]])).toEqual([[0, 16, 32]]);
  });

  it('lowers the first, waits 5 s, raises the second', () => {
    const arrival = [
      [0, input(32, 32, null)],
      [20 * S, input(32, 32, 32)],
    ] as const;
    expect(permitsOver(MINUTE, arrival)).toEqual([
      [0, 32, 0],
      [20 * S, 16, 0],
      [25 * S, 16, 16],
    ]);
  });

  it('gives what one may not use to the other', () => {
    expect(permitsOver(MINUTE, [[0, input(32, 8, 32)]])).toEqual([[0, 8, 24]]);
  });

  it('lowers at once and raises at most once in 5 s', () => {
    const limits = [
      [0, 10],
      [1, 12],
      [2, 14],
      [3, 7],
      [4, 20],
    ] as const;
    const inputs = limits.map(([at, limit_A]) => [at * S, input(64, limit_A, null)] as const);
    expect(permitsOver(MINUTE, inputs)).toEqual([
      [0, 10, 0],
      [3 * S, 7, 0],
      [5 * S, 20, 0],
    ]);
  });

  it('pauses under 6 A, for at least 60 s', () => {
    const dip = [
      [0, input(64, 16, null)],
      [10 * S, input(64, 5.9, null)],
      [20 * S, input(64, 16, null)],
    ] as const;
    expect(permitsOver(5 * MINUTE, dip)).toEqual([
      [0, 16, 0],
      [10 * S, 0, 0],
      [70 * S, 16, 0],
    ]);
  });

  it('counts the pause from its beginning, whatever changes meanwhile', () => {
    const dips = [
      [0, input(64, 16, null)],
      [10 * S, input(64, 5.9, null)],
      [40 * S, input(64, 3, 32)],
      [50 * S, input(64, 16, null)],
    ] as const;
    expect(permitsOver(5 * MINUTE, dips).map(([at, first]) => [at, first])).toContainEqual([70 * S, 16]);
  });

  it.each([
    [16, null],
    [null, 16],
  ])('raises as soon as one of two others has made room enough, whichever is first', (...lowered) => {
    // The one that is lowered follows within 5 s, and then there is room; the one that stops takes 6 s.
    const before = lowered.map((it) => it ?? 6);
    const after = lowered.map((it) => it && 6);
    const change = [
      [0, input(22, null, ...before)],
      [10 * S, input(22, 10, ...after)],
    ] as const;
    expect(permitsOver(MINUTE, change)).toEqual([
      [0, 0, ...before],
      [10 * S, 0, ...after.map((it) => it ?? 0)],
      [15 * S, 10, ...after.map((it) => it ?? 0)],
    ]);
  });

  it('does not make the next session wait for the pause of the last one', () => {
    const swap = [
      [0, 16],
      [10, 0],
      [11, null],
      [12, 16],
    ] as const;
    const inputs = swap.map(([at, limit_A]) => [at * S, input(64, limit_A, null)] as const);
    expect(permitsOver(MINUTE, inputs).at(-1)).toEqual([12 * S, 16, 0]);
  });

  it('waits until a stopped vehicle is surely off before another gets its share', () => {
    const change = [
      [0, input(16, 16, null)],
      [30 * S, input(16, null, 16)],
    ] as const;
    expect(permitsOver(MINUTE, change)).toEqual([
      [0, 16, 0],
      [30 * S, 0, 0],
      [36 * S, 0, 16],
    ]);
  });

  it('under 12 A for two, lets them take turns of 15 minutes with all of it', () => {
    expect(permitsOver(31 * MINUTE, [[0, input(10, 32, 32)]])).toEqual([
      [0, 10, 0],
      [15 * MINUTE, 0, 0],
      [15 * MINUTE + 6 * S, 0, 10],
      [30 * MINUTE, 0, 0],
      [30 * MINUTE + 6 * S, 10, 0],
    ]);
  });

  it('lets the one keep charging who came first, and the other one charge when it leaves', () => {
    const inputs = [
      [0, input(10, null, 32)],
      [5 * S, input(10, 32, 32)],
      [3 * MINUTE, input(10, 32, null)],
    ] as const;
    expect(permitsOver(10 * MINUTE, inputs)).toEqual([
      [0, 0, 10],
      [3 * MINUTE, 0, 0],
      [3 * MINUTE + 6 * S, 10, 0],
    ]);
  });

  it('changes nothing any more once nobody else waits for a turn', () => {
    const both = step(INITIAL_SHARING, input(10, 32, 32), 0);
    const turned = step(both.state, input(10, 32, 32), 15 * MINUTE);
    const charging = step(turned.state, input(10, null, 32), 16 * MINUTE);
    expect([charging.permits, charging.wakeAt_ms]).toEqual([{ 1: 0, 2: 10 }, null]);
  });

  it('at exactly 12 A nobody has to wait', () => {
    expect(permitsOver(60 * MINUTE, [[0, input(12, 32, 32)]])).toEqual([[0, 6, 6]]);
  });

  it('under 6 A for the station, pauses both', () => {
    expect(
      permitsOver(MINUTE, [
        [0, input(20, 32, 32)],
        [S, input(5, 32, 32)],
      ]),
    ).toEqual([
      [0, 10, 10],
      [S, 0, 0],
    ]);
  });

  it('is not stopped by tenths that binary numbers cannot add', () => {
    expect(6.1 + 16.1).toBeGreaterThan(22.2);
    expect(permitsOver(MINUTE, [[0, input(22.2, 6.1, 16.1)]])).toEqual([[0, 6.1, 16.1]]);
  });

  it('gives the next one its turn when it fell due while nobody could charge', () => {
    const outage = [
      [0, input(10, 32, 32)],
      [14 * MINUTE, input(5, 32, 32)],
      [16 * MINUTE, input(4, 32, 32)],
      [17 * MINUTE, input(10, 32, 32)],
    ] as const;
    expect(permitsOver(18 * MINUTE, outage)).toEqual([
      [0, 10, 0],
      [14 * MINUTE, 0, 0],
      [17 * MINUTE, 0, 10],
    ]);
  });
});
