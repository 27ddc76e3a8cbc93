import { expect, it } from 'vitest';
import { BareCentralSystem } from '../performance/bare-central-system.ts';
import { LAPTOP, openedPage } from './opened-page.ts';
import { startStation } from './started-station.ts';

const TRIGGERED = { requestedMessage: 'Heartbeat' };
const AT_ONCE = 500;

it('a page says how much was left out when more happens than can be shown, and is right again', {
  timeout: 60_000,
}, async () => {
  const central = new BareCentralSystem();
  const station = await startStation(['--csms', await central.listen()]);
  const page = await openedPage(station, LAPTOP);
  try {
    const dropped = `document.querySelector('#dropped:not([hidden])')?.textContent ?? ''`;
    expect(await page.evaluate(dropped)).toBe('');
    while ((await page.evaluate(dropped)) === '')
      await Promise.all(Array.from({ length: AT_ONCE }, () => central.call('TriggerMessage', TRIGGERED)));
    expect(await page.evaluate(dropped)).toMatch(
      /^[1-9]\d* frames left out: more happened than could be shown$/,
    );
    await station.bench('connectors/1/plug', {});
    await page.until(`document.querySelector('.card.connector .pill').textContent === 'Preparing'`);
    await page.until(
      `document.querySelector('[data-actor="connector-1"] small').textContent.includes('preparing')`,
    );
    expect(page.complaints).toEqual([]);
  } finally {
    await page.close();
    await station.stop();
    central.close();
  }
});
