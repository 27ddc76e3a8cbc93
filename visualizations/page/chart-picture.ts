import type { MachineGraph } from '../machine-graph.ts';
import type { Drawing } from './page-model.ts';
import type { Box } from './pan-zoom.ts';

let pictures = 0;

/** The marked parts of one drawn statechart. */
export type Picture = {
  readonly root: SVGSVGElement;
  readonly whole: Box;
  readonly states: ReadonlyMap<string, SVGGElement>;
  /** Arrows and labels by transition; those without an arrow of their own are shown at their state. */
  readonly edges: ReadonlyMap<string, readonly SVGElement[]>;
};

/** The picture of docs/diagrams as part of the page, styled by the page. Null if there is none. */
export function pictureOf({ svg, graph }: Drawing): Picture | null {
  if (svg === null) return null;
  pictures += 1;
  // Ids are unique in a page, and a statechart may be shown for several actors; the page has its own style.
  const own = svg
    .replace(/<style>[^<]*<\/style>/, '')
    .replace('id="head"', `id="head-${pictures}"`)
    .replaceAll('url(#head)', `url(#head-${pictures})`);
  const parsed = new DOMParser().parseFromString(own, 'image/svg+xml').documentElement;
  if (!(parsed instanceof SVGSVGElement)) return null;
  const root = document.importNode(parsed, true);
  for (const part of root.querySelectorAll('title')) part.remove();
  const { width, height } = root.viewBox.baseVal;
  return {
    root,
    whole: { x: 0, y: 0, width, height },
    states: new Map(
      [...root.querySelectorAll<SVGGElement>('[data-state]')].map((g) => [g.dataset.state ?? '', g]),
    ),
    edges: edgesIn(root, graph),
  };
}

function edgesIn(root: SVGSVGElement, graph: MachineGraph): ReadonlyMap<string, readonly SVGElement[]> {
  const found = new Map<string, SVGElement[]>();
  for (const part of root.querySelectorAll<SVGElement>('[data-edge], [data-label]')) {
    const id = part.dataset.edge ?? part.dataset.label ?? '';
    found.set(id, [...(found.get(id) ?? []), part]);
  }
  for (const { id, source } of graph.edges) {
    const state = root.querySelector<SVGElement>(`[data-state="${CSS.escape(source)}"]`);
    if (!found.has(id) && state) found.set(id, [state]);
  }
  return found;
}

/** As it is written: the browser need not lay out anything to know it. */
const boxOfRect = (rect: SVGRectElement): Box => ({
  x: rect.x.baseVal.value,
  y: rect.y.baseVal.value,
  width: rect.width.baseVal.value,
  height: rect.height.baseVal.value,
});

/** The place of states in the picture. */
export function boxOf(picture: Picture, ids: readonly string[]): Box | null {
  const boxes = ids.flatMap((id) => {
    const rect = picture.states.get(id)?.querySelector('rect');
    return rect ? [boxOfRect(rect)] : [];
  });
  if (boxes.length === 0) return null;
  const [x, y] = [Math.min(...boxes.map((it) => it.x)), Math.min(...boxes.map((it) => it.y))];
  const right = Math.max(...boxes.map((it) => it.x + it.width));
  const bottom = Math.max(...boxes.map((it) => it.y + it.height));
  return { x, y, width: right - x, height: bottom - y };
}
