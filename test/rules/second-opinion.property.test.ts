import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compositeSchedule } from '../../machines/rules/composite-schedule.ts';
import { randomCharging, WINDOW_s } from './random-charging.ts';
import { judgedByTheLibrary, secondOpinion } from './second-opinion.ts';

fc.configureGlobal({ seed: 20260115 });

/** The library thinks in local time: a night around which no country changes its clocks. */
const MIDNIGHT_ms = Date.UTC(2026, 0, 15);
const EVENING_ms = MIDNIGHT_ms - (WINDOW_s / 2) * 1000;
/** It knows nothing of a clock that was set back while the vehicle charged. */
const charging = randomCharging([EVENING_ms, MIDNIGHT_ms + 43_200_000]).filter(({ situation, now_ms }) =>
  situation.connectors.every(({ transaction }) => (transaction?.startedAt_ms ?? now_ms) <= now_ms),
);

it('an independent library (typed-ocpp) composes any set of charging profiles to the same limits', () => {
  const compared: Record<string, number> = {};
  let runs = 0;
  fc.assert(
    fc.property(charging, fc.constantFrom(0, 1, 2), ({ situation: any, now_ms }, connectorId) => {
      const situation = judgedByTheLibrary(any, now_ms, now_ms + WINDOW_s * 1000);
      const schedule = compositeSchedule(situation, connectorId, now_ms, WINDOW_s);
      const opinion = secondOpinion(situation, connectorId, now_ms, WINDOW_s);
      const ours = opinion.map((_, second) => schedule.findLast((it) => it.startPeriod <= second)?.limit);
      expect(ours).toEqual(opinion.map((limit) => Math.round(limit * 10) / 10));
      runs += 1;
      for (const { profile } of situation.profiles) {
        const name = `${profile.chargingProfilePurpose} ${profile.chargingProfileKind}`;
        compared[name] = (compared[name] ?? 0) + 1;
      }
    }),
    { numRuns: 4000 },
  );
  // A Relative ChargePointMaxProfile is the one combination that the library cannot judge.
  expect(Object.keys(compared)).toHaveLength(8);
  for (const [name, count] of Object.entries(compared)) expect(count, name).toBeGreaterThan(runs / 20);
});
