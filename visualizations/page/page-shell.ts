import { byId, h } from './element.ts';
import type { PageModel } from './page-model.ts';
import { timeOfDay } from './words.ts';

const THEME = 'wallchart-theme';
const THEMES: readonly string[] = ['auto', 'light', 'dark'];

/**
 * The tabs of a tab list show one panel each; arrow keys move between them.
 * @param show is told the id of the panel; its style sheet, or `hidden`, does the rest.
 */
export function tabs(listId: string, showPanel: (panel: string, all: readonly string[]) => void): void {
  const list = byId(listId);
  const all = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const panelOf = (tab: HTMLElement): string => tab.getAttribute('aria-controls') ?? '';
  const show = (panel: string): void => {
    for (const tab of all) {
      const active = panelOf(tab) === panel;
      tab.setAttribute('aria-selected', String(active));
      tab.tabIndex = active ? 0 : -1;
    }
    showPanel(panel, all.map(panelOf));
  };
  for (const tab of all) {
    tab.addEventListener('click', () => show(panelOf(tab)));
    // It scrolls, and may hold nothing else that keys can reach.
    const panel = byId(panelOf(tab));
    if (panel.role === 'tabpanel') panel.tabIndex = 0;
  }
  list.addEventListener('keydown', ({ key }) => {
    const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
    const present = all.filter((tab) => !tab.hidden);
    const index = present.findIndex((tab) => tab.getAttribute('aria-selected') === 'true');
    const next = present[(index + step + present.length) % present.length];
    if (step === 0 || !next) return;
    next.focus();
    show(panelOf(next));
  });
}

/** Light, dark, or as the system has it; remembered in this browser. */
export function themeButton(): void {
  const button = byId('theme');
  const apply = (theme: string): void => {
    document.documentElement.dataset.theme = theme;
    button.textContent = theme;
    button.setAttribute('aria-label', `Colours: ${theme}`);
    localStorage.setItem(THEME, theme);
  };
  button.addEventListener('click', () => {
    const now = THEMES.indexOf(document.documentElement.dataset.theme ?? 'auto');
    apply(THEMES[(now + 1) % THEMES.length] ?? 'auto');
  });
  apply(localStorage.getItem(THEME) ?? 'auto');
}

const LINK_WORDS = {
  connecting: 'connecting…',
  live: 'live',
  lost: 'the station does not answer',
  file: 'a recording',
} as const;

/** The head of the page: whose it is, whether it is live, and the moment that is looked at. */
export function updateHead(model: PageModel): void {
  const { about, link, dropped, selectedEntry, scene } = model;
  byId('identity').textContent = about?.identity ?? '';
  const whose = about ? `${about.identity} · Wallchart` : 'Wallchart';
  document.title = link === 'file' ? `Recording of ${whose}` : whose;
  const state = byId('feed-state');
  state.textContent = LINK_WORDS[link];
  state.className = `pill ${link === 'live' ? 'good' : link === 'lost' ? 'bad' : 'busy'}`;
  const lost = byId('dropped');
  lost.hidden = dropped === 0;
  lost.textContent = `${dropped} frames left out: more happened than could be shown`;
  const bar = byId('moment');
  bar.hidden = selectedEntry === null;
  document.body.classList.toggle('past', selectedEntry !== null);
  if (!selectedEntry) return;
  const back =
    link === 'file'
      ? null
      : h('button', { type: 'button', click: () => model.select(null) }, 'Back to the present');
  const living = Object.keys(scene.actors).length;
  const words = `As it was at ${timeOfDay(selectedEntry.item.wall)} (${living} actors)`;
  bar.replaceChildren(h('span', {}, words), ...(back ? [back] : []));
}
