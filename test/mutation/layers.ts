import { provide } from '../../actors/charge-point.ts';
import { type Registry, registry } from '../../machines/registry.ts';
import { lintMachine } from '../machine-lint/lint-machine.ts';
import { CONNECTOR_COMPOSITIONS } from '../model/compositions/connector-dimensions.ts';
import { ExploredConnector } from '../model/compositions/connector-model.ts';
import { explore } from '../model/explorer.ts';
import { ROUGH_DAY } from '../simulation/day-shape.ts';
import { run, scriptOf } from '../simulation/run.ts';
import { nullPorts } from '../station/null-ports.ts';

/** What found a mistake, and in what words. `properties`: S1, …, where the layer names some. */
export type Finding = {
  readonly layer: Layer;
  readonly properties: readonly string[];
  readonly words: string;
};
/** `wire`: a conformance test ended with frames that violate a property. */
export type Layer = 'lint' | 'tests' | 'wire' | 'simulation' | 'checker' | 'hang';

/** Machine lint of the station with the machines in force. */
export function byLint(): Finding | null {
  const [found] = lintMachine(provide(registry, nullPorts));
  return found
    ? { layer: 'lint', properties: [], words: `${found.machine} ${found.state}: ${found.problem}` }
    : null;
}

/** Rough days, one a seed, until one violates a property. */
export async function bySimulation(days: number): Promise<Finding | null> {
  for (let seed = 1; seed <= days; seed += 1) {
    const { violations } = await run(scriptOf(seed, 1, ROUGH_DAY), { ...registry });
    const [first] = violations;
    const properties = [...new Set(violations.map(({ property }) => property))];
    if (first) return { layer: 'simulation', properties, words: first.words };
  }
  return null;
}

const MODELLED: readonly (keyof Registry)[] = ['connector', 'contactor', 'transaction', 'rfidSession'];

/** Compositions of the checker, each as far as so many states. */
export function byChecker(machine: keyof Registry, most: number): Finding | null {
  if (most === 0 || !MODELLED.includes(machine)) return null;
  for (const composition of CONNECTOR_COMPOSITIONS) {
    const { violation } = explore(new ExploredConnector({ ...composition, registry: { ...registry } }), {
      most,
    });
    if (violation)
      return {
        layer: 'checker',
        properties: [violation.property],
        words: `${composition.name}: ${violation.words}`,
      };
  }
  return null;
}
