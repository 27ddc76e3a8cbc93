import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Debounced, debounce } from '../../../drivers/reference-board/pilot-debounce.ts';
import { type PilotReading, pilotState, readPilot } from '../../../drivers/reference-board/pilot-level.ts';
import { PULSE_STEPS, pulseSteps, STEADY_HIGH } from '../../../drivers/reference-board/pilot-pulse.ts';
import type { PilotState } from '../../../machines/vocabulary/pilot.ts';

/** What a vehicle reads from a duty cycle in percent (SAE J1772 table, vehicle side), in A. */
function vehicleReads(percent: number): number {
  if (percent < 8 || percent > 97) return 0;
  if (percent < 10) return 6;
  if (percent <= 85) return percent * 0.6;
  return percent <= 96 ? (percent - 64) * 2.5 : 80;
}
const readOf = (limit_A: number): number => vehicleReads((100 * pulseSteps(limit_A)) / PULSE_STEPS);

describe('pilot pulses', () => {
  it.each([
    // The duty cycle table that service instruments for charging stations print, in 1/4096.
    [6, 410],
    [10, 682],
    [13, 887],
    [16, 1092],
    [20, 1365],
    [24, 1638],
    [30, 2048],
    [32, 2184],
    [40, 2730],
    [48, 3276],
    [51, 3481],
    [60, 3604],
    [63, 3653],
    [70, 3768],
    [80, 3932],
  ])('of %d A are %d steps', (limit_A, steps) => {
    expect(pulseSteps(limit_A)).toBe(steps);
  });

  it('pause below 6 A: the pilot is a steady +12 V, no shorter pulse', () => {
    for (const limit_A of [null, Number.NaN, -1, 0, 5.9, 5.999])
      expect([limit_A, pulseSteps(limit_A)]).toEqual([limit_A, STEADY_HIGH]);
  });

  it('never let a vehicle read more than the limit, nor much less', () => {
    fc.assert(
      fc.property(fc.double({ min: 6, max: 100, noNaN: true }), (limit_A) => {
        const read_A = readOf(limit_A);
        // 10 % is 409.6 steps: at 6 A itself the vehicle may read 6 mA more.
        expect(read_A).toBeLessThanOrEqual(Math.max(limit_A, 6.006));
        const exact_A = Math.min(limit_A, 80);
        const flat_A = limit_A > 51 && limit_A < 52.5 ? 1.5 : 0;
        expect(read_A).toBeGreaterThan(exact_A - 0.062 - flat_A);
      }),
      { numRuns: 500, seed: 16 },
    );
  });

  it('never offer more for a lower limit', () => {
    const limit = fc.double({ min: 6, max: 90, noNaN: true });
    fc.assert(
      fc.property(limit, limit, (one, other) => {
        const [lower, higher] = [Math.min(one, other), Math.max(one, other)];
        expect(pulseSteps(lower)).toBeLessThanOrEqual(pulseSteps(higher));
      }),
      { numRuns: 500, seed: 16 },
    );
  });
});

const fresh = (positive_V: number, negative_V: number | null): PilotState =>
  pilotState(readPilot({ positive_V, negative_V }, null));

