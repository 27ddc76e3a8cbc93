import { provide } from '../../actors/charge-point.ts';
import { type Registry, registry } from '../../machines/registry.ts';
import { lintMachine } from '../machine-lint/lint-machine.ts';
import { CONNECTOR_COMPOSITIONS } from '../model/compositions/connector-dimensions.ts';
import { ExploredConnector } from '../model/compositions/connector-model.ts';
import { explore } from '../model/explorer.ts';
import { ROUGH_DAY } from '../simulation/day-shape.ts';
import { run, scriptOf } from '../simulation/run.ts';
import { nullPorts } from '../station/null-ports.ts';

/** What found a mistake, and in what words. `property`: S1, …, where the layer names one. */
export type Finding = { readonly layer: Layer; readonly property: string | null; readonly words: string };
export type Layer = 'lint' | 'tests' | 'simulation' | 'checker' | 'hang';

/** Machine lint of the station with the machines in force. */
export function byLint(): Finding | null {
  const [found] = lintMachine(provide(registry, nullPorts));
  return found
    ? { layer: 'lint', property: null, words: `${found.machine} ${found.state}: ${found.problem}` }
    : null;
}

/** Rough days, one a seed, until one violates a property. */
export async function bySimulation(days: number): Promise<Finding | null> {
  for (let seed = 1; seed <= days; seed += 1) {
    const { violations } = await run(scriptOf(seed, 1, ROUGH_DAY), { ...registry });
    const [first] = violations;
    if (first) return { layer: 'simulation', property: first.property, words: first.words };
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
        property: violation.property,
        words: `${composition.name}: ${violation.words}`,
      };
  }
  return null;
}
