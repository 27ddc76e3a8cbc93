import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import type { GraphEdge } from '../graph-edge.ts';
import type { GraphState, MachineGraph } from '../machine-graph.ts';
import { edgeLabelLines, edgeText } from './edge-label.ts';
import { packInRows } from './pack-in-rows.ts';
import { textWidth, wrapText } from './text-width.ts';

export const TITLE_PX = 14;
export const TEXT_PX = 11;
export const LINE_PX = 15;
const PADDING_PX = 12;
const DOT_PX = 10;

/** A node of the picture: a state, or the dot that points at an initial state. */
export type StateNode = ElkNode & {
  readonly state?: GraphState;
  /** Lines under the name: entry, exit, what runs, transitions that leave no state. */
  readonly lines?: readonly string[];
  /** A region of a parallel state. */
  readonly region?: boolean;
  readonly children?: StateNode[];
  readonly edges?: StateEdge[];
};
export type StateEdge = ElkExtendedEdge & {
  readonly edge?: GraphEdge;
  readonly labelLines?: readonly string[];
};

const OPTIONS: Readonly<Record<string, string>> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  // From the initial state downwards, as a reader expects; model order cannot be asked for across hierarchy.
  'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
  'elk.edgeLabels.placement': 'CENTER',
  'elk.layered.edgeLabels.sideSelection': 'ALWAYS_DOWN',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.spacing.nodeNodeBetweenLayers': '30',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.spacing.nodeNode': '26',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.labelLabel': '6',
};

const isWithin = (id: string, ancestor: string): boolean =>
  id === ancestor || id.startsWith(ancestor.endsWith('#') ? ancestor : `${ancestor}.`);

/**
 * The machine itself is parallel, and every arrow stays within one of its regions: they are laid out one by
 * one and packed like cards, because layers would put them all in one row.
 */
function standsApart(graph: MachineGraph, state: GraphState): boolean {
  if (state.parent !== null || state.type !== 'parallel') return false;
  const regions = graph.states.filter((candidate) => candidate.parent === state.id);
  return graph.edges.every((edge) =>
    edge.targets.every((target) =>
      regions.some(({ id }) => isWithin(edge.source, id) && isWithin(target, id)),
    ),
  );
}

/** Inner text of a state's box. */
function linesOf(state: GraphState, edges: readonly GraphEdge[]): string[] {
  const inner = edges.filter((edge) => edge.source === state.id && edge.targets.length === 0);
  return [
    ...state.entry.map((action) => `entry / ${action}`),
    ...state.exit.map((action) => `exit / ${action}`),
    ...state.invokes.map(({ src }) => `runs ${src}`),
    ...inner.map(edgeText),
  ].flatMap((line) => wrapText(line, 44).map((part, index) => (index === 0 ? part : `   ${part}`)));
}

function stateNode(graph: MachineGraph, state: GraphState, isRegion: boolean): StateNode {
  const lines = linesOf(state, graph.edges);
  const title = `${state.key} (H)`;
  const widths = [textWidth(title, TITLE_PX), ...lines.map((line) => textWidth(line, TEXT_PX))];
  const width = Math.max(80, ...widths) + 2 * PADDING_PX;
  const head = 30 + LINE_PX * lines.length;
  const inner = graph.states
    .filter((candidate) => candidate.parent === state.id)
    .map((child) => stateNode(graph, child, state.type === 'parallel'));
  const dot: StateNode[] = state.initial
    ? [{ id: `${state.id}~initial`, width: DOT_PX, height: DOT_PX }]
    : [];
  const box = {
    id: state.id,
    state,
    lines,
    region: isRegion,
    width,
    height: head + (lines.length > 0 ? 8 : 4),
  };
  if (inner.length === 0) return box;
  const padding = `[top=${head + 10},left=18,bottom=18,right=18]`;
  return {
    ...box,
    children: [...dot, ...inner],
    layoutOptions: {
      ...OPTIONS,
      'elk.padding': padding,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${width},${head})`,
    },
  };
}

const initialEdges = (graph: MachineGraph): StateEdge[] =>
  graph.states.flatMap(({ id, initial }) =>
    initial ? [{ id: `${id}~start`, sources: [`${id}~initial`], targets: [initial] }] : [],
  );

/** A transition with several targets is drawn as several arrows, the first with the label. */
const stateEdges = (edge: GraphEdge): StateEdge[] =>
  edge.targets.map((target, index) => {
    const labelLines = index === 0 ? edgeLabelLines(edge) : [];
    const width = Math.max(0, ...labelLines.map((line) => textWidth(line, TEXT_PX))) + 8;
    const label = { text: labelLines.join('\n'), width, height: LINE_PX * labelLines.length + 4 };
    const parts = { id: `${edge.id}~${index}`, sources: [edge.source], targets: [target], edge, labelLines };
    return labelLines.length === 0 ? parts : { ...parts, labels: [label] };
  });

/** An engine of elkjs: in this thread, or in a worker. */
export type Layout = { layout(graph: StateNode): Promise<StateNode> };

const pictureOf = (
  elk: Layout,
  {
    id,
    node,
    edges,
  }: { readonly id: string; readonly node: StateNode; readonly edges: readonly StateEdge[] },
): Promise<StateNode> =>
  elk.layout({
    id: `~picture ${id}`,
    layoutOptions: { ...OPTIONS, 'elk.padding': '[top=8,left=8,bottom=8,right=8]' },
    children: [node],
    edges: [...edges],
  });

/**
 * Positions of all states, arrows and labels; coordinates are relative to the container, as ELK gives them.
 */
export async function layoutMachine(graph: MachineGraph, elk: Layout): Promise<StateNode> {
  const root = graph.states[0]!;
  const arrows = [...initialEdges(graph), ...graph.edges.flatMap(stateEdges)];
  const whole = stateNode(graph, root, false);
  if (!standsApart(graph, root)) return pictureOf(elk, { id: root.id, node: whole, edges: arrows });
  const { children = [], ...box } = whole;
  const pictures = await Promise.all(
    children.map((region) =>
      pictureOf(elk, {
        id: region.id,
        node: region,
        edges: arrows.filter((arrow) => isWithin(arrow.targets[0]!, region.id)),
      }),
    ),
  );
  const packed = packInRows(pictures, (box.height ?? 0) + 4);
  const frame = { ...box, x: 8, y: 8, width: Math.max(box.width ?? 0, packed.width), height: packed.height };
  return {
    id: '~picture',
    width: frame.width + 16,
    height: frame.height + 16,
    children: [{ ...frame, children: packed.nodes }],
  };
}
