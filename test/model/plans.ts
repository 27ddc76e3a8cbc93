import { registry } from '../../machines/registry.ts';
import { CONNECTOR_COMPOSITIONS } from './compositions/connector-dimensions.ts';
import { ExploredConnector } from './compositions/connector-model.ts';
import { type Exploration, explore } from './explorer.ts';
import { lassoText, unending } from './liveness.ts';
import { saveTrace } from './repeat.ts';
import { StateGraph } from './state-graph.ts';
import { ExploredStation as ExploredPair } from './station/explored-station.ts';
import { STATION_COMPOSITIONS as PAIR_COMPOSITIONS } from './station/station-compositions.ts';
import { saveCounterexample } from './whole-station/counterexample.ts';
import { ExploredStation } from './whole-station/explored-station.ts';
import { STATION_COMPOSITIONS, type StationComposition } from './whole-station/station-dimensions.ts';
import { STATION_LIVENESS, stationMarks } from './whole-station/station-liveness.ts';

/** The section of docs/verification.md that has the figures of a composition. */
export type Section = 'connector' | 'pair' | 'station' | 'deep' | 'deep pair';
/** A composition that is explored to its end, in `npm test` or, if it is `deep`, by `npm run check:deep`. */
export type Plan = {
  readonly section: Section;
  readonly name: string;
  /** What is in it besides what is in all. */
  readonly scope: string;
  run(most: number): { readonly found: Exploration; readonly unending: readonly string[] };
};

/** Where counterexamples are saved. */
const DIRECTORY = 'counterexamples';

function exploreStation(composition: StationComposition, most: number): ReturnType<Plan['run']> {
  const model = new ExploredStation(composition);
  const graph = new StateGraph(stationMarks(model));
  const found = explore(model, { most, graph });
  const saved = (it: Parameters<typeof saveCounterexample>[2]): readonly string[] =>
    saveCounterexample(DIRECTORY, composition, it);
  if (found.violation) console.log(saved(found.violation).join('\n'));
  if (!found.complete) return { found, unending: [] };
  const runs = STATION_LIVENESS.flatMap((it) => unending(model, graph, found, it) ?? []);
  return { found, unending: runs.map((run) => [lassoText(run), ...saved(run)].join('\n')) };
}

function saved(family: 'connector' | 'pair', found: Exploration): ReturnType<Plan['run']> {
  if (found.violation) console.log(saveTrace(DIRECTORY, family, found));
  return { found, unending: [] };
}

const scopeOf = ({ scope }: { readonly scope: readonly string[] }): string =>
  scope.at(-1)!.replace(/^and /, '');

export const PLANS: readonly Plan[] = [
  ...CONNECTOR_COMPOSITIONS.map((it): Plan => {
    const run: Plan['run'] = (most) =>
      saved('connector', explore(new ExploredConnector({ ...it, registry }), { most }));
    return { section: 'connector', name: it.name, scope: scopeOf(it), run };
  }),
  ...PAIR_COMPOSITIONS.map((it): Plan => {
    const run: Plan['run'] = (most) =>
      saved('pair', explore(new ExploredPair({ ...it, registry }), { most }));
    return { section: it.deep ? 'deep pair' : 'pair', name: it.name, scope: scopeOf(it), run };
  }),
  ...STATION_COMPOSITIONS.map((it): Plan => {
    const section = it.deep ? 'deep' : 'station';
    return { section, name: it.name, scope: scopeOf(it), run: (most) => exploreStation(it, most) };
  }),
];
