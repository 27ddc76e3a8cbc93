import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Chromium } from './chromium.ts';
import { enter, LAPTOP, openedPage, press } from './opened-page.ts';
import { type StartedStation, startStation } from './started-station.ts';

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  station = await startStation();
});
afterAll(() => station.stop());
afterEach(() => page.close());

const ANSWER = `document.querySelector('#csms .said').textContent`;
const send = (): Promise<void> => page.evaluate(`document.querySelector('#csms form').requestSubmit()`);
const choose = async (action: string): Promise<void> => {
  await page.until(`document.querySelector('#csms .fields')`);
  await enter(page, '#csms select[aria-label=Action]', action);
};

describe('commands of the central system, in a browser', { timeout: 60_000 }, () => {
  it('are filled in field by field: a profile of 0 A pauses the charge, and the page says so', async () => {
    await station.bench('connectors/1/plug', {});
    await station.bench('rfid', { idTag: '04A1B2C3D4E5F6' });
    page = await openedPage(station, LAPTOP);
    await press(page, 'Central system');
    await choose('SetChargingProfile');
    await enter(page, `#csms [aria-label$='chargingSchedulePeriod item limit']`, '0');
    await send();
    await page.until(`${ANSWER}.includes('Accepted')`);
    await page.until(
      `document.querySelector('.card.connector .finding')?.textContent
        .startsWith('No current: the limit is 0 A, by profile 1 (TxDefaultProfile')`,
    );
    await page.until(`document.querySelector('#csms .view').textContent.includes('SuspendedEVSE')`);
    expect(page.complaints).toEqual([]);
  });

  it('turn into JSON and back without losing what was entered, and mistakes are said', async () => {
    page = await openedPage(station, LAPTOP);
    await press(page, 'Central system');
    await choose('ChangeConfiguration');
    await enter(page, `#csms [aria-label='ChangeConfiguration value']`, '77');
    const tick = `document.querySelector('#csms .call input[type=checkbox]')`;
    await page.evaluate(`${tick}.click()`);
    const text = `document.querySelector('#csms textarea').value`;
    expect(JSON.parse(await page.evaluate<string>(text))).toMatchObject({ value: '77' });
    await enter(page, '#csms textarea', '{"key":"HeartbeatInterval","value":"78"}');
    await page.evaluate(`${tick}.click()`);
    const value = `document.querySelector("#csms [aria-label='ChangeConfiguration value']").value`;
    expect(await page.evaluate<string>(value)).toBe('78');
    await choose('Reset');
    await page.evaluate(`${tick}.click()`);
    await enter(page, '#csms textarea', '{"type":"Sideways"}');
    await send();
    await page.until(`${ANSWER}.includes('type')`);
    expect(await page.evaluate<string>(ANSWER)).toMatch(/type must be/);
  });
});
