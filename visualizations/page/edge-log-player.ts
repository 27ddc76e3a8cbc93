import type { SavedReplay } from './blob-modules.ts';
import type { Played, ToPlay } from './played-edge-log.ts';
import { RecordingError } from './recording-lines.ts';
import { savedText } from './saved-parts.ts';

/** What this page plays an edge log with. */
type Player = Pick<ToPlay, 'entry' | 'modules'> & { readonly worker: () => Worker };

const SERVED: Player = {
  worker: () => new Worker('/page/replay-worker.ts', { type: 'module' }),
  entry: '/page/replay/entry',
  modules: null,
};

async function savedPlayer(packed: string): Promise<Player> {
  const bytes = Uint8Array.from(atob(packed), (it) => it.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const { modules, worker, entry }: SavedReplay = await new Response(unpacked).json();
  const address = URL.createObjectURL(new Blob([worker], { type: 'text/javascript' }));
  return { worker: () => new Worker(address), entry, modules };
}

/** How an edge log can be played where this page cannot. */
const ELSEWHERE = 'npm run replay -- FILE --page OUT.html plays it too, and says more.';

/**
 * Plays an edge log on the station's own machines, in a worker: the page stays as quick as it is.
 * @throws RecordingError (rejects), with words for who chose the file.
 */
export async function playEdgeLog(text: string): Promise<Extract<Played, { lines: string }>> {
  const packed = savedText('replay');
  const player = packed === null ? SERVED : await savedPlayer(packed);
  const worker = player.worker();
  try {
    const played = await new Promise<Played>((resolve) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Played>) => resolve(data));
      worker.addEventListener('error', ({ message = 'the worker did not start' }) =>
        resolve({ error: message }),
      );
      const toPlay: ToPlay = { text, entry: player.entry, modules: player.modules };
      worker.postMessage(toPlay);
    });
    if ('error' in played)
      throw new RecordingError(`This edge log cannot be played here: ${played.error}. ${ELSEWHERE}`);
    return played;
  } finally {
    worker.terminate();
  }
}
