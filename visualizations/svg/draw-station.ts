import type { GraphState, MachineGraph } from '../machine-graph.ts';
import { escapeXml, px, svgDocument } from './svg-text.ts';
import { textWidth, wrapText } from './text-width.ts';

/** A machine and the machines that its actions start. */
type Owner = { readonly graph: MachineGraph; readonly owned: readonly Owner[] };
/** `region` is the part of the text before the colon that names a region of a parallel machine. */
type Line = { readonly text: string; readonly inner: boolean; readonly region: string };

const BOX_PX = 250;
const GAP_PX = 28;
const LEVEL_PX = 48;
const HEAD_PX = 30;
const LINE_PX = 15;
const TEXT_PX = 11;
/** Between the description and the states. */
const SPACE_PX = 6;
const COLUMNS = 36;

/**
 * `rfidSession` and `rfid-session` are one name: actors are declared in camel case, machines have kebab-case
 * ids.
 */
const plain = (name: string): string => name.replaceAll('-', '').toLowerCase();

/** The ownership tree: what machines spawn, invoke or declare as theirs; roots are what nobody starts. */
export function ownershipTree(graphs: readonly MachineGraph[]): Owner[] {
  const startedBy = (graph: MachineGraph): Set<string> =>
    new Set(
      [
        ...graph.actors,
        ...graph.spawns.map(({ src }) => src),
        ...graph.states.flatMap((state) => state.invokes.map(({ src }) => src)),
      ].map(plain),
    );
  const isOwnedBy = (child: MachineGraph, parent: MachineGraph): boolean =>
    child !== parent && startedBy(parent).has(plain(child.machine));
  const owner = (graph: MachineGraph, above: readonly MachineGraph[]): Owner => ({
    graph,
    owned: graphs
      .filter((child) => isOwnedBy(child, graph) && !above.includes(child))
      .map((child) => owner(child, [...above, graph])),
  });
  return graphs
    .filter((graph) => !graphs.some((other) => isOwnedBy(graph, other)))
    .map((graph) => owner(graph, []));
}

/** What stands in a box: what the machine is about, then its states, region by region. */
function linesOf(graph: MachineGraph): Line[] {
  const below = (id: string): GraphState[] => graph.states.filter((state) => state.parent === id);
  const root = graph.states[0]!;
  const names = (states: readonly GraphState[]): string =>
    states
      .filter((state) => state.type !== 'history')
      .map((state) => state.key)
      .join('\u00a0· ');
  const regions: readonly (readonly [region: string, states: string])[] =
    root.type === 'parallel'
      ? below(root.id).map((region) => [`${region.key}:`, names(below(region.id))])
      : [['', names(below(root.id))]];
  return [
    ...wrapText(graph.description, COLUMNS).map((text) => ({ text, inner: true, region: '' })),
    ...regions.flatMap(([region, text]) =>
      wrapText(`${region} ${text}`.trim(), COLUMNS).map((line, index) => ({
        text: line,
        inner: false,
        region: index === 0 ? region : '',
      })),
    ),
  ];
}

const heightOf = ({ graph }: Owner): number => HEAD_PX + LINE_PX * linesOf(graph).length + 14 + SPACE_PX;
const rowWidth = (owners: readonly Owner[]): number =>
  owners.reduce((sum, owner) => sum + widthOf(owner), 0) + GAP_PX * Math.max(0, owners.length - 1);
const widthOf = (owner: Owner): number => Math.max(BOX_PX, rowWidth(owner.owned));
const depthOf = (owner: Owner): number =>
  heightOf(owner) + Math.max(0, ...owner.owned.map((child) => LEVEL_PX + depthOf(child)));

function drawBox(owner: Owner, left: number, top: number): string[] {
  const x = left + (widthOf(owner) - BOX_PX) / 2;
  const height = heightOf(owner);
  const [middle, bottom] = [x + BOX_PX / 2, top + height];
  let childLeft = left + (widthOf(owner) - rowWidth(owner.owned)) / 2;
  const children = owner.owned.flatMap((child) => {
    const childMiddle = childLeft + widthOf(child) / 2;
    const points = [
      [middle, bottom],
      [middle, bottom + LEVEL_PX / 2],
      [childMiddle, bottom + LEVEL_PX / 2],
      [childMiddle, bottom + LEVEL_PX],
    ];
    const path = points.map(([px_x, px_y]) => `${px(px_x)},${px(px_y)}`).join(' ');
    const drawn = drawBox(child, childLeft, bottom + LEVEL_PX);
    childLeft += widthOf(child) + GAP_PX;
    return [`<polyline class="edge" points="${path}" marker-end="url(#head)"/>`, ...drawn];
  });
  const lines = linesOf(owner.graph).map(({ text, inner, region }, index) => {
    const at = `x="${px(x + 12)}" y="${px(top + 44 + LINE_PX * index + (inner ? 0 : SPACE_PX))}"`;
    const fitted = textWidth(text, TEXT_PX) > BOX_PX - 24 ? ` textLength="${BOX_PX - 24}"` : '';
    const bold = region === '' ? '' : `<tspan font-weight="bold">${escapeXml(region)}</tspan>`;
    const rest = escapeXml(text.slice(region.length));
    return `<text${inner ? ' class="inner"' : ''} ${at}${fitted}>${bold}${rest}</text>`;
  });
  return [
    `<rect class="state" x="${px(x)}" y="${px(top)}" width="${BOX_PX}" height="${px(height)}" rx="8"/>`,
    `<path class="rule" d="M${px(x)},${px(top + 28)}h${BOX_PX}"/>`,
    `<text class="name" x="${px(x + 12)}" y="${px(top + 19)}">${escapeXml(owner.graph.machine)}</text>`,
    ...lines,
    ...children,
  ];
}

/** All machines of a station in one picture: who owns whom, and the states that each can be in. */
export function drawStation(graphs: readonly MachineGraph[]): string {
  const roots = ownershipTree(graphs);
  const height = Math.max(0, ...roots.map(depthOf)) + 2 * GAP_PX;
  let left = GAP_PX;
  const body = roots.flatMap((root) => {
    const drawn = drawBox(root, left, GAP_PX);
    left += widthOf(root) + GAP_PX;
    return drawn;
  });
  return svgDocument('The statecharts of the station and who owns whom', left, height, body);
}
