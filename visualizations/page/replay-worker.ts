import { blobModules } from './blob-modules.ts';
import type { Played, ToPlay } from './played-edge-log.ts';

type Replay = { readonly playedEdgeLog: (text: string) => Promise<Played> };

addEventListener(
  'message',
  ({ data }: MessageEvent<ToPlay>) => void play(data).then((it) => postMessage(it)),
);

/** Plays an edge log on the real machines. */
async function play({ text, entry, modules }: ToPlay): Promise<Played> {
  try {
    const address = modules ? blobModules(modules).get(entry) : entry;
    const { playedEdgeLog }: Replay = await import(address ?? '');
    return await playedEdgeLog(text);
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
