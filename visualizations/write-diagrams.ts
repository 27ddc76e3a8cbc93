import { fileURLToPath } from 'node:url';
import { type AnyStateMachine, StateMachine } from 'xstate';
import { staleDiagrams, writeDiagrams } from './diagrams.ts';

/** `node visualizations/write-diagrams.ts [--check]`: docs/diagrams from the statecharts of the registry. */
const FOLDER = fileURLToPath(new URL('../docs/diagrams', import.meta.url));
const REGISTRY = new URL('../machines/registry.ts', import.meta.url).href;

async function registeredMachines(): Promise<AnyStateMachine[]> {
  const { registry } = (await import(REGISTRY)) as { readonly registry: Readonly<Record<string, unknown>> };
  return Object.values(registry).filter((entry): entry is AnyStateMachine => entry instanceof StateMachine);
}

const machines = await registeredMachines();
if (process.argv.includes('--check')) {
  const stale = await staleDiagrams(machines, FOLDER);
  for (const name of stale)
    console.error(`docs/diagrams/${name} does not match its machine: npm run diagrams`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const name of await writeDiagrams(machines, FOLDER)) console.log(`docs/diagrams/${name}`);
}
