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
