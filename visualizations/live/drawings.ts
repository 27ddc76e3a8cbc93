import { readFile } from 'node:fs/promises';
import type { AnyStateMachine } from 'xstate';
import { isOf } from '../fingerprint.ts';
import { type MachineGraph, machineGraph } from '../machine-graph.ts';

const FOLDER = new URL('../../docs/diagrams/', import.meta.url);

/** A statechart as the page shows it. */
export type Drawing = {
  readonly graph: MachineGraph;
  /** The picture of docs/diagrams; null if there is none. */
  readonly svg: string | null;
  /** The machine was changed after it was drawn, or never was: the page draws it itself. */
  readonly stale: boolean;
};

/**
 * The statecharts with the pictures that `npm run diagrams` drew and CI keeps true: the station lays out
 * nothing itself.
 */
export async function drawingsOf(machines: readonly AnyStateMachine[]): Promise<Record<string, Drawing>> {
  const drawings = await Promise.all(
    machines.map(async (machine) => {
      const graph = machineGraph(machine);
      const svg = await readFile(new URL(`${machine.id}.svg`, FOLDER), 'utf8').catch(() => null);
      return [machine.id, { graph, svg, stale: svg === null || !isOf(svg, graph) }] as const;
    }),
  );
  return Object.fromEntries(drawings);
}
