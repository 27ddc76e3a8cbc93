import type { MachineGraph } from '../machine-graph.ts';
import type { Machines } from './page-model.ts';

type Drawer = {
  readonly drawInBrowser: (
    graphs: readonly MachineGraph[],
    worker: string,
  ) => Promise<ReadonlyMap<string, string>>;
};
const DRAWER = '/page/drawing/entry';
const WORKER = '/page/drawing/elk-worker.js';

/**
 * The statecharts that have no picture of what they are now, drawn here: laid out in a worker, from what the
 * running station says of its machines.
 * @returns null if there is none, or nothing to draw with (the station has no elkjs).
 */
export async function drawnHere(machines: Machines): Promise<Machines | null> {
  const stale = Object.entries(machines).filter(([, { stale }]) => stale);
  if (stale.length === 0) return null;
  const drawer: Drawer | null = await import(DRAWER).catch(() => null);
  if (drawer === null) return null;
  const pictures = await drawer.drawInBrowser(
    stale.map(([, { graph }]) => graph),
    WORKER,
  );
  const drawn = stale.map(([id, { graph }]) => {
    const svg = pictures.get(graph.machine) ?? null;
    return [id, { graph, svg, stale: svg === null }] as const;
  });
  return { ...machines, ...Object.fromEntries(drawn) };
}
