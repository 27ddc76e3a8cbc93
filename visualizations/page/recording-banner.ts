import { byId, h } from './element.ts';
import type { PageModel } from './page-model.ts';
import type { Recording } from './recording.ts';
import { isSavedPage } from './saved-parts.ts';

const PANELS_OF_THE_PRESENT = ['bench-tab', 'csms-tab'] as const;

/** `2026-11-25 04:56:12` */
const dateAndTime = (iso: string): string => iso.slice(0, 19).replace('T', ' ');

/** Whose recording it is, made by what, and of when. */
function wordsOf({ about, recording }: PageModel): string {
  const { entries } = recording;
  const [first, last] = [entries[0]?.item.wall, entries.at(-1)?.item.wall];
  const whose = about ? `${about.identity} (${about.software})` : 'a station';
  const until = first?.slice(0, 10) === last?.slice(0, 10) ? last?.slice(11, 19) : dateAndTime(last ?? '');
  const when = first === undefined ? 'empty' : `${dateAndTime(first)} to ${until} UTC`;
  return `A recording of ${whose}, ${when}: nothing here is live.`;
}

/** Says that a recording is shown, and leads back. */
export class RecordingBanner {
  readonly #model: PageModel;
  readonly #root = byId('recording-of');
  #own: Recording | null = null;
  #told: Recording | null = null;

  constructor(model: PageModel) {
    this.#model = model;
  }

  update(): void {
    const { link, recording, about } = this.#model;
    byId('edge-log').hidden = link === 'file' || about?.edgeLog !== true;
    this.#root.hidden = link !== 'file';
    if (link !== 'file' || this.#told === recording) return;
    this.#told = recording;
    if (isSavedPage()) this.#own ??= recording;
    this.#leavePresent();
    const back = isSavedPage() ? 'Back to the recording of this file' : 'Back to the station';
    this.#root.replaceChildren(
      h('span', {}, wordsOf(this.#model)),
      ...(this.#own === recording
        ? []
        : [h('button', { type: 'button', click: () => location.reload() }, back)]),
    );
  }

  /** What commands a station is not there any more. */
  #leavePresent(): void {
    const chosen = PANELS_OF_THE_PRESENT.some((id) => byId(id).getAttribute('aria-selected') === 'true');
    if (chosen) byId('station-tab').click();
  }
}
