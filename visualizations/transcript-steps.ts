/** A line of a transcript: who told whom what, and the states that were entered because of it. */
export type TranscriptStep = {
  /** Seconds since the station started, as written: `2.000`. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly words: string;
  readonly entered: readonly string[];
  /** The whole line, with single spaces. */
  readonly line: string;
};

const LINE = /^ *(\d+\.\d{3})? +([\w-]+(?: system)?) -> ([\w-]+(?: system)?) {2,}(.*?)(?: +\[([^\]]*)\])?$/;

/** Reads a text that a `Transcript` wrote; its heading and empty lines are no steps. */
export function transcriptSteps(text: string): TranscriptStep[] {
  const steps: TranscriptStep[] = [];
  let at = '';
  for (const line of text.split('\n')) {
    const [, time, from, to, words, states] = LINE.exec(line) ?? [];
    if (from === undefined || to === undefined || words === undefined) continue;
    at = time ?? at;
    const entered = states === undefined ? [] : states.split(', ');
    steps.push({ at, from, to, words: words.trim(), entered, line: line.replaceAll(/\s+/g, ' ').trim() });
  }
  return steps;
}

/** A part of a story that quotes a transcript, with the steps from its first quotation on. */
export type Chapter = { readonly title: string; readonly steps: readonly TranscriptStep[] };

/**
 * The steps that a page tells, by its headings: from its first quotation (an indented line) to its last, with
 * all that the transcript has in between.
 * @throws Error if the page quotes what the transcript does not say, in its order.
 */
export function chaptersOf(page: string, steps: readonly TranscriptStep[]): Chapter[] {
  const begins: { readonly title: string; readonly index: number }[] = [];
  let title = '';
  let next = 0;
  for (const line of page.split('\n')) {
    if (line.startsWith('## ')) title = line.slice(3);
    if (!/^ {4}\S/.test(line)) continue;
    const quoted = line.replaceAll(/\s+/g, ' ').trim();
    const index = steps.findIndex((step, at) => at >= next && step.line.includes(quoted));
    if (index < 0) throw new Error(`the transcript does not say: ${quoted}`);
    next = index + 1;
    if (begins.at(-1)?.title !== title) begins.push({ title, index });
  }
  return begins.map(({ title: heading, index }, at) => ({
    title: heading,
    steps: steps.slice(index, begins[at + 1]?.index ?? next),
  }));
}
