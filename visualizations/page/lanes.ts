import type { Scene } from '../live/frames.ts';
import { svg } from './element.ts';
import { connectorOf, type Entry } from './recording.ts';

/** A lifeline of the sequence: who it stands for. */
export type Lane = { readonly key: string; readonly label: string; readonly title: string };

const WIDTH_PX = 13;
const HEIGHT_PX = 34;

/** Central system, connection, charge point, reader, then each connector with contactor and transaction. */
export const lanesOf = (connectors: readonly number[]): readonly Lane[] => [
  { key: 'csms', label: 'CS', title: 'central system' },
  { key: 'link', label: 'ws', title: 'connection and call queue' },
  { key: 'station', label: 'cp', title: 'charge point' },
  { key: 'reader', label: 'rf', title: 'card reader' },
  ...connectors.flatMap((id) => [
    { key: `connector-${id}`, label: String(id), title: `connector ${id}` },
    { key: `contactor-${id}`, label: `k${id}`, title: `contactor ${id}` },
    { key: `transaction-${id}`, label: `t${id}`, title: `transaction on connector ${id}` },
  ]),
];

/** The lane of an actor. */
export function laneOf(actor: string, ...scenes: readonly Scene[]): string {
  if (/^(?:connector|contactor)-/.test(actor)) return actor;
  if (actor === 'ocpp-connection' || actor === 'call-queue') return 'link';
  if (actor === 'rfid-session') return 'reader';
  const connector = connectorOf(actor, ...scenes);
  return connector !== null && actor.startsWith('transaction-') ? `transaction-${connector}` : 'station';
}

/** The lifelines of one row: where the input came in, whom it reached, or the frame on the wire. */
export function laneStrip(lanes: readonly Lane[], { item, changes }: Entry, scene: Scene): SVGSVGElement {
  const x = (key: string): number => (lanes.findIndex((lane) => lane.key === key) + 0.5) * WIDTH_PX;
  const middle = HEIGHT_PX / 2;
  const lifelines = lanes.map(({ key }) =>
    svg('line', { class: 'life', x1: x(key), x2: x(key), y1: 0, y2: '100%' }),
  );
  const width = lanes.length * WIDTH_PX;
  const strip = svg('svg', { class: 'lanes', width, height: HEIGHT_PX, 'aria-hidden': 'true' }, ...lifelines);
  if (item.kind === 'wire') {
    const [from, to] = item.direction === 'sent' ? ['link', 'csms'] : ['csms', 'link'];
    strip.append(arrow(x(from), x(to), middle));
    return strip;
  }
  const target = laneOf(item.to, scene);
  const reached = [...new Set(changes.map(({ actor }) => laneOf(actor, scene)))];
  const xs = [target, ...reached].map(x);
  strip.append(
    svg('line', { class: 'reach', x1: Math.min(...xs), x2: Math.max(...xs), y1: middle, y2: middle }),
    ...reached.map((key) =>
      svg('rect', { class: 'changed', x: x(key) - 3.5, y: middle - 3.5, width: 7, height: 7 }),
    ),
    svg('circle', {
      class: item.cause === 'timer' ? 'input timer' : 'input',
      cx: x(target),
      cy: middle,
      r: 4.5,
    }),
  );
  return strip;
}

function arrow(from: number, to: number, y: number): SVGGElement {
  const back = Math.sign(from - to) * 5;
  return svg(
    'g',
    { class: 'wire' },
    svg('line', { x1: from, x2: to, y1: y, y2: y }),
    svg('path', { d: `M${to},${y}l${back},-3.5v7z` }),
  );
}

/** The names above the lifelines. */
export function laneHead(lanes: readonly Lane[]): SVGSVGElement {
  const head = svg('svg', {
    class: 'lanes head',
    width: lanes.length * WIDTH_PX,
    height: 18,
    'aria-hidden': 'true',
  });
  for (const [index, { label, title }] of lanes.entries()) {
    const text = svg('text', { x: (index + 0.5) * WIDTH_PX, y: 13 }, svg('title', {}, title), label);
    head.append(text);
  }
  return head;
}
