import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  INITIAL_SHARING,
  type SharingInput,
  type SharingState,
  step,
} from '../../machines/rules/current-sharing.ts';

fc.configureGlobal({ seed: 20260304 });

const tenths = (min: number, max: number) => fc.integer({ min: min * 10, max: max * 10 }).map((n) => n / 10);
const connectors = (count: number) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      fc.record({
        connectorId: fc.constant(index + 1),
        limit_A: fc.oneof(tenths(0, 32), fc.constantFrom(0, 6, 16, 32)),
        wantsEnergy: fc.boolean(),
      }),
    ),
  );
const input = (count: number): fc.Arbitrary<SharingInput> =>
  fc.record({
    shared_A: fc.oneof(tenths(0, 70), fc.constantFrom(6, 11.9, 12, 32)),
    connectors: connectors(count),
  });
/** Steps to another input, or with the same one; after some time, or exactly when the sharing asks. */
const move = (count: number) =>
  fc.record({
    input: fc.option(input(count), { freq: 2 }),
    wait_ms: fc.oneof(fc.integer({ min: 0, max: 8_000 }), fc.integer({ min: 0, max: 1_000_000 })),
    whenAsked: fc.boolean(),
  });

type Entry = {
  readonly at: number;
  readonly input: SharingInput;
  readonly permits: readonly number[];
  readonly state: SharingState;
};

/** All that happened, as an electrician with a clamp meter and the inputs would write it down. */
function history(
  first: SharingInput,
  moves: readonly { input: SharingInput | null; wait_ms: number; whenAsked: boolean }[],
) {
  const log: Entry[] = [];
  let state: SharingState = INITIAL_SHARING;
  let current = first;
  let now = 0;
  let wakeAt: number | null = null;
  const take = () => {
    const result = step(state, current, now);
    state = result.state;
    wakeAt = result.wakeAt_ms;
    log.push({
      at: now,
      input: current,
      permits: current.connectors.map((c) => result.permits[c.connectorId]!),
      state,
    });
  };
  take();
  for (const m of moves) {
    const due: number = now + m.wait_ms;
    // The host always wakes it in time; whether a little more happens at once is chance.
    while (wakeAt !== null && wakeAt <= due) {
      now = wakeAt;
      take();
    }
    if (!m.whenAsked) now = due;
    current = m.input ?? current;
    take();
  }
  return log;
}

const run = fc
  .integer({ min: 2, max: 3 })
  .chain((count) => fc.tuple(input(count), fc.array(move(count), { minLength: 1, maxLength: 15 })))
  .map(([first, moves]) => history(first, moves));

