import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Chromium } from './chromium.ts';
import { openedPage, PHONE, press } from './opened-page.ts';
import { type StartedStation, startStation } from './started-station.ts';

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  station = await startStation();
});
afterAll(() => station.stop());
afterEach(() => page.close());

type Place = { readonly x: number; readonly y: number; readonly scale: number };
/** Scale of the first statechart, and where its top left corner lies. */
const place = (): Promise<Place> =>
  page.evaluate(`(() => {
    const svg = document.querySelector('.tile svg');
    svg.classList.remove('gliding');
    const { x, y } = svg.getBoundingClientRect();
    return { x, y, scale: new DOMMatrix(getComputedStyle(svg).transform).a };
  })()`);
const middle = (): Promise<{ x: number; y: number }> =>
  page.evaluate(`(() => {
    const { x, y, width, height } = document.querySelector('.tile .frame').getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  })()`);

describe('a statechart under fingers, on a phone', { timeout: 60_000 }, () => {
  it('follows one finger by as many pixels, and grows with two by as much as they part', async () => {
    page = await openedPage(station, PHONE);
    await press(page, 'Charts', '#phone-tabs');
    await page.until(`document.querySelector('.tile .frame')?.getBoundingClientRect().height > 100`);
    const { x, y } = await middle();
    // Until a person moves it, it follows what is active.
    await page.drag([{ x, y }], [{ x: x + 1, y }]);
    const before = await place();
    await page.drag([{ x, y }], [{ x: x + 40, y: y + 30 }]);
    const moved = await place();
    expect(moved.scale).toBeCloseTo(before.scale, 5);
    expect([moved.x - before.x, moved.y - before.y]).toEqual([expect.closeTo(40, 0), expect.closeTo(30, 0)]);

    const apart = (by: number) => [
      { x: x - by, y },
      { x: x + by, y },
    ];
    await page.drag(apart(30), apart(60));
    const grown = await place();
    expect(grown.scale / moved.scale).toBeCloseTo(2, 1);
    // What lay between the fingers still does.
    expect((x - grown.x) / grown.scale).toBeCloseTo((x - moved.x) / moved.scale, -1);
    await page.drag(apart(60), apart(30));
    expect((await place()).scale).toBeCloseTo(moved.scale, 1);
    // The page itself did not scroll or zoom.
    expect(await page.evaluate('[visualViewport.scale, scrollX, scrollY]')).toEqual([1, 0, 0]);
    expect(page.complaints).toEqual([]);
  });
});

describe('the sequence diagram under a finger, on a phone', { timeout: 60_000 }, () => {
  it('moves sideways in its own box, its names with it, under words that stay', async () => {
    await station.bench('connectors/1/plug', {});
    await station.bench('rfid', { idTag: '04A1B2C3D4E5F6' });
    page = await openedPage(station, PHONE);
    await press(page, 'Timeline', '#phone-tabs');
    expect(await page.evaluate(`document.querySelector('.row .lanes').getBoundingClientRect().width`)).toBe(
      0,
    );
    await press(page, 'Sequence');
    const labels = `[...document.querySelectorAll("#rows .lanes text")]`;
    const arrow = `${labels}.find((it) => it.textContent === "PERMIT")`;
    await page.until(`${arrow}?.getBoundingClientRect().width > 20`);
    const places = (): Promise<number[]> =>
      page.evaluate(`(() => {
        const row = ${arrow}.closest('.row');
        const left = (it) => it.getBoundingClientRect().left;
        row.scrollIntoView({ block: 'center' });
        const head = [...document.querySelectorAll('#lane-head text')].at(-1);
        return [${arrow}, head, row.querySelector('.what'), row.querySelector('time')].map(left);
      })()`);
    const before = await places();
    const [x, y] = await page.evaluate<[number, number]>(`(() => {
      const { left, top, width, height } = document.querySelector('#rows').getBoundingClientRect();
      return [left + width / 2, top + height / 2];
    })()`);
    await page.drag([{ x: x + 100, y }], [{ x: x - 100, y }]);
    const moved = `document.querySelector('#rows').scrollLeft`;
    // What a finger let go of rolls on for some pictures; its head follows one picture later.
    await page.until(`(() => {
      const now = ${moved};
      window.stillFor = now > 50 && now === window.lastMoved ? (window.stillFor ?? 0) + 1 : 0;
      window.lastMoved = now;
      return window.stillFor > 20 && document.querySelector('#lane-head').scrollLeft === now;
    })()`);
    const by = await page.evaluate<number>(moved);
    const after = await places();
    expect(after[0]).toBeCloseTo(before[0]! - by, 0);
    expect(after[1]).toBeCloseTo(before[1]! - by, 0);
    expect(after.slice(2)).toEqual(before.slice(2));
    expect(await page.evaluate('[document.documentElement.scrollWidth, scrollX]')).toEqual([390, 0]);
    await press(page, 'Charts', '#phone-tabs');
    await page.until(`document.querySelector('#charts').offsetParent !== null`);
    expect(await page.evaluate(`document.querySelector('.tile').getBoundingClientRect().width`)).toBe(370);
    expect(page.complaints).toEqual([]);
  });
});
