import { byId, controlValue, h } from './element.ts';
import { laneHead, laneStrip, NARROW, wide } from './lane-strip.ts';
import { lanesOf } from './lanes.ts';
import type { PageModel } from './page-model.ts';
import type { Entry } from './recording.ts';
import { summariesOf } from './station-shapes.ts';
import { entryDetail } from './timeline-detail.ts';
import { matches, type TimelineFilter } from './timeline-filter.ts';
import { entryWords, moveWords, timeOfDay } from './words.ts';

const MAX_ROWS = 400;

/** What happened, newest last: a sequence of cascades and frames that can be searched and travelled. */
export class TimelineView {
  readonly #model: PageModel;
  readonly #rows = byId('rows');
  readonly #head = byId('lane-head');
  #filter: TimelineFilter = { connector: 0, transaction: 0, text: '', everything: false };
  #lastShown = 0;
  #firstKnown = 0;
  #connectors: readonly number[] = [];
  #selected: number | null = null;
  /** The end of the list is in view, and stays there. */
  #follows = true;
  /** Wide: the sequence diagram in the room of the statecharts, each message with its name. */
  #style = NARROW;
  readonly #transactions = h('select', {
    'aria-label': 'Transaction',
    change: (event) => this.#set({ transaction: Number(controlValue(event)) }),
  });

  constructor(model: PageModel) {
    this.#model = model;
    this.#rows.addEventListener('keydown', (event) => this.#key(event));
    this.#rows.addEventListener('scroll', () => {
      const { scrollHeight, scrollTop, clientHeight } = this.#rows;
      this.#follows = scrollHeight - scrollTop - clientHeight < 40;
    });
    this.#rows.addEventListener('scroll', () => {
      this.#head.scrollLeft = this.#rows.scrollLeft;
    });
    new ResizeObserver(() => this.#toEnd()).observe(this.#rows);
    byId('wide').addEventListener('click', () => this.#toggle());
  }

  #toggle(): void {
    const isWide = document.body.classList.toggle('wide');
    byId('wide').setAttribute('aria-pressed', String(isWide));
    this.#style = isWide ? wide(lanesOf(this.#connectors).length, this.#rows.clientWidth) : NARROW;
    this.#drawHead();
    this.#rebuild();
    this.#rows.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  #drawHead(): void {
    this.#head.replaceChildren(laneHead(lanesOf(this.#connectors), this.#style));
    this.#rows.style.setProperty('--lane', `${this.#style.width_px}px`);
  }

  #set(change: Partial<TimelineFilter>): void {
    this.#filter = { ...this.#filter, ...change };
    this.#rebuild();
  }

  /** The transactions that the window knows can be chosen. */
  #offerTransactions(fresh: readonly Entry[]): void {
    const offered = new Set([...this.#transactions.options].map(({ value }) => Number(value)));
    for (const own of new Set(fresh.flatMap(({ transactions }) => transactions))) {
      if (!offered.has(own)) this.#transactions.append(h('option', { value: own }, `transaction ${own}`));
    }
  }

  /** Builds the controls above the list, once the connectors are known. */
  #controls(): void {
    const set = (change: Partial<TimelineFilter>): void => this.#set(change);
    this.#transactions.replaceChildren(h('option', { value: 0 }, 'all transactions'));
    byId('filters').replaceChildren(
      h(
        'select',
        { 'aria-label': 'Connector', change: (event) => set({ connector: Number(controlValue(event)) }) },
        h('option', { value: 0 }, 'all connectors'),
        ...this.#connectors.map((id) => h('option', { value: id }, `connector ${id}`)),
      ),
      this.#transactions,
      h('input', {
        type: 'search',
        placeholder: 'text, message id, idTag…',
        'aria-label': 'Search the timeline',
        input: (event) => set({ text: controlValue(event).trim().toLowerCase() }),
      }),
      h(
        'label',
        { class: 'check' },
        h('input', { type: 'checkbox', change: () => set({ everything: !this.#filter.everything }) }),
        'everything',
      ),
    );
  }

  update(): void {
    const connectors = summariesOf(this.#model.recording.last).map(({ connectorId }) => connectorId);
    const first = this.#model.recording.entries[0]?.item.n ?? 0;
    const last = this.#model.recording.entries.at(-1)?.item.n ?? 0;
    if (connectors.length > 0 && connectors.join() !== this.#connectors.join()) {
      this.#connectors = connectors;
      this.#controls();
      this.#drawHead();
      this.#rebuild();
    } else if (last < this.#lastShown || first < this.#firstKnown) this.#rebuild();
    else this.#append();
    this.#firstKnown = first;
    this.#mark();
  }

  #rebuild(): void {
    this.#rows.replaceChildren();
    this.#lastShown = 0;
    this.#append();
    this.#mark();
  }

  #append(): void {
    const { entries } = this.#model.recording;
    const from = this.#lastShown === 0 ? 0 : this.#lastShown + 1 - (entries[0]?.item.n ?? 0);
    const news = entries.slice(Math.max(0, from));
    this.#offerTransactions(news);
    const fresh = news.filter((entry) => matches(entry, this.#filter));
    this.#lastShown = entries.at(-1)?.item.n ?? 0;
    if (fresh.length === 0) return;
    const list = this.#rows;
    const lanes = lanesOf(this.#connectors);
    list.append(
      ...fresh.slice(-MAX_ROWS).map((it) => this.#row(it, laneStrip(lanes, it.sequence, this.#style))),
    );
    while (list.childElementCount > MAX_ROWS) list.firstElementChild?.remove();
    this.#toEnd();
  }

  #row(entry: Entry, strip: SVGSVGElement): HTMLElement {
    const { item, changes } = entry;
    const icon = item.kind === 'wire' ? (item.direction === 'sent' ? '↑ ' : '↓ ') : '';
    const to = item.kind === 'cascade' ? h('small', {}, ` → ${item.to}`) : null;
    const moves = changes.map(({ actor, left, entered }) =>
      h('p', { class: 'moves' }, `${actor} `, h('b', {}, moveWords(left, entered))),
    );
    return h(
      'div',
      {
        class: `row ${item.kind}`,
        'data-n': item.n,
        role: 'option',
        tabindex: -1,
        'aria-selected': 'false',
        click: () => this.#select(item.n),
      },
      h('time', {}, timeOfDay(item.wall)),
      strip,
      h('div', { class: 'what' }, h('p', {}, icon, entryWords(entry), to), ...moves),
    );
  }

  #select(n: number): void {
    this.#model.select(this.#model.selected === n ? null : n);
  }

  #toEnd(): void {
    if (this.#follows && this.#model.selected === null) this.#rows.scrollTop = this.#rows.scrollHeight;
  }

  #mark(): void {
    const { selected, selectedEntry } = this.#model;
    if (selected === this.#selected && selected === null) return;
    const changed = selected !== this.#selected;
    this.#selected = selected;
    for (const row of this.#rows.querySelectorAll('[aria-selected=true]'))
      row.setAttribute('aria-selected', 'false');
    const row = this.#rows.querySelector(`[data-n="${selected}"]`);
    row?.setAttribute('aria-selected', 'true');
    if (!changed) return;
    byId('detail').replaceChildren(...(selectedEntry ? [entryDetail(selectedEntry)] : []));
    row?.scrollIntoView({ block: 'nearest' });
  }

  /** Up and down travel from row to row. */
  #key(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const rows = [...this.#rows.querySelectorAll<HTMLElement>('[data-n]')];
    const index = rows.findIndex((row) => Number(row.dataset.n) === this.#model.selected);
    const next = event.key === 'ArrowDown' ? index + 1 : index < 0 ? rows.length - 1 : index - 1;
    const row = rows[Math.min(rows.length - 1, Math.max(0, next))];
    if (!row) return;
    this.#model.select(Number(row.dataset.n));
  }
}
