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

/** Says what the state or arrow under the pointer is: description, guard, actions, clause of the norm. */
export function addTooltips(picture: SVGSVGElement, graph: MachineGraph): void {
  const tip = byId('tooltip');
  const hide = (): void => {
    tip.hidden = true;
  };
  picture.addEventListener('pointermove', (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const marked = target?.closest<SVGElement>('[data-state], [data-edge], [data-label]');
    const words = marked && event.buttons === 0 ? about(graph, marked) : null;
    if (!words) return hide();
    tip.replaceChildren(...words.filter((word) => word !== null));
    tip.hidden = false;
    const { width, height } = tip.getBoundingClientRect();
    const x = Math.min(event.clientX + 14, innerWidth - width - 8);
    const y = event.clientY + 18 + height > innerHeight ? event.clientY - height - 12 : event.clientY + 18;
    tip.style.translate = `${Math.max(8, x)}px ${Math.max(8, y)}px`;
  });
  for (const end of ['pointerleave', 'pointerdown', 'wheel'] as const) {
    picture.addEventListener(end, hide, { passive: true });
  }
}
