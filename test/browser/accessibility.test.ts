import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Chromium, type Screen } from './chromium.ts';
import { type StartedStation, startStation } from './started-station.ts';

const LAPTOP: Screen = { width: 1440, height: 900 };
const PHONE: Screen = { width: 390, height: 844, mobile: true };
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  station = await startStation();
  // Something to see: a charge, a fault, a frame that was refused.
  await station.bench('connectors/1/plug', {});
  await station.bench('rfid', { idTag: '04A1B2C3D4E5F6' });
  await station.bench('connectors/2/fault', { errorCode: 'GroundFailure' });
});
afterAll(() => station.stop());
afterEach(() => page.close());

async function opened(screen: Screen, scheme: 'light' | 'dark'): Promise<void> {
  page = await Chromium.start(screen);
  await page.colours(scheme);
  await page.open(`${station.url}/`);
  await page.until(`document.querySelector('#feed-state')?.textContent === 'live'`);
  await page.until(`document.querySelectorAll('.tile svg .leaf').length > 3`);
  await page.evaluate(AXE);
}

/** What axe-core finds wrong with what is shown now, one line for each element. */
const findings = (): Promise<string[]> =>
  page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html, failureSummary }) =>
      [impact, id, html.slice(0, 160), failureSummary.split('\\n')[1]].join(' | '))))`);

const press = (text: string, within = 'body'): Promise<void> =>
  page.evaluate(
    `[...document.querySelectorAll('${within} button')].find((it) => it.textContent === '${text}').click()`,
  );

describe('axe-core finds nothing wrong', { timeout: 60_000 }, () => {
  it.each([
    'light',
    'dark',
  ] as const)('on a laptop, %s: charts, timeline, bench, central system', async (scheme) => {
    await opened(LAPTOP, scheme);
    expect(await findings()).toEqual([]);
    for (const panel of ['Bench', 'Central system']) {
      await press(panel, '#side-tabs');
      expect(await findings(), panel).toEqual([]);
    }
    await page.evaluate(`document.querySelector('.row').click()`);
    await page.until(`!document.querySelector('#moment').hidden`);
    expect(await findings()).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('on a phone, %s: each part, and the sequence', async (scheme) => {
    await opened(PHONE, scheme);
    for (const part of ['Station', 'Charts', 'Timeline']) {
      await press(part, '#phone-tabs');
      await page.until(
        `[...document.querySelectorAll('main > section')].filter((it) => it.offsetParent).length === 1`,
      );
      expect(await findings(), part).toEqual([]);
    }
    await press('Sequence');
    expect(await findings(), 'Sequence').toEqual([]);
  });

  it('and would: a picture and a button without a name, a text that is too pale', async () => {
    await opened(LAPTOP, 'light');
    await page.evaluate(`document.querySelector('main > section').insertAdjacentHTML('afterbegin',
      '<img src="/page/icon.svg"><button></button><p id="pale">pale</p>')`);
    await page.evaluate(`document.querySelector('#pale').style.color = '#ccc'`);
    const found = (await findings()).join('\\n');
    expect(found).toContain('image-alt');
    expect(found).toContain('button-name');
    expect(found).toMatch(/color-contrast [|] <p id="pale"/);
  });
});
