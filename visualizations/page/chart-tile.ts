import type { ActorState } from '../live/frames.ts';
import type { MachineGraph } from '../machine-graph.ts';
import { later } from './browser-time.ts';
import { boxOf, type Picture, pictureOf } from './chart-picture.ts';
import { addTooltips } from './chart-tooltip.ts';
import { countdown } from './countdown.ts';
import { h } from './element.ts';
import type { Drawing, PageModel } from './page-model.ts';
import { PanZoom } from './pan-zoom.ts';
import { activeStates, leafChanges, leafPaths } from './state-value.ts';
import { waitsOf } from './waiting.ts';
import { spaced } from './words.ts';

const FLASH_MS = 1_500;
const STALE = 'This picture is older than the machine: npm run diagrams, or elkjs installed, draws it anew.';

/** Of several innermost states the one that says most: in the largest region, and there the deepest. */
function telling(paths: readonly string[], graph: MachineGraph | undefined): string | undefined {
  const regionSize = (path: string): number =>
    graph?.states.filter((state) => state.path[0] === path.split('.')[0]).length ?? 0;
  const depth = (path: string): number => path.split('.').length;
  return paths.toSorted((a, b) => regionSize(b) - regionSize(a) || depth(b) - depth(a))[0];
}

/** One actor: its statechart with what is active, its timers, and what it waits for. */
export class ChartTile {
  readonly element: HTMLElement;
  readonly actor: string;
  readonly machine: string | null;
  readonly #model: PageModel;
  readonly #drawing: Drawing | undefined;
  readonly #picture: Picture | null;
  readonly #panZoom: PanZoom | null;
  readonly #values = h('p', { class: 'values' });
  readonly #waits = h('div', { class: 'waits' });
  readonly #data = h('pre', { class: 'data', tabindex: 0, 'aria-label': 'state of this component' });
  readonly #resize: ResizeObserver;
  readonly #taken = new WeakMap<SVGElement, object>();
  #drawn: ActorState | null = null;
  /** Until a person moves the picture, what becomes active is brought into view. */
  #follows = true;

  constructor(model: PageModel, actor: string, machine: string | null, close: () => void) {
    this.#model = model;
    this.actor = actor;
    this.machine = machine;
    const drawing = machine === null ? undefined : model.machines[machine];
    this.#picture = drawing ? pictureOf(drawing) : null;
    const frame = h('div', { class: 'frame' }, this.#picture?.root ?? this.#data);
    this.#panZoom = this.#picture ? new PanZoom(frame, this.#picture.root, this.#picture.whole) : null;
    if (this.#panZoom) {
      this.#panZoom.onMoved = () => {
        this.#follows = false;
      };
    }
    if (this.#picture && drawing) {
      frame.tabIndex = 0;
      frame.setAttribute('role', 'group');
      frame.setAttribute('aria-label', `Statechart ${machine} of ${actor}`);
      this.#picture.root.setAttribute('aria-label', `Statechart ${machine}`);
      addTooltips(frame, this.#picture.root, drawing.graph);
    }
    this.#drawing = drawing;
    this.element = h(
      'section',
      { class: 'tile', 'aria-label': actor },
      h('header', {}, h('h3', {}, actor), this.#values, this.#buttons(close)),
      drawing?.stale && h('p', { class: 'warning' }, STALE),
      frame,
      this.#waits,
    );
    this.#resize = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      if (!this.#panZoom?.resized(width, height) && this.#follows) this.followActive();
    });
    this.#resize.observe(frame);
  }

  /** Its statechart was drawn anew meanwhile. */
  get isOutOfDate(): boolean {
    return this.machine !== null && this.#model.machines[this.machine] !== this.#drawing;
  }

  /** Takes the tile away for good. */
  remove(): void {
    this.#resize.disconnect();
    this.element.remove();
  }

