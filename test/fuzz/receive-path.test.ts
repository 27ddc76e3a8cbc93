import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, isAction } from '../../machines/messages/catalogue.ts';
import { OCPP_ERROR_CODES } from '../../machines/vocabulary/ocpp-error.ts';
import { answers, frames, happenings } from './frames.ts';
import { FuzzedStation, nothingReached } from './fuzzed-station.ts';

const CASES = 100_000;
const FRAMES_A_RUN = 200;
const SEED = 16;
const TIME_LIMIT_MS = 300_000;

/** Nothing in this station raises them; they are reached as answers to its own CALLs. */
const ONLY_RECEIVED = ['SecurityError', 'GenericError'];

const steps = fc.tuple(
  frames,
  fc.oneof({ weight: 19, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: happenings }),
);
const runs = fc.record({
  steps: fc.array(steps, { minLength: FRAMES_A_RUN, maxLength: FRAMES_A_RUN, size: 'max' }),
  answers: fc.array(answers, { minLength: 7, maxLength: 7 }),
  registration: fc.oneof(
    { weight: 20, arbitrary: fc.constant('Accepted' as const) },
    fc.constantFrom('Pending' as const, 'Rejected' as const),
  ),
});

describe('whatever the central system sends', () => {
  it(
    `is survived, and each CALL answered exactly once (S5, S14), in ${CASES} frames of seed ${SEED}`,
    async () => {
      const reached = nothingReached();
      const property = fc.asyncProperty(runs, async (run) => {
        const station = new FuzzedStation(reached, run.answers, run.registration);
        await station.start();
        for (const [frame, happening] of run.steps) {
          await station.receive(frame);
          if (happening !== null) await station.happen(happening);
        }
        await station.finish();
      });
      await fc.assert(property, { seed: SEED, numRuns: CASES / FRAMES_A_RUN, endOnFailure: true });

      const { kinds, shares, actions, sentCodes, receivedCodes } = reached;
      console.log(
        [
          kinds.lines('frames'),
          shares.lines('shares'),
          actions.lines('actions called'),
          sentCodes.lines('CALLERROR codes sent'),
          receivedCodes.lines('CALLERROR codes received'),
        ].join('\n'),
      );
      expect(shares.total).toBeGreaterThanOrEqual(CASES);
      const payloads = shares.of('valid payload') / shares.total;
      expect(payloads, 'share of valid payloads').toBeGreaterThan(0.1);
      expect(shares.of('valid frame') / shares.total + payloads, 'share of valid frames').toBeGreaterThan(
        0.3,
      );
      expect(actions.missing(Object.keys(CATALOGUE).filter(isAction))).toEqual([]);
      expect(sentCodes.missing(OCPP_ERROR_CODES)).toEqual(ONLY_RECEIVED);
      expect(receivedCodes.missing(OCPP_ERROR_CODES)).toEqual([]);
    },
    TIME_LIMIT_MS,
  );
});
