import 'elkjs/lib/elk-api.js';
import type { MachineGraph } from '../machine-graph.ts';
import { drawMachine } from './draw-machine.ts';
import type { Layout } from './layout.ts';

/** In a browser elkjs leaves its class there. */
type WithElk = {
  readonly ELK: new (options: { readonly workerUrl: string }) => Layout & Pick<Ending, 'terminateWorker'>;
};
type Ending = { terminateWorker(): void };

/**
 * Statecharts as `npm run diagrams` draws them, in a browser: laid out in a worker, one after the other.
 * @param worker address of elk-worker.min.js. @returns a picture by machine.
 */
export async function drawInBrowser(
  graphs: readonly MachineGraph[],
  worker: string,
): Promise<ReadonlyMap<string, string>> {
  const { ELK } = globalThis as unknown as WithElk;
  const elk = new ELK({ workerUrl: worker });
  try {
    const pictures = new Map<string, string>();
    for (const graph of graphs) pictures.set(graph.machine, await drawMachine(graph, elk));
    return pictures;
  } finally {
    elk.terminateWorker();
  }
}
