import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';
import type { Sample } from './connector-samples.ts';
import { svg } from './element.ts';

const WIDTH = 280;
const HEIGHT = 54;

/** Current as an area, energy as a line, the limit dashed; nothing while there is nothing to see. */
export function connectorPlot(samples: readonly Sample[], { limit_A }: ConnectorSummary): SVGElement | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || samples.length < 2 || samples.every(({ drawn_A }) => drawn_A === 0)) return null;
  const span_ms = Math.max(1, last.at_ms - first.at_ms);
  const most_A = Math.max(limit_A, 1, ...samples.map((it) => Math.max(it.drawn_A, it.limit_A))) * 1.1;
  const most_Wh = Math.max(1, ...samples.map(({ energy_Wh }) => energy_Wh ?? 0)) * 1.1;
  const x = ({ at_ms }: Sample): number => (WIDTH * (at_ms - first.at_ms)) / span_ms;
  const steps = (value: (sample: Sample) => number): string =>
    samples
      .map(
        (it, index) =>
          `${index === 0 ? 'M' : 'H'}${x(it).toFixed(1)}${index === 0 ? ',' : 'V'}${value(it).toFixed(1)}`,
      )
      .join('');
  const amps = (current_A: number): number => HEIGHT * (1 - current_A / most_A);
  const drawn = steps(({ drawn_A }) => amps(drawn_A));
  const energy = samples
    .filter(({ energy_Wh }) => energy_Wh !== null)
    .map((it) => `${x(it).toFixed(1)},${(HEIGHT * (1 - (it.energy_Wh ?? 0) / most_Wh)).toFixed(1)}`);
  return svg(
    'svg',
    {
      class: 'plot',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      role: 'img',
      'aria-label': 'current and energy, with the limit',
    },
    svg('path', { class: 'plot-drawn', d: `${drawn}V${HEIGHT}H0z` }),
    svg('path', { class: 'plot-limit', d: steps((it) => amps(it.limit_A)) }),
    svg('polyline', { class: 'plot-energy', points: energy.join(' ') }),
  );
}
