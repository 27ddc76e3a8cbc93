import { readFile } from 'node:fs/promises';
import type { AnyStateMachine } from 'xstate';
import { type MachineGraph, machineGraph } from '../machine-graph.ts';

const FOLDER = new URL('../../docs/diagrams/', import.meta.url);

/** A statechart as the page shows it. */
export type Drawing = {
  readonly graph: MachineGraph;
  /** The picture of docs/diagrams; null if there is none. */
  readonly svg: string | null;
  /** States and arrows that the picture lacks: the machine was changed after it was drawn. */
  readonly missing: readonly string[];
};

const MARKS = /data-(?:state|edge)="([^"]+)"/g;
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
const unescaped = (text: string): string => text.replaceAll(/&(?:lt|gt|quot|amp);/g, (it) => ENTITIES[it]!);

/**
 * The statecharts with the pictures that `npm run diagrams` drew and CI keeps true: the station lays out
 * nothing itself.
 */
export async function drawingsOf(machines: readonly AnyStateMachine[]): Promise<Record<string, Drawing>> {
  const drawings = await Promise.all(
    machines.map(async (machine) => {
      const graph = machineGraph(machine);
      const svg = await readFile(new URL(`${machine.id}.svg`, FOLDER), 'utf8').catch(() => null);
      return [machine.id, { graph, svg, missing: missingIn(svg ?? '', graph) }] as const;
    }),
  );
  return Object.fromEntries(drawings);
}

function missingIn(svg: string, { states, edges }: MachineGraph): string[] {
  const drawn = new Set([...svg.matchAll(MARKS)].map(([, id = '']) => unescaped(id)));
  const arrows = edges.filter(({ targets }) => targets.length > 0);
  return [...states, ...arrows].map(({ id }) => id).filter((id) => !drawn.has(id));
}
