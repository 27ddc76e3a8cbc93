import { svg } from './element.ts';
import type { Lane } from './lanes.ts';
import type { Message, Sequence } from './sequence.ts';

/** How lifelines are drawn: beside the words of the list, or wide, with the name of each message. */
export type LaneStyle = { readonly width_px: number; readonly named: boolean };
export const NARROW: LaneStyle = { width_px: 14, named: false };
/** As wide as there is room for, beside time and words. */
export const wide = (lanes: number, room_px: number): LaneStyle => ({
  width_px: Math.max(72, Math.min(120, Math.floor((room_px - TIME_AND_WORDS_PX) / (2 * lanes)) * 2)),
  named: true,
});

const STEP_PX = { narrow: 8, wide: 17 } as const;
const ROW_PX = 34;
const TIME_AND_WORDS_PX = 350;

/** The part of the sequence diagram that belongs to one item: its arrows one below the other. */
export function laneStrip(lanes: readonly Lane[], sequence: Sequence, style: LaneStyle): SVGSVGElement {
  const { input, messages, changed, isWire } = sequence;
  const step = style.named ? STEP_PX.wide : STEP_PX.narrow;
  const x = (key: string): number => (lanes.findIndex((lane) => lane.key === key) + 0.5) * style.width_px;
  const shown = messages.filter(({ from, to }) => x(from) > 0 && x(to) > 0);
  const height = Math.max(ROW_PX, (shown.length + 1) * step + 14);
  const first = shown.length === 0 || isWire ? height / 2 + (style.named && isWire ? 5 : 0) : 12;
  const strip = svg('svg', {
    class: isWire ? 'lanes of-wire' : 'lanes',
    width: lanes.length * style.width_px,
    height,
    'aria-hidden': 'true',
  });
  const last = first + shown.length * step;
  for (const key of changed) {
    const [from, until] = [input === key ? first : reachedAt(key, shown, first, step), last];
    strip.append(
      svg('rect', { class: 'changed', x: x(key) - 3.5, y: from - 3.5, width: 7, height: until - from + 7 }),
    );
  }
  for (const [index, message] of shown.entries()) {
    const y = isWire ? first : first + (index + 1) * step;
    strip.append(arrow(x(message.from), x(message.to), y, message.isAnswer));
    if (style.named) strip.append(name(message, (x(message.from) + x(message.to)) / 2, y - 4));
  }
  if (input !== null) strip.append(svg('circle', { class: 'input', cx: x(input), cy: first, r: 4.5 }));
  return strip;
}

/** A state changes when its actor is told something; before the first message if it is told nothing. */
function reachedAt(key: string, messages: readonly Message[], first: number, step: number): number {
  const index = messages.findIndex(({ to }) => to === key);
  return index < 0 ? first : first + (index + 1) * step;
}

const name = ({ label }: Message, x: number, y: number): SVGTextElement => svg('text', { x, y }, label);

function arrow(from: number, to: number, y: number, isAnswer = false): SVGGElement {
  const back = Math.sign(from - to) * 5;
  return svg(
    'g',
    { class: isAnswer ? 'message answer' : 'message' },
    svg('line', { x1: from, x2: to, y1: y, y2: y }),
    svg('path', { d: `M${to},${y}l${back},-3v6z` }),
  );
}

/** The names above the lifelines. */
export function laneHead(lanes: readonly Lane[], { width_px, named }: LaneStyle): SVGSVGElement {
  const head = svg('svg', {
    class: 'lanes head',
    width: lanes.length * width_px,
    height: 18,
    role: 'img',
    'aria-label': `lifelines: ${lanes.map(({ title }) => title).join(', ')}`,
  });
  for (const [index, { label, title }] of lanes.entries()) {
    const at = { x: (index + 0.5) * width_px, y: 13 };
    head.append(svg('text', at, svg('title', {}, title), named ? title : label));
  }
  return head;
}
