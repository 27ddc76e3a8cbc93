import type { Frame } from '../live/frames.ts';
import { later } from './browser-time.ts';
import { eventStream } from './event-stream.ts';
import { openStream, StationApiError } from './station-api.ts';

const RETRY_MS = 1_000;

type Hooks = {
  readonly frame: (frame: Frame) => void;
  readonly link: (link: 'live' | 'lost') => void;
  /** The station wants a token; the feed is opened again by `follow`. */
  readonly tokenWanted: () => void;
};

/** Hears the station for as long as the page is open: a connection that ended is opened again. */
export async function follow(hooks: Hooks): Promise<void> {
  try {
    const reader = (await openStream('/feed')).getReader();
    const take = eventStream((data) => hooks.frame(JSON.parse(data)));
    hooks.link('live');
    for (let read = await reader.read(); !read.done; read = await reader.read()) take(read.value);
    hooks.link('lost');
  } catch (error) {
    hooks.link('lost');
    if (error instanceof StationApiError && error.status === 401) return hooks.tokenWanted();
  }
  later(() => void follow(hooks), RETRY_MS);
}
