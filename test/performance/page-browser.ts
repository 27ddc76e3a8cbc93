import { join } from 'node:path';
import { Chromium } from '../browser/chromium.ts';
import { findBrowser } from '../browser/find-browser.ts';
import { type StartedStation, startStation } from '../browser/started-station.ts';
import { remove, temporaryDirectory } from './measured-station.ts';
import { type Measurement, median, ms, quantile, ratio } from './measurement.ts';

const SCREEN = { width: 1440, height: 900 };
/** What was promised, in ms. */
const USABLE_MS = 1_500;
const VISIBLE_MS = 100;

/** Live, with the statecharts drawn: what a person can use; in ms since the address was opened. */
async function usable(url: string): Promise<number> {
  const page = await Chromium.start(SCREEN);
  await page.open(url);
  await page.until(`document.querySelectorAll('.tile svg .leaf').length > 3
    && document.querySelector('#feed-state').textContent === 'live'`);
  const opened_ms = await page.evaluate<number>('performance.now()');
  await page.close();
  return opened_ms;
}

/**
 * From the station's own time of a change to the end of the browser's frame that shows it, for each change
 * that is drawn while charges begin and end: both read the clock of this machine.
 */
async function delays(station: StartedStation, charges: number): Promise<readonly number[]> {
  const page = await Chromium.start(SCREEN);
  await page.open(station.url);
  await page.until(`document.querySelectorAll('.tile svg .leaf').length > 3`);
  const found = await page.evaluate<number[]>(`(async () => {
    const delays = [];
    const seen = (rows) => {
      // A message is delivered after the frame that is being made.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        const now = Date.now();
        for (const row of rows) {
          const shown = row.querySelector('time').textContent;
          const day = new Date(now).toISOString().slice(0, 11);
          delays.push(now - Date.parse(day + shown + 'Z'));
        }
      };
      port2.postMessage(null);
    };
    new MutationObserver((changes) => {
      const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
      seen(added.filter((it) => it.classList?.contains('cascade')));
    }).observe(document.querySelector('#rows'), { childList: true });
    const post = (path, body) => fetch('/bench/' + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const until = (status) => new Promise((resolve) => {
      const look = () => document.querySelector('.card.connector .pill')?.textContent === status
        ? resolve() : requestAnimationFrame(look);
      look();
    });
    for (let charge = 0; charge < ${charges}; charge += 1) {
      await post('connectors/1/plug', {});
      await until('Preparing');
      await post('rfid', { idTag: '04A1B2C3D4E5F6' });
      await until('Charging');
      await post('connectors/1/unplug', {});
      await until('Available');
    }
    return delays;
  })()`);
  await page.close();
  return found;
}

/**
 * From the choice of an edge log to the end of the browser's frame that shows it, in ms: a browser that never
 * saw the station fetches the machines, and plays the log on them.
 */
async function played(url: string, path: string): Promise<number> {
  const page = await Chromium.start(SCREEN);
  await page.open(url);
  await page.until(`document.querySelectorAll('.tile svg .leaf').length > 3`);
  await page.evaluate(`document.querySelector('#open-file')
    .addEventListener('change', () => { window.chosen_ms = performance.now(); }, true)`);
  await page.choose('#open-file', path);
  const shown_ms = await page.until<number>(
    `document.querySelector('#recording-of').textContent.includes('A recording') && performance.now()`,
  );
  const chosen_ms = await page.evaluate<number>('window.chosen_ms');
  await page.close();
  return shown_ms - chosen_ms;
}

/** The page in a real Chromium; without one it says so, and measures nothing. */
export async function measureBrowser(count: number): Promise<readonly Measurement[]> {
  if (findBrowser('chromium', process.env) === null) {
    const none = 'NOT MEASURED: no Chromium here (apt-get install chromium, or WALLCHART_CHROMIUM=path)';
    return [{ what: 'the page in a browser', value: none, reference: '', ratio: '', limitedBy: '' }];
  }
  const folder = temporaryDirectory();
  const edgeLog = join(folder, 'edge.jsonl');
  const station = await startStation(['--edge-log', edgeLog]);
  const opened: number[] = [];
  for (let round = 0; round < count; round += 1) opened.push(await usable(station.url));
  const shown = await delays(station, 2 * count);
  const replayed: number[] = [];
  for (let round = 0; round < count; round += 1) replayed.push(await played(station.url, edgeLog));
  await station.stop();
  remove(folder);
  return [
    {
      what: 'the page is usable, since its address was opened in a browser that never saw it',
      value: `${ms(median(opened))} (worst ${ms(Math.max(...opened))})`,
      reference: `${USABLE_MS} ms promised`,
      ratio: ratio(median(opened), USABLE_MS),
      limitedBy: 'some 50 modules, then the first layout of two statecharts',
    },
    {
      what: `an edge log of ${2 * count} charges is shown, since it was chosen in the page of a station`,
      value: `${ms(median(replayed))} (worst ${ms(Math.max(...replayed))})`,
      reference: `${USABLE_MS} ms wanted`,
      ratio: ratio(median(replayed), USABLE_MS),
      limitedBy: 'some 225 modules from the station, then playing each input',
    },
    ...[0.5, 0.95].map(
      (share): Measurement => ({
        what: `a change in the station is seen in the browser, p${share * 100} of ${shown.length}`,
        value: ms(quantile(shown, share)),
        reference: `${VISIBLE_MS} ms promised`,
        ratio: ratio(quantile(shown, share), VISIBLE_MS),
        limitedBy: 'painting a statechart without a graphics card',
      }),
    ),
  ];
}
