import { expect, it } from 'vitest';
import { samplesOf } from '../../../visualizations/page/connector-samples.ts';

const frame = (monotonic_ms: number, drawnAmps: number, bench = true) => ({
  kind: 'status' as const,
  monotonic_ms,
  status: { connectors: [{ id: 1, limitAmps: 32, transaction: { wh: monotonic_ms / 1000 } }] },
  bench: bench ? { connectors: [{ id: 1, drawnAmps }] } : null,
});

it('plots what was measured up to the moment that is looked at, ten minutes back', () => {
  const frames = [frame(1_000, 6), frame(500_000, 16), frame(610_000, 20), frame(620_000, 24)];
  expect(samplesOf(frames, 1, 610_000)).toEqual([
    { at_ms: 500_000, drawn_A: 16, limit_A: 32, energy_Wh: 500 },
    { at_ms: 610_000, drawn_A: 20, limit_A: 32, energy_Wh: 610 },
  ]);
});

it('plots nothing of a board that measures no current', () => {
  expect(samplesOf([frame(1_000, 6, false)], 1, 2_000)).toEqual([]);
  expect(samplesOf([frame(1_000, 6)], 2, 2_000)).toEqual([]);
});
