import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyStateMachine } from 'xstate';
import { withFingerprint } from './fingerprint.ts';
import { machineGraph } from './machine-graph.ts';
import { drawMachine } from './svg/draw-machine.ts';
import { drawStation } from './svg/draw-station.ts';
import { newElk } from './svg/elk.ts';
import { transitionTable } from './transition-table.ts';

/**
 * File name -> content of all diagrams: `<machine>.svg`, `<machine>.md`, and `station.svg` with all of them.
 */
export async function renderDiagrams(
  machines: readonly AnyStateMachine[],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const machine of machines) {
    const graph = machineGraph(machine);
    files.set(`${machine.id}.svg`, withFingerprint(await drawMachine(graph, newElk()), graph));
    files.set(`${machine.id}.md`, transitionTable(graph, `${machine.id}.svg`));
  }
  return files.set('station.svg', drawStation(machines.map(machineGraph)));
}

/** Writes all diagrams into a folder, which is made if it does not exist. */
export async function writeDiagrams(machines: readonly AnyStateMachine[], folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const files = await renderDiagrams(machines);
  for (const [name, content] of files) writeFileSync(join(folder, name), content);
  return [...files.keys()];
}

/** Names of diagrams that do not match the machines: changed, missing, or of a machine that is gone. */
export async function staleDiagrams(machines: readonly AnyStateMachine[], folder: string): Promise<string[]> {
  const files = await renderDiagrams(machines);
  const present = readFolder(folder);
  const changed = [...files].filter(([name, content]) => present.get(name) !== content).map(([name]) => name);
  return [...changed, ...[...present.keys()].filter((name) => !files.has(name))];
}

function readFolder(folder: string): ReadonlyMap<string, string> {
  try {
    const names = readdirSync(folder).filter((name) => /\.(?:svg|md)$/.test(name));
    return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw error;
  }
}
