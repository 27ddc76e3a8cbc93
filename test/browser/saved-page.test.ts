import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recordingIn } from '../../visualizations/page/saved-page.ts';
import { Chromium } from './chromium.ts';
import { downloaded } from './downloaded-file.ts';
import { LAPTOP, openedPage, PHONE, press } from './opened-page.ts';
import { startStation } from './started-station.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_FINDINGS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) =>
    [id, html.slice(0, 160), failureSummary].join(' '))))`;
const SAID = `document.querySelector('#file-said').textContent`;
const BANNER = `document.querySelector('#recording-of').textContent`;
/** A text that would end the page's element and run, if it were written into the page as it is. */
const HOSTILE = '</script><img src=x>';

/** All that this test saves: pages and edge logs. */
const folder = mkdtempSync(join(tmpdir(), 'wallchart-saved-'));
let page: Chromium;
const saved = { page: '', edgeLog: '' };

async function openedFile(path: string, screen = LAPTOP): Promise<Chromium> {
  const opened = await Chromium.start(screen);
  await opened.open(pathToFileURL(path).href);
  await opened.until(`document.querySelectorAll('.tile svg .leaf').length > 3`);
  return opened;
}

function changed(name: string, change: (text: string) => string): string {
  const path = join(folder, name);
  writeFileSync(path, change(readFileSync(saved.page, 'utf8')));
  return path;
}

beforeAll(async () => {
  const station = await startStation([
    '--identity',
    'WALLCHART',
    '--edge-log',
    join(folder, 'of-the-station.jsonl'),
  ]);
  try {
    await station.bench('connectors/1/plug', {});
    await station.bench('rfid', { idTag: '04A1B2C3D4E5F6' });
    page = await openedPage(station, LAPTOP);
    await page.downloadsTo(folder);
    await page.until(`document.querySelector('.card.connector .pill')?.textContent === 'Charging'`);
    await station.bench('rfid', { idTag: HOSTILE });
    await page.until(`document.body.textContent.includes(${JSON.stringify(HOSTILE)})`);
    await press(page, 'Export');
    await press(page, 'Edge log');
    saved.page = await downloaded(folder, 'WALLCHART.wallchart.html');
    saved.edgeLog = await downloaded(folder, 'WALLCHART.edge.jsonl');
    expect(page.complaints).toEqual([]);
    await page.close();
  } finally {
    await station.stop();
  }
}, 60_000);
afterEach(() => page.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a page that was saved, in a browser, without a station', { timeout: 60_000 }, () => {
  it.each([
    ['a laptop', LAPTOP],
    ['a phone', PHONE],
  ])('shows the charge on %s, and asks for nothing', async (_, screen) => {
    page = await openedFile(saved.page, screen);
    expect(await page.evaluate(BANNER)).toMatch(
      /^A recording of WALLCHART \(wallchart [\d.]+\), \d{4}-.* UTC: nothing here is live\.$/,
    );
    const active = `[...document.querySelectorAll('.tile .active')].map((it) => it.dataset.id ?? it.id)`;
    await page.until(`${active}.length > 3`);
    expect(await page.evaluate(`document.querySelector('#station').textContent`)).toContain('04A1B2C3D4E5F6');
    expect(
      await page.evaluate<string[]>(`[...document.querySelectorAll('#side-tabs button')]
      .filter((it) => !it.hidden).map((it) => it.textContent)`),
    ).not.toContain('Bench');
    await page.evaluate(AXE);
    expect(await page.evaluate(AXE_FINDINGS)).toEqual([]);
    expect(page.complaints).toEqual([]);
    expect(page.asked).toEqual([pathToFileURL(saved.page).href]);
  });

  it('fits a phone in each of its parts, with an edge log that was opened there, too', async () => {
    page = await openedFile(saved.page, PHONE);
    for (const file of [null, saved.edgeLog]) {
      if (file !== null) {
        await page.choose('#open-file', file);
        await page.until(`${SAID} === '' && ${BANNER}.includes('Back to the recording')`);
      }
      for (const part of ['Charts', 'Timeline', 'Station']) {
        await press(page, part, '#phone-tabs');
        await page.until(
          `[...document.querySelectorAll('main > section')].filter((it) => it.offsetParent).length === 1`,
        );
        const width = await page.evaluate('document.documentElement.scrollWidth');
        expect(width, `${part} of ${file}`).toBe(PHONE.width);
      }
    }
    expect(page.complaints).toEqual([]);
  });

  it('ends with what the station said last, also if nothing more happened', async () => {
    const later = changed('later.html', (text) =>
      text.replaceAll(/("kind":"status","monotonic_ms":)[\d.]+/g, '$19999999999'),
    );
    page = await openedFile(later);
    await page.until(`[...document.querySelectorAll('#station .pill')].at(-1)?.textContent === 'online'`);
    await page.evaluate(`document.querySelector('.row').click()`);
    await page.until(`[...document.querySelectorAll('#station .pill')].at(-1)?.textContent === 'unknown'`);
  });

  it('opens a bare recording: lines without a page around them', async () => {
    page = await openedFile(saved.page);
    const rows = `[...document.querySelectorAll('.row')].map((it) => it.textContent)`;
    const before = await page.evaluate(rows);
    const bare = changed('bare.jsonl', (text) => String(recordingIn(text)).trim());
    expect(readFileSync(bare, 'utf8')).toMatch(/^\{"kind":"recording"/);
    await page.choose('#open-file', bare);
    await page.until(`${SAID} !== '' || ${BANNER}.includes('Back to the recording of this file')`);
    expect(await page.evaluate(SAID)).toBe('');
    expect(await page.evaluate(rows)).toEqual(before);
    expect(page.complaints).toEqual([]);
  });

  it('travels in time: before the card nobody charges', async () => {
    page = await openedFile(saved.page);
    const status = `document.querySelector('.card.connector .pill').textContent`;
    await page.until(`${status} === 'Charging'`);
    const first = "[...document.querySelectorAll('.row')].find((it) => it.textContent.includes('PILOT B'))";
    await page.evaluate(`${first}.click()`);
    await page.until(`!document.querySelector('#moment').hidden && ${status} !== 'Charging'`);
    await page.evaluate(`[...document.querySelectorAll('.row')].at(-1).click()`);
    await page.until(`${status} === 'Charging'`);
    expect(page.complaints).toEqual([]);
  });

  it('keeps a hostile text a text', async () => {
    page = await openedFile(saved.page);
    await page.until(`document.body.textContent.includes(${JSON.stringify(HOSTILE)})`);
    expect(await page.evaluate(`document.querySelectorAll('img[src=x]').length`)).toBe(0);
    expect(page.complaints).toEqual([]);
  });

  it('plays an edge log on the real machines, to the same charge', async () => {
    page = await openedFile(saved.page);
    await page.choose('#open-file', saved.edgeLog);
    const charging = `document.querySelector('.card.connector .pill')?.textContent`;
    await page.until(
      `${SAID} === '' && ${BANNER}.includes('Back to the recording') || ${SAID}.includes('cannot')`,
    );
    expect(await page.evaluate(SAID)).toBe('');
    const events = `[...document.querySelectorAll('.row')].map((it) => it.textContent).join(' ')`;
    expect(await page.evaluate<string>(events)).toContain('StartTransaction');
    expect(await page.evaluate(charging)).toBeDefined();
    expect(page.complaints).toEqual([]);
    expect(page.asked).toEqual([pathToFileURL(saved.page).href]);
  });

  it('opens another saved page, and says of a damaged one what is wrong, keeping what it shows', async () => {
    page = await openedFile(saved.page);
    const before = await page.evaluate(BANNER);
    const cutOff = changed('cut-off.html', (text) => text.slice(0, text.indexOf('id="recording"') + 500));
    const broken = changed('broken.html', (text) => text.replace('{"kind":"cascade"', '{"kind":"nonsense"'));
    for (const [path, words] of [
      [cutOff, 'This page holds no recording, or the file is cut off before its end.'],
      [broken, /^This recording is damaged: line \d+ is no item of a recording\.$/],
      [
        createRequire(import.meta.url).resolve('../../package.json'),
        /^This file is no recording: line 1 is no JSON/,
      ],
    ] as const) {
      await page.choose('#open-file', path);
      await page.until(`${SAID} !== ''`);
      expect(await page.evaluate(SAID), path).toEqual(
        typeof words === 'string' ? words : expect.stringMatching(words),
      );
      expect(await page.evaluate(BANNER), path).toBe(before);
      await page.evaluate(`document.querySelector('#file-said').textContent = ''`);
    }
    await page.choose('#open-file', saved.page);
    await page.until(`${BANNER}.includes('Back to the recording of this file')`);
    expect(page.complaints).toEqual([]);
  });
});

it('the page of a station plays an edge log, too, and leads back to the station', async () => {
  const station = await startStation();
  try {
    page = await openedPage(station, LAPTOP);
    await page.choose('#open-file', saved.edgeLog);
    await page.until(`${BANNER}.includes('A recording of WALLCHART') && ${SAID} === ''`);
    await press(page, 'Back to the station');
    const live = `document.querySelector('#feed-state')?.textContent === 'live'`;
    await page.until(`${live} && document.querySelector('#recording-of').hidden`);
    expect(page.complaints).toEqual([]);
  } finally {
    await station.stop();
  }
}, 60_000);
