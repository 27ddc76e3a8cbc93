import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Chromium } from './chromium.ts';
import { enter, LAPTOP, openedPage, press } from './opened-page.ts';
import { type StartedStation, startStation } from './started-station.ts';

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  station = await startStation();
  await station.bench('connectors/1/plug', {});
  await station.bench('rfid', { idTag: '04A1B2C3D4' });
});
afterAll(() => station.stop());
afterEach(() => page.close());

const labels = `[...document.querySelectorAll('#rows .lanes text')].map((it) => it.textContent)`;
const SAID = `document.querySelector('.card.connector .finding')?.textContent`;

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