  update(): void {
    const { scene, machines } = this.#model;
    const state = scene.actors[this.actor];
    this.element.classList.toggle('gone', !state);
    const timers = scene.timers.filter(({ actor }) => actor === this.actor);
    const graph = this.machine === null ? undefined : machines[this.machine]?.graph;
    const waits = state ? waitsOf(this.actor, state, graph, timers) : [];
    this.#waits.replaceChildren(
      ...waits.map(({ text }) => h('span', { class: 'wait' }, `waits for ${text}`)),
      ...timers.map(({ name, deadline_ms }) =>
        h('span', { class: 'timer' }, `${spaced(name)} `, countdown(deadline_ms)),
      ),
    );
    this.#markSelected();
    if (state === this.#drawn || !state) return;
    const { entered } = leafChanges(this.#drawn?.value, state.value);
    this.#drawn = state;
    this.#values.replaceChildren(...leafPaths(state.value).map((path) => h('code', {}, path)));
    if (!this.#picture) this.#data.textContent = JSON.stringify(state.control, null, 2);
    else this.#highlight(this.#picture, state);
    if (this.#follows) this.#bringIntoView(this.#entered() ?? entered);
  }

  /**
   * Marks the arrows that were just taken, for a moment. A class, no animation: that would have the whole
   * chart painted for each picture.
   */
  flash(edges: readonly string[]): void {
    for (const part of this.#partsOf(edges)) {
      const taking = {};
      this.#taken.set(part, taking);
      part.classList.add('taken');
      later(() => {
        // Taken again meanwhile, it goes out later.
        if (this.#taken.get(part) === taking) part.classList.remove('taken');
      }, FLASH_MS);
    }
  }

  /** Brings what is active into view, so near that it can be read, and keeps it there. */
  followActive(): void {
    this.#follows = true;
    this.#bringIntoView(leafPaths(this.#drawn?.value), true);
  }

  /** What the item that is looked at entered here, if it did. */
  #entered(): readonly string[] | undefined {
    const change = this.#model.selectedEntry?.changes.find(({ actor }) => actor === this.actor);
    return change && change.entered.length > 0 ? change.entered : undefined;
  }

  #bringIntoView(paths: readonly string[], always = false): void {
    const path = telling(paths, this.#model.machines[this.machine ?? '']?.graph);
    if (!this.#picture || !this.#panZoom || path === undefined) return;
    const box = boxOf(this.#picture, [`${this.machine}#${path}`]);
    if (box && (always || !this.#panZoom.sees(box))) this.#panZoom.glideTo(box);
  }

  #moved(act: () => void): void {
    this.#follows = false;
    act();
  }

  #highlight({ states }: Picture, state: ActorState): void {
    const active = new Set(state.machine === null ? [] : activeStates(state.machine, state.value));
    const leaves = new Set(leafPaths(state.value).map((path) => `${state.machine}#${path}`));
    for (const [id, element] of states) {
      element.classList.toggle('active', active.has(id));
      element.classList.toggle('leaf', leaves.has(id));
    }
  }

  #markSelected(): void {
    for (const part of this.element.querySelectorAll('.selected-edge'))
      part.classList.remove('selected-edge');
    const item = this.#model.selectedEntry?.item;
    if (item?.kind !== 'cascade') return;
    const edges = item.taken.filter(({ actor }) => actor === this.actor).map(({ edge }) => edge);
    for (const part of this.#partsOf(edges)) part.classList.add('selected-edge');
  }

  #partsOf(edges: readonly string[]): SVGElement[] {
    return edges.flatMap((edge) => this.#picture?.edges.get(edge) ?? []);
  }

  #buttons(close: () => void): HTMLElement {
    const button = (label: string, text: string, act: () => void): HTMLElement =>
      h(
        'button',
        { type: 'button', title: label, 'aria-label': `${label}: ${this.actor}`, click: act },
        text,
      );
    const zoom = this.#panZoom;
    return h(
      'div',
      { class: 'tools' },
      zoom && button('Nearer', '+', () => this.#moved(() => zoom.zoom(1.4))),
      zoom && button('Farther', '−', () => this.#moved(() => zoom.zoom(1 / 1.4))),
      zoom && button('Follow the active states', '◎', () => this.followActive()),
      zoom && button('Whole chart', '⤢', () => this.#moved(() => zoom.showAll())),
      button('Close', '×', close),
    );
  }
}
