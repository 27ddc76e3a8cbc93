import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registry } from '../../machines/registry.ts';
import { machineGraph } from '../../visualizations/machine-graph.ts';
import type { Chromium } from './chromium.ts';
import { LAPTOP, openedPage } from './opened-page.ts';
import { recordedItems } from './recorded-items.ts';
import { type StartedStation, startStation } from './started-station.ts';

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  station = await startStation();
});
beforeEach(async () => {
  page = await openedPage(station, LAPTOP);
});
afterEach(() => page.close());
afterAll(() => station.stop());

const TILE = `document.querySelector('.tile[aria-label="connector-1"]')`;
const STATUS = `document.querySelector('.card.connector .pill')?.textContent`;
const TIP = `document.querySelector('#tooltip')`;
/** No statechart is on its way to another place. */
const SETTLED = `document.getAnimations().every((it) => it.playState === 'finished')`;
const CONNECTOR = machineGraph(registry.connector);
const PREPARING = 'connector#session.preparing';
const ITS_ARROW = `${PREPARING}/AUTHORISED/0`;

/** What the machine says of a state (description, clause) or a transition (event, guard, actions). */
function wordsOf(id: string): readonly string[] {
  const state = CONNECTOR.states.find((it) => it.id === id);
  if (state) return [state.description, state.clause];
  const { event, guard, actions } = CONNECTOR.edges.find((it) => it.id === id)!;
  return [event, guard, ...actions];
}

/** A whole charge, as a driver makes it. */
async function charge(): Promise<void> {
  await station.bench('connectors/1/plug', {});
  await page.until(`${STATUS} === 'Preparing'`);
  await station.bench('rfid', { idTag: '04A1B2C3D4E5F6' });
  await page.until(`${STATUS} === 'Charging'`);
  await station.bench('connectors/1/unplug', {});
  await page.until(`${STATUS} === 'Available'`);
}

/** Where each state, arrow and label of all statecharts stands on the screen, and what its picture is. */
const PLACES = `Object.fromEntries([...document.querySelectorAll('.tile')].flatMap((tile) =>
  [...tile.querySelectorAll('[data-state], [data-edge], [data-label]')].map((part) => {
    const { x, y, width, height } = part.getBoundingClientRect();
    const { state, edge, label } = part.dataset;
    return [[tile.getAttribute('aria-label'), state, edge, label].join(' '), [x, y, width, height]];
  })))`;

