import { playEdgeLog } from './edge-log-player.ts';
import { byId, h } from './element.ts';
import type { PageModel } from './page-model.ts';
import { isEdgeLog, linesOf, RecordingError, recordingOf } from './recording-lines.ts';
import { withMachines, withRecording } from './saved-page.ts';
import { isSavedPage, savedText } from './saved-parts.ts';
import { getBlob, StationApiError } from './station-api.ts';

/** A text longer than this is more than a browser shows well. */
const MAX_BYTES = 256 * 1024 * 1024;

const say = (words: string): void => {
  byId('file-said').textContent = words;
};

function save(content: Blob, name: string): void {
  const href = URL.createObjectURL(content);
  h('a', { href, download: name }).click();
  URL.revokeObjectURL(href);
}

/** The words of what a station or a file is to blame for. @throws everything else. */
function wordsOf(error: unknown): string {
  const known = error instanceof StationApiError || error instanceof RecordingError;
  if (known) return error.message;
  // What `fetch` throws without a station, and a file that is gone or may not be read.
  if (error instanceof TypeError) return 'the station does not answer';
  if (error instanceof DOMException) return 'the file cannot be read';
  throw error;
}

/** Saves what the page knows as a page of its own, and the edge log; opens such files. */
export function recordingFile(model: PageModel): void {
  byId('export').hidden = isSavedPage();
  byId('export').addEventListener('click', () => void exportPage(model));
  byId('edge-log').addEventListener('click', () => void downloadEdgeLog(model));
  const input = byId('open-file');
  if (!(input instanceof HTMLInputElement)) return;
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file) void open(model, file);
    // The same file may be chosen again, after it was mended.
    input.value = '';
  });
}

/** Shows the recording that this page was saved with. */
export function openSaved(model: PageModel): void {
  model.setMachines(JSON.parse(savedText('machines') ?? '{}'));
  model.setLink('file');
  show(model, savedText('recording') ?? '');
}

function show(model: PageModel, lines: string): boolean {
  try {
    const { recording, about } = recordingOf(lines);
    model.open(recording, about);
    return true;
  } catch (error) {
    say(wordsOf(error));
    return false;
  }
}

async function exportPage(model: PageModel): Promise<void> {
  const name = `${model.about?.identity ?? 'station'}.wallchart`;
  const lines = model.recording.toLines(model.about);
  try {
    const template = await (await getBlob('/saved-page')).text();
    const { machines } = model;
    const isKnown = Object.keys(machines).length > 0;
    const shown = isKnown ? withMachines(template, JSON.stringify(machines)) : template;
    const page = withRecording(shown, lines);
    save(new Blob([page], { type: 'text/html' }), `${name}.html`);
    say('');
  } catch (error) {
    const why = wordsOf(error);
    save(new Blob([lines], { type: 'application/jsonl' }), `${name}.jsonl`);
    say(`Saved without the page (${why}): the page of any station, or a saved one, opens it.`);
  }
}

async function downloadEdgeLog(model: PageModel): Promise<void> {
  try {
    save(await getBlob('/edge-log'), `${model.about?.identity ?? 'station'}.edge.jsonl`);
    say('');
  } catch (error) {
    say(`The edge log cannot be had: ${wordsOf(error)}.`);
  }
}

async function open(model: PageModel, file: File): Promise<void> {
  try {
    if (file.size > MAX_BYTES) throw new RecordingError('This file is too large to be shown here.');
    const text = linesOf(await file.text());
    if (!isEdgeLog(text)) {
      if (show(model, text)) say('');
      return;
    }
    say('The edge log is being played…');
    const { lines, differences } = await playEdgeLog(text);
    if (!show(model, lines)) return;
    const [first] = differences;
    const words = `The machines here did something else ${differences.length} times, first: ${first}.`;
    say(first === undefined ? '' : words);
  } catch (error) {
    say(wordsOf(error));
  }
}
