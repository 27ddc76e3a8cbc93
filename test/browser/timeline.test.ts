import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Chromium } from './chromium.ts';
import { enter, LAPTOP, openedPage, press } from './opened-page.ts';
import { recordedItems } from './recorded-items.ts';
import { type StartedStation, startStation } from './started-station.ts';

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  station = await startStation();
  await station.bench('connectors/1/plug', {});
  await station.bench('rfid', { idTag: '04A1B2C3D4E5F6' });
});
afterAll(() => station.stop());
afterEach(() => page.close());

const labels = `[...document.querySelectorAll('#rows .lanes text')].map((it) => it.textContent)`;
const SAID = `document.querySelector('.card.connector .finding')?.textContent`;

/** The innermost active states. */
function leaves(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'string') return [`${path}${value}`];
  return Object.entries(value ?? {}).flatMap(([key, inner]) => leaves(inner, `${path}${key}.`));
}

describe('what happened, in a browser', { timeout: 60_000 }, () => {
  it('is a sequence diagram with the name of each message, in the room of the statecharts', async () => {
    page = await openedPage(station, LAPTOP);
    await press(page, 'Sequence');
    await page.until(`${labels}.includes('AUTHORISED') && ${labels}.includes('PERMIT')`);
    expect(await page.evaluate<string>(`document.querySelector('#lane-head').textContent`)).toMatch(
      /central system.*connection.*charge point.*card reader.*connector 1.*contactor 1.*transaction 1/s,
    );
    expect(await page.evaluate(`document.querySelector('#charts').offsetParent`)).toBeNull();
    await press(page, 'Sequence');
    await page.until(`document.querySelector('#charts').offsetParent !== null`);
    expect(page.complaints).toEqual([]);
  });

  it('shows one transaction alone', async () => {
    page = await openedPage(station, LAPTOP);
    const rows = `[...document.querySelectorAll('.row')].map((it) => it.textContent)`;
    await page.until(`document.querySelector('#filters option[value="1"]') && ${rows}.length > 10`);
    await enter(page, '#filters select[aria-label=Transaction]', '1');
    const shown = await page.evaluate<string[]>(rows);
    expect(shown.some((text) => text.includes('↑ StartTransaction'))).toBe(true);
    expect(shown.some((text) => text.includes('BootNotification'))).toBe(false);
  });

  it('shows what concerns one connector alone, or the one message with an id and what it did', async () => {
    page = await openedPage(station, LAPTOP);
    const shown = `[...document.querySelectorAll('.row')].map((it) => Number(it.dataset.n))`;
    await page.until(`document.querySelector('#filters option[value="1"]') && ${shown}.length > 10`);
    const all = await page.evaluate<number[]>(shown);
    const items = (await recordedItems(station.url, () => true)).filter(({ n }) => all.includes(n));
    const frames = items.flatMap((it) =>
      it.kind === 'wire' ? [{ n: it.n, frame: JSON.parse(it.text) }] : [],
    );

    await enter(page, '#filters select[aria-label=Connector]', '2');
    const ofTwo = await page.evaluate<number[]>(shown);
    const named = (n: number): boolean => frames.some((it) => it.n === n && it.frame[3]?.connectorId === 2);
    expect(all.filter(named).length).toBeGreaterThan(0);
    expect(all.filter(named).every((n) => ofTwo.includes(n))).toBe(true);
    const ofOne = frames.filter(
      ({ frame }) => frame[3]?.connectorId === 1 || frame[2] === 'BootNotification',
    );
    expect(ofOne.map(({ n }) => n).filter((n) => ofTwo.includes(n))).toEqual([]);
    await enter(page, '#filters select[aria-label=Connector]', '0');

    const [, id] = frames.find(({ frame }) => frame[2] === 'StartTransaction')!.frame;
    await enter(page, '#filters input[type=search]', id);
    const ofMessage = items.filter((item) => JSON.stringify(item).includes(id)).map(({ n }) => n);
    expect(await page.evaluate(shown)).toEqual(ofMessage);
    expect(frames.filter(({ frame }) => frame[1] === id).every(({ n }) => ofMessage.includes(n))).toBe(true);
  });

  it('leads back to the state that every actor had after any event', async () => {
    page = await openedPage(station, LAPTOP);
    await page.evaluate(`document.querySelector('#filters input[type=checkbox]').click()`);
    const tree = `Object.fromEntries([...document.querySelectorAll('[data-actor]')].map((it) =>
      [it.dataset.actor, it.querySelector('small').textContent.split(', ').toSorted().join()]))`;
    const items = await recordedItems(station.url, () => true);
    const actors = new Map<string, string>();
    let looked = 0;
    for (const item of items.slice(0, 120)) {
      if (item.kind === 'wire') continue;
      for (const [id, { value }] of Object.entries(item.changed))
        actors.set(id, leaves(value).toSorted().join());
      for (const id of item.gone) actors.delete(id);
      await page.evaluate(`document.querySelector('.row[data-n="${item.n}"]').click()`);
      await page.until(`document.querySelector('.row[data-n="${item.n}"][aria-selected=true]')`);
      expect(await page.evaluate(tree), `item ${item.n}`).toEqual(Object.fromEntries(actors));
      looked += 1;
    }
    expect(looked).toBeGreaterThan(30);
    expect(actors.size).toBeGreaterThan(9);
    expect(page.complaints).toEqual([]);
  });

  it('is gone through by keys alone: into the list, up and down in it, and back to the present', async () => {
    page = await openedPage(station, LAPTOP);
    await page.until(`document.querySelectorAll('.row').length > 10`);
    await page.evaluate(`document.querySelector('#filters input[type=search]').focus()`);
    const focused = `document.activeElement.id`;
    for (let tabs = 0; tabs < 5 && (await page.evaluate(focused)) !== 'rows'; tabs += 1)
      await page.key('Tab');
    expect(await page.evaluate(focused)).toBe('rows');
    const all = await page.evaluate<number[]>(
      `[...document.querySelectorAll('.row')].map((it) => Number(it.dataset.n))`,
    );
    const selected = `Number(document.querySelector('.row[aria-selected=true]')?.dataset.n)`;
    const went: number[] = [];
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown']) {
      const before = went.at(-1);
      await page.key(key);
      went.push(await page.until<number>(`${selected} !== ${before} && ${selected}`));
    }
    const index = all.indexOf(went[0]!);
    expect(index).toBeGreaterThan(2);
    expect(went).toEqual([all[index], all[index - 1], all[index - 2], all[index - 1]]);
    await page.key('Escape');
    await page.until(`document.querySelector('#moment').hidden`);
  });

  it('says first, in plain words, why the connector does not charge', async () => {
    page = await openedPage(station, LAPTOP);
    await page.until(`${SAID}?.startsWith('Charging')`);
    await station.bench('connectors/1/fault', { errorCode: 'GroundFailure' });
    await page.until(`${SAID}?.startsWith('Current leaks to earth')`);
    await station.bench('link', { state: 'black-hole' });
    await station.bench('connectors/2/plug', {});
    await page.until(
      `document.querySelector('#station > .finding')?.textContent.includes('does not answer')`,
    );
    await station.bench('link', { state: 'up' });
  });
});