describe('statecharts of a running station, in a browser', { timeout: 60_000 }, () => {
  it('flash each arrow that is taken, and no other, and it goes out again', async () => {
    await page.evaluate(`window.flashed = []; new MutationObserver((changes) => {
      const taken = changes.map(({ target }) => target).filter((it) => it.classList.contains('taken'));
      window.flashed.push(...taken.map(({ dataset }) => dataset.edge ?? dataset.label ?? ''));
    }).observe(${TILE}, { subtree: true, attributeFilter: ['class'] })`);
    const before = (await recordedItems(station.url, () => true)).at(-1)!.n;
    await charge();
    await page.until(`!document.querySelector('.tile .taken')`);
    const items = await recordedItems(station.url, () => true);
    const taken = items.flatMap((it) => (it.kind === 'cascade' && it.n > before ? it.taken : []));
    const own = taken.filter(({ actor }) => actor === 'connector-1').map(({ edge }) => edge);
    const drawn = await page.evaluate<string[]>(
      `[...${TILE}.querySelectorAll('[data-edge]')].map((it) => it.dataset.edge)`,
    );
    const flashed = await page.evaluate<string[]>(`window.flashed.filter((it) => it !== '')`);
    expect([...new Set(flashed)].toSorted()).toEqual(
      [...new Set(own)].filter((edge) => drawn.includes(edge)).toSorted(),
    );
    expect(flashed.length).toBeGreaterThan(5);
  });

  it('stay where they are while states change, once a person has placed them', async () => {
    for (const actor of ['connector-1', 'contactor-1'])
      await page.evaluate(`document.querySelector('[aria-label="Whole chart: ${actor}"]').click()`);
    await page.until(SETTLED);
    const before = await page.evaluate<Record<string, number[]>>(PLACES);
    await page.evaluate(`document.querySelectorAll('.tile svg').forEach((it) => { it.isTheOne = true; })`);
    await charge();
    expect(Object.keys(before).length).toBeGreaterThan(100);
    expect(await page.evaluate(PLACES)).toEqual(before);
    expect(
      await page.evaluate(`[...document.querySelectorAll('.tile svg')].map((it) => it.isTheOne)`),
    ).toEqual([true, true]);
  });

  it('show several actors side by side, each with its own states', async () => {
    for (const actor of ['connector-2', 'rfid-session', 'ocpp-connection'])
      await page.evaluate(`document.querySelector('[data-actor="${actor}"] input').click()`);
    await page.until(`document.querySelectorAll('.tile').length === 5`);
    await page.until(`[...document.querySelectorAll('.tile')].every((it) => it.querySelector('.leaf'))`);
    type Tile = { actor: string; left: number; top: number; right: number; bottom: number };
    const tiles = await page.evaluate<Tile[]>(`[...document.querySelectorAll('.tile')].map((tile) => {
      const { left, top, right, bottom } = tile.getBoundingClientRect();
      return { actor: tile.getAttribute('aria-label'), left, top, right, bottom };
    })`);
    expect(tiles.map(({ actor }) => actor)).toEqual([
      'connector-1',
      'contactor-1',
      'connector-2',
      'rfid-session',
      'ocpp-connection',
    ]);
    const [first, second] = tiles;
    expect(second!.left).toBeGreaterThanOrEqual(first!.right);
    expect(second!.top).toBe(first!.top);
    for (const one of tiles)
      for (const other of tiles.filter((it) => it !== one))
        expect(
          one.right <= other.left ||
            other.right <= one.left ||
            one.bottom <= other.top ||
            other.bottom <= one.top,
          `${one.actor} and ${other.actor}`,
        ).toBe(true);
    for (const actor of ['connector-2', 'rfid-session', 'ocpp-connection'])
      await page.until(`(() => {
        const leaves = document.querySelectorAll('.tile[aria-label="${actor}"] .leaf');
        const drawn = [...leaves].map((it) => it.dataset.state.split('#')[1]).toSorted();
        const told = document.querySelector('[data-actor="${actor}"] small').textContent.split(', ');
        return JSON.stringify(drawn) === JSON.stringify(told.toSorted());
      })()`);
  });

  it('are chosen from a tree of who owns whom', async () => {
    const items = await recordedItems(station.url, () => true);
    const owners = new Map<string, string | null>();
    for (const item of items) {
      if (item.kind === 'wire') continue;
      for (const [id, { parent }] of Object.entries(item.changed)) owners.set(id, parent);
      for (const id of item.gone) owners.delete(id);
    }
    const shown = await page.evaluate(`(() => {
      const owner = (label) => label.closest('ul').closest('li')?.querySelector('[data-actor]').dataset.actor;
      const labels = [...document.querySelectorAll('[data-actor]')];
      return Object.fromEntries(labels.map((label) => [label.dataset.actor, owner(label) ?? null]));
    })()`);
    expect(shown).toEqual(Object.fromEntries(owners));
    expect(owners.get('contactor-1')).toBe('connector-1');
  });

  it('follow the mouse by as many pixels, and grow by its wheel around the pointer', async () => {
    const place = (): Promise<{ x: number; y: number; scale: number }> =>
      page.evaluate(`(() => {
        const svg = ${TILE}.querySelector('svg');
        const { x, y } = svg.getBoundingClientRect();
        return { x, y, scale: new DOMMatrix(getComputedStyle(svg).transform).a };
      })()`);
    const at = await page.evaluate<{ x: number; y: number }>(`(() => {
      const { x, y, width, height } = ${TILE}.querySelector('.frame').getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    })()`);
    await page.until(SETTLED);
    const before = await place();
    await page.pull(at, { x: at.x + 50, y: at.y - 20 });
    const pulled = await place();
    expect(pulled.scale).toBeCloseTo(before.scale, 5);
    expect(pulled.x - before.x).toBeCloseTo(50, 0);
    expect(pulled.y - before.y).toBeCloseTo(-20, 0);
    await page.wheel(at, -200);
    await page.until(
      `new DOMMatrix(getComputedStyle(${TILE}.querySelector('svg')).transform).a > ${pulled.scale * 1.2}`,
    );
    const grown = await place();
    expect((at.x - grown.x) / grown.scale).toBeCloseTo((at.x - pulled.x) / pulled.scale, 0);
    expect((at.y - grown.y) / grown.scale).toBeCloseTo((at.y - pulled.y) / pulled.scale, 0);
  });

  it('say description and clause of the state, and of the arrow, that the mouse points at', async () => {
    await page.evaluate(`document.querySelector('[aria-label="Whole chart: connector-1"]').click()`);
    await page.until(SETTLED);
    for (const id of [PREPARING, ITS_ARROW]) {
      const [x, y] = await page.evaluate<[number, number]>(`(() => {
        const part = ${TILE}.querySelector('[data-state="${id}"] .state, [data-label="${id}"] .label');
        const { left, top, width, height } = part.getBoundingClientRect();
        return [left + width / 2, top + height / 2];
      })()`);
      await page.point(x, y);
      await page.until(`!${TIP}.hidden`);
      const said = await page.evaluate<string>(`${TIP}.textContent`);
      for (const words of wordsOf(id)) expect(said, id).toContain(words);
      await page.point(5, 5);
      await page.until(`${TIP}.hidden`);
    }
  });

  it('say the same of each state that keys lead to', async () => {
    await page.evaluate(`${TILE}.querySelector('.frame').focus()`);
    const heard = new Set<string>();
    const pointed = `${TILE}.querySelector('.pointed')`;
    while (heard.size < CONNECTOR.states.length) {
      await page.key('n');
      const [state, said] = await page.evaluate<[string | null, string]>(
        `[${pointed}.dataset.state ?? null, ${TIP}.hidden ? '' : ${TIP}.textContent]`,
      );
      if (state === null) continue;
      expect(heard).not.toContain(state);
      heard.add(state);
      for (const words of wordsOf(state)) expect(said, state).toContain(words);
    }
  });

  it('are light or dark as the system has it, or as the button says', async () => {
    const paper = `getComputedStyle(document.body).backgroundColor`;
    const state = `getComputedStyle(${TILE}.querySelector('.state')).fill`;
    const colours = (): Promise<[string, string]> => page.evaluate(`[${paper}, ${state}]`);
    const brightness = (colour: string): number =>
      Math.max(...(colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number));
    const isDark = async (): Promise<boolean> => {
      const [first, second] = (await colours()).map((it) => brightness(it) < 60);
      expect(first).toBe(second);
      return first!;
    };
    for (const scheme of ['dark', 'light'] as const) {
      await page.colours(scheme);
      expect(await isDark(), scheme).toBe(scheme === 'dark');
    }
    for (const theme of ['light', 'dark', 'auto']) {
      await page.evaluate(`document.querySelector('#theme').click()`);
      expect(await page.evaluate(`document.querySelector('#theme').textContent`)).toBe(theme);
      expect(await isDark(), theme).toBe(theme === 'dark');
    }
  });

  it('count down the timers of an actor, by their names', async () => {
    await station.bench('connectors/1/plug', {});
    const timers = `[...${TILE}.querySelectorAll('.timer')].map((it) => it.textContent)`;
    const left = async (): Promise<number> => {
      const [text] = await page.evaluate<string[]>(timers);
      const [, minutes, seconds] = /^connection time out (?:(\d+) min )?([\d.]+) s$/.exec(text!) ?? [];
      return Number(minutes ?? 0) * 60 + Number(seconds);
    };
    await page.until(`${timers}.length === 1`);
    const first = await left();
    const before = await page.evaluate<string[]>(timers);
    await page.until(`${timers}[0] !== ${JSON.stringify(before[0])}`);
    expect(first).toBeGreaterThan(0);
    expect(await left()).toBeLessThan(first);
    await station.bench('connectors/1/unplug', {});
    await page.until(`${timers}.length === 0`);
  });
});
