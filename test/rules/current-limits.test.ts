import { expect, it } from 'vitest';
import { type CurrentLimitsEvent, currentLimits } from '../../machines/rules/current-limits.ts';
import type { InstalledProfile } from '../../machines/vocabulary/records.ts';
import { chargingProfile, installed, periods } from './charging-fixture.ts';
import { NOON, RECORDS } from './station-fixture.ts';

const REVIEW: CurrentLimitsEvent = { type: 'REVIEW', at: { monotonic_ms: 1_000, wall_ms: NOON } };
/** Two connectors of 32 A, and what follows from events given one after another. */
function limitsWith(chargingProfiles: readonly InstalledProfile[] = []) {
  const now = { ...RECORDS, chargingProfiles };
  const reducer = currentLimits({ records: { now, toJSON: () => undefined } });
  let state = reducer.initial;
  return (event: CurrentLimitsEvent) => {
    const step = reducer.step(state, event);
    state = step.state;
    return step.effects;
  };
}
const limit = (connectorId: number, limit_A: number) => ({ type: 'limit', connectorId, limit_A });
const wake = (delay_ms: number | null) => ({ type: 'wake', delay_ms });
const demand = (connectorId: number, wantsEnergy: boolean, derated_A?: number) => ({
  connectorId,
  wantsEnergy,
  ...(derated_A !== undefined && { derated_A }),
});

it('demand has everything looked at anew, and changes nothing by itself', () => {
  expect(limitsWith()({ type: 'DEMAND', connectors: [demand(1, true)] })).toEqual([{ type: 'review' }]);
});

it('without profiles each connector may have its rating; told once, and nothing is waited for', () => {
  const give = limitsWith();
  expect(give(REVIEW)).toEqual([limit(1, 32), limit(2, 32), wake(null)]);
  expect(give(REVIEW)).toEqual([wake(null)]);
});

it('heat lowers the limit of its own connector, whether it charges or not', () => {
  for (const wantsEnergy of [false, true]) {
    const give = limitsWith();
    give({ type: 'DEMAND', connectors: [demand(1, false), demand(2, wantsEnergy, 8)] });
    expect(give(REVIEW)).toEqual([limit(1, 32), limit(2, 8), wake(null)]);
  }
});

it('the next boundary of a profile is waited for (S10), and a profile without one is not', () => {
  const profile = (duration?: number) =>
    installed(
      chargingProfile({
        chargingSchedulePeriod: periods([0, 10], [90, 13]),
        ...(duration !== undefined && { duration }),
      }),
    );
  expect(limitsWith([profile()])(REVIEW)).toEqual([limit(1, 10), limit(2, 32), wake(90_000)]);
  expect(limitsWith([profile(60)])(REVIEW)).toContainEqual(wake(60_000));
});
