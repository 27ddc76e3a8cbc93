import { createHash } from 'node:crypto';
import type { LinkedModule } from '../page/blob-modules.ts';
import { inertJson, RECORDING_SLOT } from '../page/saved-page.ts';
import { PageFilesError } from './in-worker.ts';

/** What a saved page is put together from, as text. */
export type SavedPageParts = {
  readonly html: string;
  readonly css: string;
  readonly icon: string;
  /** The script that it begins with. */
  readonly start: string;
  readonly modules: readonly LinkedModule[];
  /** What `GET /machines` answers. */
  readonly drawings: string;
  /** Modules that play an edge log: JSON, compressed by gzip, in base64. */
  readonly replay: string;
};

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * No network at all, and no script but the one whose hash stands here and what that makes: a `blob:` is an
 * address that only a running script can make.
 */
const policyOf = (start: string, css: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(start)} blob:`,
    'worker-src blob:',
    `style-src ${hashOf(css)}`,
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** @throws PageFilesError if the page has changed so that there is nothing to replace. */
function replaced(page: string, part: string, by: string): string {
  if (!page.includes(part)) throw new PageFilesError(`a page without ${part} cannot be saved`);
  return page.split(part).join(by);
}

const data = (id: string, type: string, text: string): string =>
  `<script type="${type}" id="${id}">${text}</script>\n`;

/**
 * The page as one file that needs nothing else, with a place for a recording: see `withRecording`.
 * @throws PageFilesError
 */
export function savedPageTemplate(parts: SavedPageParts): string {
  const { html, css, icon, start, modules, drawings, replay } = parts;
  const charset = '<meta charset="utf-8" />';
  const image = `data:image/svg+xml;base64,${Buffer.from(icon).toString('base64')}`;
  const policy = `<meta http-equiv="content-security-policy" content="${policyOf(start, css)}" />`;
  const blocks = [
    data('machines', 'application/json', inertJson(drawings)),
    data('modules', 'application/json', inertJson(JSON.stringify(modules))),
    data('replay', 'text/plain', replay),
    `${RECORDING_SLOT}\n`,
    `<script type="module">${start}</script>\n`,
  ].join('');
  const changes: readonly (readonly [part: string, by: string])[] = [
    [charset, `${charset}\n    ${policy}`],
    ['<link rel="stylesheet" href="/page/page.css" />', `<style>${css}</style>`],
    ['    <!-- modules -->\n', ''],
    ['    <script type="module" src="/page/main.ts"></script>\n', ''],
    ['"/page/icon.svg"', `"${image}"`],
    ['</body>', `${blocks}</body>`],
  ];
  return changes.reduce((page, [part, by]) => replaced(page, part, by), html);
}
