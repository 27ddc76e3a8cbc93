import { writeFileSync } from 'node:fs';
import { Chromium, type Screen } from './chromium.ts';
import { startStation } from './started-station.ts';

/** `npm run screenshots`: the pictures of the README, from a real run. */
const DOCS = new URL('../../docs/', import.meta.url);
const LAPTOP: Screen = { width: 1500, height: 940 };
const PHONE: Screen = { width: 390, height: 844, mobile: true };

const station = await startStation();

async function picture(
  name: string,
  screen: Screen,
  scheme: 'light' | 'dark',
  prepare: string,
): Promise<void> {
  const page = await Chromium.start(screen);
  await page.colours(scheme);
  await page.open(`${station.url}/`);
  await page.until(`document.querySelectorAll('.tile svg .leaf').length > 3`);
  await page.until(prepare);
  writeFileSync(new URL(name, DOCS), await page.picture());
  await page.close();
  if (page.complaints.length > 0) throw new Error(page.complaints.join('\n'));
  console.log(`docs/${name}`);
}

await station.bench('connectors/1/plug', { maxAmps: 24 });
await station.bench('rfid', { idTag: '04A1B2C3D4E5F6' });
// A charge that has run for a while, and a second driver who has shown a card and looks for the cable.
const charging = `parseInt(document.querySelector('.figure')?.textContent) >= 12`;
const card = `fetch('/bench/rfid', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"idTag":"FAMILY-1"}',
})`;
const waiting = `[...document.querySelectorAll('.waiting li')].some((it) => / left/.test(it.textContent))`;
const once = `(${charging}) && (window.cardShown ??= ${card}) && (${waiting})`;
await picture('screenshot.png', LAPTOP, 'light', once);
await picture('screenshot-dark.png', LAPTOP, 'dark', charging);
const sequence = `(document.querySelector('#wide[aria-pressed=false]')?.click(), true)
  && [...document.querySelectorAll('#rows .lanes text')].some((it) => it.textContent === 'PERMIT')
  && (document.querySelector('#filters [aria-label=Connector]').value === '1' || (() => {
    const choice = document.querySelector('#filters [aria-label=Connector]');
    choice.value = '1';
    choice.dispatchEvent(new Event('change'));
  })())`;
await picture('screenshot-sequence.png', LAPTOP, 'light', sequence);
await picture('screenshot-phone.png', PHONE, 'light', charging);
await station.stop();
