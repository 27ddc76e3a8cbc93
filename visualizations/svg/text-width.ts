/**
 * Widths in em of DejaVu Sans, the widest of the fonts that a viewer may use: what fits it fits the others.
 */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/[ijl|.,:;'!()[\]]/, 0.37],
  [/[ftrI/ -]/, 0.41],
  [/[mwMW@%]/, 0.95],
  [/[A-Z]/, 0.7],
];
const OTHER = 0.61;

/** @returns estimated width in px of a line of text. */
export function textWidth(text: string, fontSize_px: number): number {
  const widths = [...text].map((character) => WIDTHS.find(([set]) => set.test(character))?.[1] ?? OTHER);
  return Math.ceil(widths.reduce((sum, width) => sum + width, 0) * fontSize_px);
}

/** Breaks a text at spaces into lines of at most `columns` characters; a longer word stays whole. */
export function wrapText(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Shortens a text to `columns` characters, the end replaced by `…`. */
export const shorten = (text: string, columns: number): string =>
  text.length <= columns ? text : `${text.slice(0, columns - 1)}…`;
