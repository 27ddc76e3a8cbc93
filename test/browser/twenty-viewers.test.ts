import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordedItem } from '../../visualizations/live/frames.ts';
import { BrowserProcess } from './browser-process.ts';
import { Chromium } from './chromium.ts';
import { isLive, LAPTOP, press } from './opened-page.ts';
import { recordedItems } from './recorded-items.ts';
import { type StartedStation, startStation } from './started-station.ts';

const VIEWERS = 20;
const CARD = '04A1B2C3D4E5F6';
const STATUS = `document.querySelector('.card.connector .pill')?.textContent`;
/** Items of the list: their numbers, and what is said of them. */
const ROWS = `[...document.querySelectorAll('.row')].map((it) => [Number(it.dataset.n), it.textContent])`;

let browser: BrowserProcess;
let station: StartedStation;
let pages: readonly Chromium[] = [];

/** Opens so many pages, each with connections and storage of its own, and shows everything in each. */
async function opened(count: number): Promise<readonly Chromium[]> {
  const all: Chromium[] = [];
  for (let index = 0; index < count; index += 1) {
    const page = await Chromium.startIn(browser, LAPTOP);
    all.push(page);
    await page.open(`${station.url}/`);
    await isLive(page);
    await page.evaluate(`document.querySelector('#filters input[type=checkbox]').click()`);
  }
  return all;
}

/** What the station said and did in a charge, apart from what depends on how long it took. */
function charge(items: readonly RecordedItem[]): object {
  const said = callsOf(items).filter(({ action }) => action !== 'Heartbeat' && action !== 'MeterValues');
  const [connector, contactor] = ['connector-1', 'contactor-1'].map((actor) => valuesOf(actor, items));
  // Two queues send: which is first depends on the answers.
  const sorted = said.map(({ action, payload }) => `${action} ${payload.status}`).toSorted();
  return { said: sorted, connector, contactor };
}

type Call = {
  readonly action: string;
  readonly payload: { readonly status?: string; readonly connectorId?: number };
};
/** The calls that the station sent. */
const callsOf = (items: readonly RecordedItem[]): readonly Call[] =>
  items.flatMap((item) => {
    if (item.kind !== 'wire' || item.direction !== 'sent') return [];
    const [type, , action, payload] = JSON.parse(item.text);
    return type === 2 ? [{ action, payload }] : [];
  });

/** It has said how each of its connectors is. */
const isUp = (items: readonly RecordedItem[]): boolean =>
  callsOf(items).filter(({ action }) => action === 'StatusNotification').length === 3;

/** The last that was said of the first connector is this. */
const isSaid =
  (status: string) =>
  (items: readonly RecordedItem[]): boolean =>
    callsOf(items).findLast(
      ({ action, payload }) => action === 'StatusNotification' && payload.connectorId === 1,
    )?.payload.status === status;

/** The states of an actor one after the other. */
function valuesOf(actor: string, items: readonly RecordedItem[]): readonly string[] {
  const values = items.flatMap((item) => {
    const state = item.kind === 'cascade' ? item.changed[actor] : undefined;
    return state ? [JSON.stringify(state.value)] : [];
  });
  return values.filter((value, index) => value !== values[index - 1]);
}

type Row = readonly [n: number, text: string];
const everyone = <Value>(expression: string): Promise<readonly Value[]> =>
  Promise.all(pages.map((page) => page.until<Value>(expression)));

beforeAll(async () => {
  [browser, station] = await Promise.all([BrowserProcess.start(), startStation()]);
  pages = await opened(VIEWERS);
}, 120_000);
afterAll(async () => {
  await Promise.all(pages.map((page) => page.close()));
  await Promise.all([browser.stop(), station.stop()]);
});

describe('twenty browsers that watch one station', { timeout: 120_000 }, () => {
  it('all see the charge that one of them starts, without a gap, and change nothing in it', async () => {
    const [first] = pages;
    await everyone(`document.querySelector('#bench fieldset:nth-child(1) button')`);
    await press(first!, 'Plug in', '#bench fieldset:nth-child(1)');
    await everyone(`${STATUS} === 'Preparing'`);
    await press(first!, 'Show card', '#bench');
    await everyone(`${STATUS} === 'Charging'`);
    await press(first!, 'Unplug', '#bench fieldset:nth-child(1)');
    await everyone(
      `${STATUS} === 'Available' && ${ROWS}.some(([, text]) => text.includes('↓ StopTransaction'))`,
    );

    const lists = await everyone<readonly Row[]>(ROWS);
    const end = Math.min(...lists.map((rows) => rows.at(-1)![0]));
    const shown = lists.map((rows) => rows.filter(([n]) => n <= end));
    const [one] = shown;
    expect(one!.map(([n]) => n)).toEqual(
      Array.from({ length: one!.length }, (_, index) => one![0]![0] + index),
    );
    expect(one!.map(([, text]) => text).join()).toMatch(/StartTransaction.*StopTransaction/s);
    for (const [index, rows] of shown.entries()) expect(rows, `page ${index}`).toEqual(one);

    // At the same moment, for each of them every actor is in the same state.
    await everyone(`(document.querySelector('.row[data-n="${end}"]').click(), true)`);
    await everyone(`!document.querySelector('#moment').hidden`);
    const states = await everyone(`[...document.querySelectorAll('#tree label, .tile .leaf')]
      .map((it) => it.dataset.state ?? it.textContent)`);
    expect(new Set(states.map((it) => JSON.stringify(it))).size).toBe(1);
    expect(await everyone(`document.querySelector('#dropped').hidden`)).toEqual(pages.map(() => true));
    expect(pages.flatMap(({ complaints }) => complaints)).toEqual([]);

    // A station that nobody watches does and sends the same.
    const alone = await startStation();
    try {
      await recordedItems(alone.url, isUp);
      await alone.bench('connectors/1/plug', {});
      await recordedItems(alone.url, isSaid('Preparing'));
      await alone.bench('rfid', { idTag: CARD });
      await recordedItems(alone.url, isSaid('Charging'));
      await alone.bench('connectors/1/unplug', {});
      const [seen, unseen] = await Promise.all(
        [station, alone].map(({ url }) => recordedItems(url, isSaid('Available'))),
      );
      expect(charge(seen!)).toEqual(charge(unseen!));
      expect(charge(unseen!)).toMatchObject({ said: expect.arrayContaining(['StopTransaction undefined']) });
    } finally {
      await alone.stop();
    }
  });
});
