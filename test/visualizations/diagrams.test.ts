import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { renderDiagrams, staleDiagrams, writeDiagrams } from '../../visualizations/diagrams.ts';
import { machineGraph } from '../../visualizations/machine-graph.ts';
import { ownershipTree } from '../../visualizations/svg/draw-station.ts';
import { outlet, relay } from './example-machines.ts';

const MACHINES = [outlet, relay];
const folder = mkdtempSync(join(tmpdir(), 'diagrams-'));
afterAll(() => rmSync(folder, { recursive: true }));

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
const numbers = (attributes: string): Box => {
  const of = (name: string): number => Number(new RegExp(`\\b${name}="([^"]+)"`).exec(attributes)?.[1]);
  return { x: of('x'), y: of('y'), width: of('width'), height: of('height') };
};
const boxes = (svg: string, mark: string): Box[] =>
  [...svg.matchAll(new RegExp(`<rect class="${mark}[^"]*"([^>]*)>`, 'g'))].map((found) => numbers(found[1]!));
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const contains = (a: Box, b: Box): boolean =>
  a.x <= b.x && a.y <= b.y && a.x + a.width >= b.x + b.width && a.y + a.height >= b.y + b.height;

describe('the picture of a machine', async () => {
  const svg = (await renderDiagrams(MACHINES)).get('outlet.svg')!;
  const graph = machineGraph(outlet);

  it('has every state and every arrow once, by its stable id', () => {
    const states = [...svg.matchAll(/data-state="([^"]+)"/g)].map((found) => found[1]);
    expect(states.toSorted()).toEqual(graph.states.map((state) => state.id).toSorted());
    const arrows = [...svg.matchAll(/data-edge="([^"]+)"/g)].map((found) => found[1]);
    const expected = graph.edges.flatMap((edge) => edge.targets.map(() => edge.id));
    expect(arrows.toSorted()).toEqual(expected.toSorted());
  });

  it('has boxes that lie apart or within each other, inside the paper', () => {
    const states = boxes(svg, 'state');
    const paper = { ...boxes(svg, 'paper')[0]!, x: 0, y: 0 };
    for (const [index, a] of states.entries()) {
      expect(contains(paper, a)).toBe(true);
      for (const b of states.slice(index + 1)) {
        expect(!overlap(a, b) || contains(a, b) || contains(b, a), JSON.stringify([a, b])).toBe(true);
      }
    }
  });

  it('has labels that do not cover each other', () => {
    const labels = boxes(svg, 'label');
    expect(labels.length).toBe(graph.edges.filter((edge) => edge.targets.length > 0).length);
    for (const [index, a] of labels.entries()) {
      for (const b of labels.slice(index + 1)) expect(overlap(a, b), JSON.stringify([a, b])).toBe(false);
    }
  });

  it('writes transitions that leave no state into the box, and escapes what XML reserves', () => {
    expect(svg).toContain('CARD [exhausted or not in #ok]');
    expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
  });

  it('follows a dark scheme', () => {
    expect(svg).toContain('@media (prefers-color-scheme: dark)');
  });
});

describe('the page of a machine', () => {
  it('has a row for every transition', async () => {
    const page = (await renderDiagrams(MACHINES)).get('outlet.md')!;
    const [, transitions = ''] = page.split('## Transitions');
    expect(transitions.match(/^\| (?:`|\(machine)/gm)).toHaveLength(machineGraph(outlet).edges.length);
    expect(transitions).toContain(
      '| `session.waiting` | after plugTimeout |  | `session.idle` | `tell TIMEOUT` | a cable |',
    );
  });
});

describe('the picture of the station', () => {
  it('shows who owns whom', () => {
    const tree = ownershipTree([relay, outlet].map(machineGraph));
    expect(tree.map((root) => root.graph.machine)).toEqual(['outlet']);
    expect(tree[0]!.owned.map((child) => child.graph.machine)).toEqual(['relay']);
  });
});

describe('the diagrams of a folder', () => {
  it('are stale until written, then not, and again after a change', async () => {
    expect(await staleDiagrams(MACHINES, folder)).toHaveLength(5);
    const written = await writeDiagrams(MACHINES, folder);
    expect(written.toSorted()).toEqual(['outlet.md', 'outlet.svg', 'relay.md', 'relay.svg', 'station.svg']);
    expect(await staleDiagrams(MACHINES, folder)).toEqual([]);
    writeFileSync(join(folder, 'relay.md'), 'edited by hand');
    expect(await staleDiagrams(MACHINES, folder)).toEqual(['relay.md']);
    const without = await staleDiagrams([outlet], folder);
    expect(without.toSorted()).toEqual(['relay.md', 'relay.svg', 'station.svg']);
  });
});
