import { Chromium, type Screen } from './chromium.ts';
import type { StartedStation } from './started-station.ts';

export const LAPTOP: Screen = { width: 1440, height: 900 };
export const PHONE: Screen = { width: 390, height: 844, mobile: true };

/** The page of a station in a browser of its own, live, with statecharts drawn. */
export async function openedPage(station: StartedStation, screen: Screen): Promise<Chromium> {
  const page = await Chromium.start(screen);
  await page.open(`${station.url}/`);
  await isLive(page);
  return page;
}

/** The page hears its station, and shows statecharts with what is active. */
export async function isLive(page: Chromium): Promise<void> {
  await page.until(`document.querySelector('#feed-state')?.textContent === 'live'`);
  await page.until(`document.querySelectorAll('.tile svg .leaf').length > 3`);
}

/** An expression for the button with this text. */
export const button = (text: string, within = 'body'): string =>
  `[...document.querySelectorAll('${within} button')].find((it) => it.textContent === '${text}')`;

export const press = (page: Chromium, text: string, within?: string): Promise<void> =>
  page.evaluate(`${button(text, within)}.click()`);

/** Chooses an option of a select, or fills in a field, as a person does. */
export const enter = (page: Chromium, selector: string, value: string): Promise<void> =>
  page.evaluate(`(() => {
    const control = document.querySelector(${JSON.stringify(selector)});
    control.value = ${JSON.stringify(value)};
    for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
  })()`);
