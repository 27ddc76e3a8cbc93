import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Chromium } from './chromium.ts';
import { downloaded } from './downloaded-file.ts';
import { LAPTOP, openedPage, press } from './opened-page.ts';
import { type StartedStation, startStation } from './started-station.ts';

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  station = await startStation([], ['--import', new URL('./changed-contactor.ts', import.meta.url).href]);
});
afterAll(() => station.stop());
afterEach(() => page.close());

const tile = `document.querySelector('.tile[aria-label="contactor-1"]')`;
const state = (id: string): string => `${tile}?.querySelector('[data-state="contactor#${id}"]')`;

describe('a machine that was changed after it was drawn', { timeout: 60_000 }, () => {
  it('is drawn by the page from the running machine, laid out in a worker, and followed', async () => {
    page = await openedPage(station, LAPTOP);
    await page.until(state('mirror.added'));
    expect(await page.evaluate(`${tile}.querySelector('.warning')`)).toBeNull();
    const loaded = await page.evaluate<string[]>(
      `performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)`,
    );
    expect(page.asked.map((url) => new URL(url).pathname)).toEqual(
      expect.arrayContaining(['/page/drawing/entry', '/page/drawing/elk-worker.js']),
    );
    expect(loaded).toContain('/page/drawing/entry');
    await page.until(`${state('mirror.open')}?.classList.contains('leaf')`);
    await station.bench('connectors/1/plug', {});
    await page.until(`${state('vehicle.present.connected')}?.classList.contains('leaf')`);
    expect(page.complaints).toEqual([]);
  });
});

describe('the file that a page saves which drew a machine itself', { timeout: 60_000 }, () => {
  it('shows the machine as it was, without a station, and draws nothing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wallchart-drawn-'));
    try {
      page = await openedPage(station, LAPTOP);
      await page.downloadsTo(folder);
      await page.until(state('mirror.added'));
      await press(page, 'Export');
      const path = await downloaded(folder, 'MX007SC-0001.wallchart.html');
      await page.close();
      page = await Chromium.start(LAPTOP);
      await page.open(pathToFileURL(path).href);
      await page.until(state('mirror.added'));
      await page.until(`${tile}.querySelectorAll('.leaf').length > 0`);
      expect(await page.evaluate(`${tile}.querySelector('.warning')`)).toBeNull();
      expect(page.asked).toEqual([pathToFileURL(path).href]);
      expect(page.complaints).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a machine that is as it was drawn', { timeout: 60_000 }, () => {
  it('is shown as it was drawn: nothing is laid out', async () => {
    const unchanged = await startStation();
    try {
      page = await openedPage(unchanged, LAPTOP);
      await page.until(`${state('mirror.open')}?.classList.contains('leaf')`);
      expect(page.asked.filter((url) => url.includes('/page/drawing/'))).toEqual([]);
    } finally {
      await unchanged.stop();
    }
  });
});
