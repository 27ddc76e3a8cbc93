import type { AnyStateMachine } from 'xstate';
import { readBrowserModules } from './browser-modules.ts';
import { readDrawingModules } from './drawing-modules.ts';
import { drawingsOf } from './drawings.ts';
import type { Feed } from './feed.ts';
import { requestShapes } from './message-shape.ts';
import { once } from './once.ts';
import { type PageFiles, readPageFiles } from './page-files.ts';
import type { PageReply, PageRoute } from './page-reply.ts';
import { emptySavedPage } from './saved-page.ts';

/** Nothing but what this station serves, nothing inline, in no frame. */
const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
};

/**
 * The page (`GET /`, `GET /page/…`), the statecharts (`GET /machines`), the shapes of the messages
 * that a central system may send (`GET /messages`), the page as one file without a recording
 * (`GET /saved-page`) and what happens (`GET /feed`). All of it only reads.
 * @param replay the module that plays an edge log, for browsers.
 */
export function pageRoutes(
  feed: Feed,
  machines: readonly AnyStateMachine[],
  replay: URL,
): readonly PageRoute[] {
  const files = once(readPageFiles);
  const drawings = once(async () => JSON.stringify(await drawingsOf(machines)));
  const savedPage = once(async () => emptySavedPage({ drawings: await drawings(), replay: replay.href }));
  const replayModules = once(() => readBrowserModules({ entry: replay.href, path: '/page/replay/' }));
  const drawing = once(readDrawingModules);
  return [
    { method: 'GET', path: '/', handle: async () => fileReply(await files(), 'page.html') },
    {
      method: 'GET',
      path: '/page/:file',
      handle: async ({ params: { file = '' } }) => fileReply(await files(), file),
    },
    {
      method: 'GET',
      path: '/page/replay/:id',
      handle: async ({ params: { id = '' } }) => moduleReply(await replayModules(), id),
    },
    {
      method: 'GET',
      path: '/page/drawing/:id',
      handle: async ({ params: { id = '' } }) => moduleReply(await drawing(), id),
    },
    {
      method: 'GET',
      path: '/machines',
      handle: async () => ({ contentType: 'application/json; charset=utf-8', text: await drawings() }),
    },
    // As text: nothing of it runs before it was saved.
    { method: 'GET', path: '/saved-page', handle: async () => ({ text: await savedPage() }) },
    { method: 'GET', path: '/messages', handle: () => ({ json: requestShapes() }) },
    { method: 'GET', path: '/feed', handle: () => feedReply(feed) },
  ];
}

function fileReply(files: PageFiles, name: string): PageReply {
  const file = files.get(name);
  if (!file) return { status: 404, json: { error: `the page has no file ${name}` } };
  return { headers: PAGE_HEADERS, ...file };
}

function moduleReply(modules: ReadonlyMap<string, Uint8Array>, id: string): PageReply {
  const bytes = modules.get(id);
  if (!bytes) return { status: 404, json: { error: `there is no module ${id}` } };
  return { headers: PAGE_HEADERS, contentType: 'text/javascript; charset=utf-8', bytes };
}

function feedReply(feed: Feed): PageReply {
  if (feed.full) return { status: 503, json: { error: 'too many viewers: close one of the other pages' } };
  return {
    contentType: 'text/event-stream; charset=utf-8',
    headers: { 'x-accel-buffering': 'no' },
    stream: (sink) => feed.open(sink),
  };
}