describe('pilot levels', () => {
  it.each<[PilotState, number, number, number]>([
    // Lowest, nominal and highest voltage that a station may find (SAE J1772).
    ['A', 11.4, 12, 12.6],
    ['B', 8.36, 9, 9.56],
    ['C', 5.48, 6, 6.49],
    ['D', 2.62, 3, 3.25],
    ['E', -0.5, 0, 0.5],
    ['F', -12.6, -12, -11.4],
  ])('%s from %d V to %d V, coming from any other', (state, ...voltages) => {
    const before: readonly (PilotReading | null)[] = [
      null,
      ...(['A', 'B', 'C', 'D', 'E', 'F'] as const).map((level) => ({ level, noDiode: false })),
    ];
    for (const positive_V of voltages)
      for (const previous of before)
        for (const negative_V of [null, -12])
          expect(pilotState(readPilot({ positive_V, negative_V }, previous))).toBe(state);
  });

  it('find a missing diode in B to D, only under pulses', () => {
    for (const positive_V of [9, 6, 3]) {
      expect(fresh(positive_V, -9)).toBe('no-diode');
      expect(fresh(positive_V, -10.6)).not.toBe('no-diode');
      expect(fresh(positive_V, null)).not.toBe('no-diode');
    }
    expect([fresh(12, -9), fresh(0, -9), fresh(-12, -9)]).toEqual(['A', 'E', 'F']);
  });

  it('take a voltage that is no number for a pilot that is lost', () => {
    expect(fresh(Number.NaN, -12)).toBe('E');
    expect(fresh(6, Number.NaN)).toBe('E');
  });

  it('do not flutter: within 0.3 V of a border a state stays what it was', () => {
    const borders = fc.constantFrom(10.5, 7.5, 4.5, 1.5, -1.5);
    const noise = fc.array(fc.double({ min: -0.29, max: 0.29, noNaN: true }), {
      minLength: 2,
      maxLength: 20,
    });
    fc.assert(
      fc.property(borders, noise, (border_V, steps) => {
        let reading: PilotReading | null = null;
        const seen = new Set<PilotState>();
        for (const step_V of steps) {
          reading = readPilot({ positive_V: border_V + step_V, negative_V: -12 }, reading);
          seen.add(pilotState(reading));
        }
        expect(seen.size).toBe(1);
      }),
      { numRuns: 200, seed: 16 },
    );
  });

  it('leave a state once the voltage is 0.3 V beyond its border, whatever came before', () => {
    const volt = fc.double({ min: -12.6, max: 12.6, noNaN: true });
    fc.assert(
      fc.property(fc.array(volt, { maxLength: 8 }), volt, (past, positive_V) => {
        const borders = [10.5, 7.5, 4.5, 1.5, -1.5];
        fc.pre(borders.every((border_V) => Math.abs(positive_V - border_V) > 0.301));
        const read = (last: PilotReading | null, it: number) =>
          readPilot({ positive_V: it, negative_V: null }, last);
        const before = past.reduce<PilotReading | null>(read, null);
        expect(pilotState(read(before, positive_V))).toBe(fresh(positive_V, null));
      }),
      { numRuns: 500, seed: 16 },
    );
  });
});

/** The states that count, as samples come every 10 ms. */
function run(samples: readonly PilotState[]): readonly (PilotState | null)[] {
  let last: Debounced | null = null;
  return samples.map((sample, index) => {
    last = debounce(last, sample, index * 10);
    return last.state;
  });
}
const times = (count: number, state: PilotState): PilotState[] => Array(count).fill(state);

describe('pilot debouncing', () => {
  it('lets C count after 100 ms, and its end after two samples', () => {
    const states = run([...times(3, 'B'), ...times(15, 'C'), ...times(3, 'B')]);
    expect(states.indexOf('C') - 3).toBe(10);
    expect(states.lastIndexOf('C')).toBe(18);
  });

  it('ends a charge after any two samples in a row that are not C', () => {
    const any = fc.constantFrom<PilotState>('A', 'B', 'C', 'D', 'E', 'F', 'no-diode');
    fc.assert(
      fc.property(fc.array(any, { minLength: 2, maxLength: 40 }), (noise) => {
        const samples = [...times(3, 'B'), ...times(12, 'C'), ...noise];
        const states = run(samples);
        states.forEach((state, index) => {
          const left = index > 0 && samples[index] !== 'C' && samples[index - 1] !== 'C';
          if (left) expect(state).not.toBe('C');
        });
      }),
      { numRuns: 500, seed: 16 },
    );
  });

  it('never lets C count that was not read without a break for 100 ms', () => {
    const any = fc.constantFrom<PilotState>('A', 'B', 'C', 'C', 'C', 'C', 'C', 'C', 'C', 'E');
    fc.assert(
      fc.property(fc.array(any, { maxLength: 80 }), (noise) => {
        const samples = [...times(3, 'A'), ...noise];
        const states = run(samples);
        states.forEach((state, index) => {
          if (state !== 'C' || states[index - 1] === 'C') return;
          expect(samples.slice(index - 10, index + 1)).toEqual(times(11, 'C'));
        });
      }),
      { numRuns: 500, seed: 16 },
    );
  });

  it('swallows a single odd sample', () => {
    for (const odd of ['A', 'D', 'E', 'F', 'no-diode'] as const) {
      expect(run([...times(3, 'B'), odd, ...times(12, 'B')]).at(-1)).toBe('B');
      const charging = run([...times(3, 'B'), ...times(12, 'C'), odd, ...times(3, 'C')]);
      expect(charging.slice(15)).toEqual(times(4, 'C'));
    }
  });

  it('takes two samples to say anything at all', () => {
    expect(run(['C', 'C'])).toEqual([null, 'C']);
    expect(run(['A', 'B', 'A', 'B', 'B'])).toEqual([null, null, null, null, 'B']);
  });
});
