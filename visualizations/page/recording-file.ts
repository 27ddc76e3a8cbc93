import { byId, h } from './element.ts';
import type { PageModel } from './page-model.ts';
import { Recording, RecordingError } from './recording.ts';

/** Saves what the page knows as JSON lines, and opens such a file, without a station too. */
export function recordingFile(model: PageModel): void {
  byId('export').addEventListener('click', () => {
    const blob = new Blob([model.recording.toLines(model.about)], { type: 'application/jsonl' });
    const href = URL.createObjectURL(blob);
    const name = `${model.about?.identity ?? 'station'}.wallchart.jsonl`;
    h('a', { href, download: name }).click();
    URL.revokeObjectURL(href);
  });
  const input = byId('open-file');
  input.addEventListener('change', () => {
    const file = input instanceof HTMLInputElement ? input.files?.[0] : undefined;
    if (file) void open(model, file);
  });
}

async function open(model: PageModel, file: File): Promise<void> {
  const said = byId('file-said');
  try {
    const { recording, about } = Recording.fromLines(await file.text());
    said.textContent = '';
    model.open(recording, about);
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    said.textContent = error.message;
  }
}
