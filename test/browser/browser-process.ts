import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { findBrowser } from './find-browser.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--hide-scrollbars',
];

export type Screen = { readonly width: number; readonly height: number; readonly mobile?: boolean };

/** A Chromium that was started here, with a profile of its own. */
export class BrowserProcess {
  readonly #browser: Browser;

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async start(): Promise<BrowserProcess> {
    const executablePath = findBrowser('chromium', process.env);
    if (executablePath === null)
      throw new Error('there is no Chromium: npm run test:browser says how to get one');
    return new BrowserProcess(await chromium.launch({ executablePath, args: FLAGS }));
  }

  /**
   * A context that shares nothing with the others, as if it were a browser of its own: neither the six
   * connections that a profile opens to an address, nor what it stored.
   */
  newContext({ width, height, mobile = false }: Screen): Promise<BrowserContext> {
    return this.#browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: 1,
      isMobile: mobile,
      hasTouch: mobile,
      acceptDownloads: true,
    });
  }

  stop(): Promise<void> {
    return this.#browser.close();
  }
}
