import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Way } from './explorer.ts';

/** The kind of composition: one connector, two with the charge point, the station between wire and disk. */
export type Family = 'connector' | 'pair' | 'station';
/** A trace of the model on disk: which choice was taken at each step. */
export type TraceFile = {
  readonly format: 1;
  readonly family: Family;
  readonly composition: string;
  readonly property: string;
  readonly words: string;
  readonly way: Way;
  /** For who reads it; the way counts. */
  readonly steps: readonly string[];
};

const dashed = (words: string): string => words.replaceAll(/\W+/g, '-');

/** @returns the path of the file, without `.trace.json`. */
export function writeTrace(directory: string, trace: Omit<TraceFile, 'format'>): string {
  const { family, composition, property, words, way, steps } = trace;
  mkdirSync(directory, { recursive: true });
  const name = `${directory}/${family}-${dashed(composition)}-${dashed(property)}`;
  const file: TraceFile = { format: 1, family, composition, property, words, way, steps };
  writeFileSync(`${name}.trace.json`, `${JSON.stringify(file, null, 1)}\n`);
  return name;
}

/** @throws Error if the file is no trace. */
export function readTrace(file: string): TraceFile {
  const trace = JSON.parse(readFileSync(file, 'utf8')) as TraceFile;
  if (trace.format !== 1 || !Array.isArray(trace.way)) throw new Error(`${file} is no trace of the checker`);
  return trace;
}