describe('current sharing, whatever the profiles and vehicles do', () => {
  it('S10: in every step the sum and every permit are within the limits of that step', () => {
    fc.assert(
      fc.property(run, (log) => {
        for (const {
          input: { shared_A, connectors: all },
          permits,
        } of log) {
          expect(permits.reduce((sum, permit) => sum + permit, 0)).toBeLessThanOrEqual(shared_A + 1e-9);
          all.forEach(({ limit_A, wantsEnergy }, index) => {
            const permit = permits[index]!;
            expect(permit).toBeLessThanOrEqual(limit_A);
            expect(permit === 0 || permit >= 6).toBe(true);
            if (!wantsEnergy) expect(permit).toBe(0);
          });
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('raises a connector at most once in 5 s, and after a pause not within 60 s', () => {
    fc.assert(
      fc.property(run, (log) => {
        log[0]!.permits.forEach((_, index) => {
          let raised = Number.NEGATIVE_INFINITY;
          let paused = Number.NEGATIVE_INFINITY;
          let before = 0;
          for (const {
            at,
            input: { connectors: all },
            permits,
          } of log) {
            const permit = permits[index]!;
            if (!all[index]!.wantsEnergy) raised = paused = Number.NEGATIVE_INFINITY;
            else if (permit > before) {
              expect(at - raised).toBeGreaterThanOrEqual(5_000);
              if (before === 0) expect(at - paused).toBeGreaterThanOrEqual(60_000);
              raised = at;
            } else if (permit === 0 && before > 0) paused = at;
            before = permit;
          }
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('raises only into room that vehicles with 5 s of delay (6 s to stop) have left', () => {
    fc.assert(
      fc.property(run, (log) => {
        log.forEach(({ at, input: { shared_A }, permits }, moment) => {
          const raised = permits.findIndex(
            (permit, index) => permit > (log[moment - 1]?.permits[index] ?? 0),
          );
          if (raised === -1) return;
          const drawn = permits.map((permit, index) => {
            if (index === raised) return permit;
            // A permit of the past is still drawn if what replaced it came less than the delay ago.
            const recent = log.slice(0, moment).filter((_, k) => {
              const replaced = log
                .slice(k + 1)
                .find((later) => later.permits[index] !== log[k]!.permits[index]);
              const delay = replaced?.permits[index] === 0 ? 6_000 : 5_000;
              return replaced !== undefined && replaced.at <= at && at < replaced.at + delay;
            });
            return Math.max(permit, ...recent.map((entry) => entry.permits[index]!));
          });
          expect(drawn.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(shared_A + 1e-6);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('remembers of the past only what may still be drawn, and nobody twice in the queue', () => {
    fc.assert(
      fc.property(run, (log) => {
        for (const { at, state } of log) {
          const fading = Object.values(state.shares).flatMap((it) => it.fading);
          for (const { permit_A, until_ms } of fading) {
            expect(permit_A).toBeGreaterThanOrEqual(6);
            expect(until_ms).toBeGreaterThan(at);
          }
          expect(state.queue).toEqual([...new Set(state.queue)]);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('changes nothing before it asks to be woken', () => {
    fc.assert(
      fc.property(input(2), fc.array(move(2), { maxLength: 6 }), fc.nat(999), (first, moves, share) => {
        let state: SharingState = INITIAL_SHARING;
        let now = 0;
        let current = first;
        for (const m of moves) {
          current = m.input ?? current;
          const before = step(state, current, now);
          const wakeAt = before.wakeAt_ms ?? now + 3_600_000;
          expect(wakeAt).toBeGreaterThan(now);
          const early = now + Math.floor(((wakeAt - now - 1) * share) / 1000);
          expect(step(before.state, current, early).permits).toEqual(before.permits);
          expect(step(before.state, current, wakeAt - 1).permits).toEqual(before.permits);
          if (before.wakeAt_ms !== null)
            expect(step(before.state, current, wakeAt).permits).not.toEqual(before.permits);
          state = before.state;
          now += m.wait_ms;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('left alone, gives every vehicle that may have 6 A its turn, and uses what there is', () => {
    fc.assert(
      fc.property(input(2), fc.array(move(2), { maxLength: 8 }), input(2), (first, moves, last) => {
        const alone = { input: null, wait_ms: 2_000_000, whenAsked: false };
        const log = history(first, [...moves, { ...alone, input: last, wait_ms: 0 }, alone]);
        const settled = log.filter((entry) => entry.input === last);
        const eligible = last.connectors.filter((c) => c.wantsEnergy && c.limit_A >= 6);
        for (const { connectorId } of eligible) {
          const charged = settled.some(({ permits }) => permits[connectorId - 1]! >= 6);
          expect(charged).toBe(last.shared_A >= 6);
        }
        if (eligible.length * 6 > last.shared_A) return;
        const demand = eligible.reduce((sum, c) => sum + c.limit_A, 0);
        const used = settled.at(-1)!.permits.reduce((sum, permit) => sum + permit, 0);
        expect(used).toBeGreaterThan(Math.min(demand, last.shared_A) - 0.2);
      }),
      { numRuns: 1000 },
    );
  });
});
