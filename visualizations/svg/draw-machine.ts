import type { GraphState, MachineGraph } from '../machine-graph.ts';
import { edgeText } from './edge-label.ts';
import { type Layout, LINE_PX, layoutMachine, type StateEdge, type StateNode } from './layout.ts';
import { escapeXml, px, svgDocument } from './svg-text.ts';

type Point = { readonly x: number; readonly y: number };

/** Places of all nodes in the picture: ELK gives edges relative to the container that they belong to. */
function places(node: StateNode, origin: Point, found = new Map<string, Point>()): Map<string, Point> {
  const place = { x: origin.x + (node.x ?? 0), y: origin.y + (node.y ?? 0) };
  found.set(node.id, place);
  for (const child of node.children ?? []) places(child, place, found);
  return found;
}

const allNodes = (node: StateNode): StateNode[] => [node, ...(node.children ?? []).flatMap(allNodes)];

function drawNode(node: StateNode, place: Point): string[] {
  const { state, lines = [] } = node;
  const [width, height] = [node.width ?? 0, node.height ?? 0];
  if (!state) {
    const radius = width / 2;
    const middle = `cx="${px(place.x + radius)}" cy="${px(place.y + radius)}"`;
    return node.id.endsWith('~initial') ? [`<circle class="dot" ${middle} r="${px(radius)}"/>`] : [];
  }
  const marks = [
    'state',
    node.children ? 'composite' : '',
    node.region ? 'region' : '',
    state.type === 'final' ? 'final' : '',
  ];
  const at = `x="${px(place.x)}" y="${px(place.y)}" width="${px(width)}" height="${px(height)}"`;
  return [
    `<g data-state="${escapeXml(state.id)}"><title>${escapeXml(aboutState(state))}</title>`,
    `<rect class="${marks.filter(Boolean).join(' ')}" ${at} rx="8"/>`,
    ...(lines.length > 0
      ? [`<path class="rule" d="M${px(place.x)},${px(place.y + 27)}h${px(width)}"/>`]
      : []),
    '</g>',
  ];
}

const aboutState = ({ description, waitsFor }: GraphState): string =>
  waitsFor === '' ? description : `${description} Waits for ${waitsFor}.`;

/**
 * Texts lie over arrows: an arrow from a composite state to its own child starts at the border, under the
 * name.
 */
function drawTexts({ state, lines = [] }: StateNode, place: Point): string[] {
  if (!state) return [];
  const name = state.type === 'history' ? `${state.key} (H)` : state.key;
  return [
    `<text class="name" x="${px(place.x + 12)}" y="${px(place.y + 19)}">${escapeXml(name)}</text>`,
    ...lines.map((line, index) => {
      const y = px(place.y + 41 + LINE_PX * index);
      const x = px(place.x + 12 + 4 * (line.length - line.trimStart().length));
      return `<text class="inner" x="${x}" y="${y}">${escapeXml(line.trim())}</text>`;
    }),
  ];
}

function drawArrow({ edge, sections = [] }: StateEdge, origin: Point): string[] {
  const title = edge ? `<title>${escapeXml(edgeText(edge))}</title>` : '';
  const mark = edge ? ` data-edge="${escapeXml(edge.id)}"` : '';
  return sections.map(({ startPoint, bendPoints = [], endPoint }) => {
    const points = [startPoint, ...bendPoints, endPoint];
    const path = points.map(({ x, y }) => `${px(origin.x + x)},${px(origin.y + y)}`).join(' ');
    return `<polyline class="edge"${mark} points="${path}" marker-end="url(#head)">${title}</polyline>`;
  });
}

function drawLabel({ edge, labels = [], labelLines = [] }: StateEdge, origin: Point): string[] {
  const mark = edge ? ` data-label="${escapeXml(edge.id)}"` : '';
  return labels.map((label) => {
    const [x, y] = [origin.x + (label.x ?? 0), origin.y + (label.y ?? 0)];
    const box = `x="${px(x)}" y="${px(y)}" width="${px(label.width)}" height="${px(label.height)}"`;
    const lines = labelLines.map(
      (line, index) => `<text x="${px(x + 4)}" y="${px(y + 13 + LINE_PX * index)}">${escapeXml(line)}</text>`,
    );
    return `<g${mark}><rect class="label" ${box} rx="3"/>${lines.join('')}</g>`;
  });
}

/**
 * A machine as an SVG picture: nested boxes for states, dashed ones for regions. States and arrows carry
 * their stable ids in `data-state` and `data-edge`, so that a page can highlight what is active.
 */
export async function drawMachine(graph: MachineGraph, elk: Layout): Promise<string> {
  const picture = await layoutMachine(graph, elk);
  const place = places(picture, { x: 0, y: 0 });
  const nodes = allNodes(picture);
  const edges = nodes.flatMap((node) => node.edges ?? []);
  const originOf = (edge: StateEdge): Point => place.get(edge.container ?? picture.id) ?? { x: 0, y: 0 };
  return svgDocument(
    `Statechart ${graph.machine}: ${graph.description}`,
    picture.width ?? 0,
    picture.height ?? 0,
    [
      ...nodes.flatMap((node) => drawNode(node, place.get(node.id)!)),
      ...edges.flatMap((edge) => drawArrow(edge, originOf(edge))),
      ...nodes.flatMap((node) => drawTexts(node, place.get(node.id)!)),
      ...edges.flatMap((edge) => drawLabel(edge, originOf(edge))),
    ],
  );
}
