import type { StationAbout } from '../live/frames.ts';
import { FILE_CAPACITY, Recording } from './recording.ts';
import { isAbout, isItem, isObject, isScene, isStatus } from './recording-shape.ts';
import { recordingIn } from './saved-page.ts';

/** A file that is no recording of a station, in words for who chose it. */
export class RecordingError extends Error {
  override name = 'RecordingError';
}

export type OpenedRecording = { readonly recording: Recording; readonly about: StationAbout | null };

const isNothing = (line: string): boolean => line.trim() === '';
const firstLine = (text: string): string => text.slice(0, Math.max(0, text.indexOf('\n')));

/** An edge log: its first line holds the records that a station started from. */
export function isEdgeLog(text: string): boolean {
  try {
    const head: unknown = JSON.parse(firstLine(text));
    return isObject(head) && 'format' in head && 'records' in head;
  } catch {
    return false;
  }
}

/** The text of a file without what a saved page is around its recording. @throws RecordingError */
export function linesOf(text: string): string {
  if (!text.trimStart().startsWith('<')) return text;
  const lines = recordingIn(text);
  if (lines !== null) return lines;
  throw new RecordingError('This page holds no recording, or the file is cut off before its end.');
}

/** @throws RecordingError for lines that `Recording.toLines` did not write. */
export function recordingOf(lines: string): OpenedRecording {
  const [head, ...rest] = [...parsedLines(lines)];
  if (!isObject(head?.value) || head.value.kind !== 'recording') {
    throw new RecordingError('This file is no recording: its first line does not say so.');
  }
  const { version, base, about } = head.value;
  if (version !== 1)
    throw new RecordingError('This recording was written by a newer Wallchart: use that one.');
  if (!isScene(base)) throw damaged(head.number, 'does not say what the station was');
  const recording = new Recording(FILE_CAPACITY);
  recording.begin(base, []);
  let last: number | null = null;
  for (const { number, value } of rest) {
    if (isStatus(value)) recording.status(value);
    else if (!isItem(value)) throw damaged(number, 'is no item of a recording');
    else if (last !== null && value.n !== last + 1) throw damaged(number, `does not follow item ${last}`);
    else last = recording.add(value).item.n;
  }
  return { recording, about: isAbout(about) ? about : null };
}

const damaged = (number: number, words: string): RecordingError =>
  new RecordingError(`This recording is damaged: line ${number} ${words}.`);

function* parsedLines(text: string): Generator<{ readonly number: number; readonly value: unknown }> {
  for (const [index, line] of text.split('\n').entries()) {
    if (!isNothing(line)) yield { number: index + 1, value: parsed(line, index + 1) };
  }
}

function parsed(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    const words = number === 1 ? 'This file is no recording' : 'This recording is damaged or cut off';
    throw new RecordingError(`${words}: line ${number} is no JSON.`);
  }
}
