import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Firefox } from './firefox.ts';
import { button, LAPTOP, PHONE } from './opened-page.ts';
import { type StartedStation, startStation } from './started-station.ts';

describe('the live page in Firefox', { timeout: 90_000 }, () => {
  let station: StartedStation;
  let page: Firefox;
  beforeAll(async () => {
    [station, page] = await Promise.all([startStation(), Firefox.start()]);
  }, 90_000);
  afterAll(() => Promise.all([station.stop(), page.close()]));

  const rows = `[...document.querySelectorAll('.row')]`;
  const isLive = async (): Promise<void> => {
    await page.until(`document.querySelector('#feed-state')?.textContent === 'live'`);
    await page.until(`document.querySelectorAll('.tile svg .leaf').length > 3`);
  };
  const press = (text: string, within?: string): Promise<void> =>
    page.evaluate(`${button(text, within)}.click()`);
  const cardSays = (text: string): Promise<void> =>
    page.until(`document.querySelector('.card.connector')?.textContent.includes('${text}')`);

  it('draws the statecharts, follows a charge that is started there, and goes back in time', async () => {
    await page.open(`${station.url}/`, LAPTOP);
    await isLive();
    await press('Plug in', '#bench fieldset:nth-child(1)');
    await cardSays('Preparing');
    await press('Show card', '#bench');
    await cardSays('Charging');
    await page.until(
      `document.querySelector('.tile[aria-label="connector-1"] [data-state$="supplied.charging"].leaf')`,
    );
    await press('Sequence');
    await page.until(`document.querySelector('#rows').textContent.includes('↑ StartTransaction')`);
    const boot = `${rows}.find((it) => it.textContent.includes('BootNotification'))`;
    await page.evaluate(`${boot}.click()`);
    await page.until(`!document.querySelector('#moment').hidden`);
    await press('Back to the present');
    await page.until(`document.querySelector('#moment').hidden`);
    await press('Unplug', '#bench fieldset:nth-child(1)');
    await cardSays('Available');
    expect(page.complaints).toEqual([]);
  });

  it('fits the width of a phone', async () => {
    await page.open(`${station.url}/`, PHONE);
    for (const part of ['Charts', 'Timeline', 'Station']) {
      await press(part, '#phone-tabs');
      await page.until(
        `[...document.querySelectorAll('main > section')].filter((it) => it.offsetParent).length === 1`,
      );
      expect(await page.evaluate<number>('document.documentElement.scrollWidth'), part).toBe(PHONE.width);
    }
    expect(page.complaints).toEqual([]);
  });
});
