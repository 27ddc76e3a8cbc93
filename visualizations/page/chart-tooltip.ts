import type { MachineGraph } from '../machine-graph.ts';
import { byId, h } from './element.ts';
import { spaced } from './words.ts';

const row = (name: string, text: string): Node | null =>
  text === '' ? null : h('p', {}, h('b', {}, name), ' ', text);

function about(graph: MachineGraph, marked: SVGElement): readonly (Node | null)[] | null {
  const { state: stateId, edge: edgeId = marked.dataset.label } = marked.dataset;
  const state = graph.states.find(({ id }) => id === stateId);
  if (state) {
    return [
      h('h4', {}, state.path.join('.') || graph.machine),
      row('', state.description),
      row('waits for', state.waitsFor),
      row('timers', state.delays.map(spaced).join(', ')),
      row('on entry', state.entry.join(', ')),
      row('on exit', state.exit.join(', ')),
      row('source', state.clause),
    ];
  }
  const edge = graph.edges.find(({ id }) => id === edgeId);
  if (!edge) return null;
  return [
    h('h4', {}, edge.event),
    row('', edge.description),
    row('if', edge.guard),
    row('does', edge.actions.join(', ')),
    row('from', edge.source.split('#')[1] ?? ''),
    row('to', edge.targets.map((it) => it.split('#')[1]).join(', ')),
  ];
}

const MARKED = '[data-state], [data-edge], [data-label]';
const TAP_PX = 6;
/** What keys go through: each arrow once, at its label. */
const STOPS = '[data-state], [data-label]';

/**
 * Says what a state or an arrow is: description, guard, actions, clause of the norm. Of what is under the
 * pointer, what is tapped, or what the keys n and p (next and previous) lead to.
 */
export function addTooltips(frame: HTMLElement, picture: SVGSVGElement, graph: MachineGraph): void {
  const tip = byId('tooltip');
  const unmark = (): void => picture.querySelector('.pointed')?.classList.remove('pointed');
  const hide = (): void => {
    unmark();
    tip.hidden = true;
  };
  const show = (marked: SVGElement | null | undefined, at: { x: number; y: number }): void => {
    const words = marked ? about(graph, marked) : null;
    if (!words) return hide();
    tip.replaceChildren(...words.filter((word) => word !== null));
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const x = Math.min(at.x + 14, innerWidth - width - 8);
    const y = at.y + 18 + height > innerHeight ? at.y - height - 12 : at.y + 18;
    tip.style.translate = `${Math.max(8, x)}px ${Math.max(8, y)}px`;
  };
  const markedAt = ({ target }: Event): SVGElement | null =>
    target instanceof Element ? target.closest<SVGElement>(MARKED) : null;
  picture.addEventListener('pointermove', (event) => {
    if (event.pointerType !== 'touch') show(event.buttons === 0 ? markedAt(event) : null, event);
  });
  let down = { x: 0, y: 0 };
  frame.addEventListener('pointerdown', ({ clientX: x, clientY: y }) => {
    down = { x, y };
  });
  // The frame has captured the pointer, so the click is its own; a drag is no tap.
  frame.addEventListener('click', ({ clientX: x, clientY: y }) => {
    const tapped = Math.hypot(x - down.x, y - down.y) < TAP_PX ? document.elementFromPoint(x, y) : null;
    show(tapped?.closest<SVGElement>(MARKED), { x, y });
  });
  for (const end of ['pointerleave', 'pointerdown', 'wheel', 'blur'] as const) {
    frame.addEventListener(end, hide, { passive: true });
  }
  frame.addEventListener('keydown', ({ key }) => {
    if (key !== 'n' && key !== 'p') return hide();
    const stops = [...picture.querySelectorAll<SVGElement>(STOPS)];
    const from = stops.findIndex((stop) => stop.classList.contains('pointed'));
    const active = stops.findLastIndex((stop) => stop.classList.contains('leaf'));
    const step = key === 'n' ? 1 : -1;
    const next = stops[from < 0 ? Math.max(0, active) : (from + step + stops.length) % stops.length];
    const { left, bottom } = next?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
    show(next, { x: left, y: bottom });
    unmark();
    next?.classList.add('pointed');
  });
}
