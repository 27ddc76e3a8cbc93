import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Chromium, Screen } from './chromium.ts';
import { LAPTOP, openedPage, PHONE, press as pressIn } from './opened-page.ts';
import { type StartedStation, startStation } from './started-station.ts';

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  station = await startStation();
});
afterAll(() => station.stop());
afterEach(() => page.close());

/** A frame of this action is in the timeline. */
const frameShown = (action: string): Promise<boolean> =>
  page.until(`document.querySelector('#rows').textContent.includes('↑ ${action}')`);

async function opened(screen: Screen): Promise<void> {
  page = await openedPage(station, screen);
}
const press = (text: string, within?: string): Promise<void> => pressIn(page, text, within);
const cardSays = (index: number, text: string): Promise<boolean> =>
  page.until(`document.querySelectorAll('.card.connector')[${index}]?.textContent.includes('${text}')`);

describe('the live page in a browser', { timeout: 60_000 }, () => {
  it('shows a whole charge that is started, followed and ended on the page', async () => {
    await opened(LAPTOP);
    await cardSays(0, 'Available');
    await page.evaluate(`new MutationObserver((changes) => {
      window.flashed ||= changes.some(({ target }) => target.classList.contains('taken'));
    }).observe(document.querySelector('#tiles'), { subtree: true, attributeFilter: ['class'] })`);
    await press('Plug in', '#bench fieldset:nth-child(1)');
    await cardSays(0, 'Preparing');
    await press('Show card', '#bench');
    await cardSays(0, 'Charging');
    await cardSays(0, '04A1B2C3D4E5F6');
    const charging = '.tile[aria-label="connector-1"] [data-state$="supplied.charging"].leaf';
    await page.until(`document.querySelector('${charging}')`);
    await frameShown('StartTransaction');
    await page.until(`window.flashed && !document.querySelector('.tile .taken')`);
    await press('Unplug', '#bench fieldset:nth-child(1)');
    await cardSays(0, 'Available');
    await frameShown('StopTransaction');
    expect(page.complaints).toEqual([]);
  });

  it('counts down what a driver is waited for', async () => {
    await opened(LAPTOP);
    await press('Show card', '#bench');
    const waits = `[...document.querySelectorAll('.waiting li')].map((it) => it.textContent)`;
    // The central system is waited for first, for a moment.
    const left = `${waits}.find((it) => it.startsWith('waiting for a cable') && it.includes(' left'))`;
    const first = await page.until<string>(left);
    expect(first).toMatch(/^waiting for a cable, \d+ (s|min \d\d s) left/);
    await page.until(`${left} !== ${JSON.stringify(first)}`);
    expect(page.complaints).toEqual([]);
  });

  it('goes back to any moment by a click, and to the present by Escape', async () => {
    await opened(LAPTOP);
    const rows = `[...document.querySelectorAll('.row')]`;
    const row = `${rows}.find((it) => it.textContent.includes('PILOT A → contactor-2'))`;
    await page.evaluate(`${row}.click()`);
    await page.until(`!document.querySelector('#moment').hidden`);
    const words = `document.querySelector('#moment').textContent`;
    expect(await page.evaluate<string>(words)).toMatch(/^As it was at \d\d:\d\d:\d\d\.\d{3}/);
    expect(await page.evaluate<string>(`document.querySelector('#detail').textContent`)).toContain(
      '"pilot": "A"',
    );
    await page.key('Escape');
    await page.until(`document.querySelector('#moment').hidden`);
    expect(page.complaints).toEqual([]);
  });

  it('sends a command of the central system from its example, and shows the answer', async () => {
    await opened(LAPTOP);
    await press('Central system');
    await page.evaluate(`(() => {
      const action = document.querySelector('#csms select');
      action.value = 'GetConfiguration';
      action.dispatchEvent(new Event('change'));
      document.querySelector('#csms form').requestSubmit();
    })()`);
    await page.until(
      `document.querySelector('#csms .said').textContent.includes('SupportedFeatureProfiles')`,
    );
    expect(page.complaints).toEqual([]);
  });

  it('moves a statechart by keys', async () => {
    await opened(LAPTOP);
    const view = `document.querySelector('.tile svg').style.transform`;
    await page.evaluate(`document.querySelector('.tile .frame').focus()`);
    for (const key of ['ArrowLeft', '+', '0']) {
      const before = await page.evaluate<string>(view);
      await page.key(key);
      await page.until(`${view} !== '${before}'`);
    }
  });

  it('says what a state is to who goes through the statechart by keys, or taps it', async () => {
    await opened(LAPTOP);
    await page.evaluate(`document.querySelector('.tile .frame').focus()`);
    await page.key('n');
    const tip = `document.querySelector('#tooltip')`;
    await page.until(`!${tip}.hidden && ${tip}.textContent.length > 10`);
    const first = await page.evaluate<string>(`${tip}.textContent`);
    await page.key('n');
    await page.until(`!${tip}.hidden && ${tip}.textContent !== ${JSON.stringify(first)}`);
    await page.key('Escape');
    await page.until(`${tip}.hidden`);
    const state = `document.querySelector('.tile .leaf .state').getBoundingClientRect()`;
    const [x, y] = await page.evaluate<number[]>(`(() => {
      const { left, top } = ${state};
      return [left + 6, top + 6];
    })()`);
    await page.tap(x!, y!);
    await page.until(`!${tip}.hidden`);
    expect(page.complaints).toEqual([]);
  });

  it('finds what is searched for, and nothing else', async () => {
    await opened(LAPTOP);
    await page.evaluate(`(() => {
      const search = document.querySelector('#filters input[type=search]');
      search.value = 'bootnotification';
      search.dispatchEvent(new Event('input'));
    })()`);
    const rows = await page.evaluate<string[]>(
      `[...document.querySelectorAll('.row.wire')].map((it) => it.textContent)`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(2);
    expect(rows.every((text) => text.includes('BootNotification'))).toBe(true);
  });

  it.each([
    320, 360, 390, 430, 768, 932,
  ])('fits a phone or a tablet of %i px: one part at a time, nothing wider', async (width) => {
    await opened({ ...PHONE, width });
    for (const part of ['Charts', 'Timeline', 'Station']) {
      await press(part, '#phone-tabs');
      await page.until(
        `[...document.querySelectorAll('main > section')].filter((it) => it.offsetParent).length === 1`,
      );
      expect(await page.evaluate<number>('document.documentElement.scrollWidth'), part).toBe(width);
    }
    expect(page.complaints).toEqual([]);
  });

  it.each([961, 1100, 1280, 1366, 1920])('fits a screen of %i px with all its parts', async (width) => {
    await opened({ ...LAPTOP, width });
    await page.until(
      `[...document.querySelectorAll('main > section')].filter((it) => it.offsetParent).length === 3`,
    );
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(width);
    expect(page.complaints).toEqual([]);
  });

  it('names every control for those who cannot see it', async () => {
    await opened(LAPTOP);
    const nameless = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll('button, input, select, textarea, [role=tab]')]
      .filter((it) => !it.textContent.trim() && !it.title)
      .filter((it) => !it.getAttribute('aria-label') && !it.labels?.length)
      .map((it) => it.outerHTML.slice(0, 80))`);
    expect(nameless).toEqual([]);
    const ids = await page.evaluate<string[]>(`[...document.querySelectorAll('[id]')].map((it) => it.id)`);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('says when the station is gone', async () => {
    await opened(LAPTOP);
    const { stop } = station;
    await stop();
    await page.until(`document.querySelector('#feed-state').textContent === 'the station does not answer'`);
    station = await startStation();
  });
});
