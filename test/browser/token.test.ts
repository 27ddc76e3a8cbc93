import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Chromium } from './chromium.ts';
import { enter, LAPTOP } from './opened-page.ts';
import { type StartedStation, startStation } from './started-station.ts';

const TOKEN = 'let-me-see-0123456789';
const folder = mkdtempSync(join(tmpdir(), 'wallchart-token-'));
const config = join(folder, 'wallchart.json');
writeFileSync(config, JSON.stringify({ benchToken: TOKEN }));

let station: StartedStation;
let page: Chromium;
beforeAll(async () => {
  // On all addresses of the machine: none of them is trusted then, loopback included.
  station = await startStation(['--http', '0.0.0.0:0', '--config', config]);
});
afterAll(async () => {
  await station.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => page.close());

const DIALOG = `(document.querySelector('#token')?.open === true)`;
const LIVE = `(document.querySelector('#feed-state')?.textContent === 'live')`;
const give = async (token: string): Promise<void> => {
  await page.until(DIALOG);
  await enter(page, '#token-field', token);
  await page.evaluate(`document.querySelector('#token-form button').click()`);
};
const address = (): string => station.url.replace('0.0.0.0', '127.0.0.1');

describe('a station that listens beyond loopback', { timeout: 60_000 }, () => {
  it('asks a browser for its token, again if it is wrong, and shows nothing before', async () => {
    page = await Chromium.start(LAPTOP);
    await page.open(`${address()}/`);
    await page.until(DIALOG);
    expect(await page.evaluate('document.body.textContent')).not.toContain('MX007SC');
    expect(await page.evaluate(`document.querySelectorAll('.tile, .row').length`)).toBe(0);
    await give('wrong');
    await page.until(DIALOG);
    expect(await page.evaluate(LIVE)).toBe(false);
    await give(TOKEN);
    await page.until(`${LIVE} && document.querySelectorAll('.tile svg .leaf').length > 3`);
  });

  it('keeps the token for the tab, in no address and no other place', async () => {
    page = await Chromium.start(LAPTOP);
    await page.open(`${address()}/`);
    await give(TOKEN);
    await page.until(LIVE);
    await page.evaluate('location.reload()');
    await page.until(LIVE);
    expect(await page.evaluate(DIALOG)).toBe(false);
    expect(page.asked.filter((url) => url.includes(TOKEN))).toEqual([]);
    const kept = await page.evaluate<string>(
      'JSON.stringify(localStorage) + document.cookie + location.href',
    );
    expect(kept).not.toContain(TOKEN);
  });
});
