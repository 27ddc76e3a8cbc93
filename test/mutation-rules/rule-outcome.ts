/** Of a report in the schema of mutation testing elements, what is read here. */
export type Report = { readonly files: Readonly<Record<string, ReportedFile>> };
type ReportedFile = { readonly source: string; readonly mutants: readonly ReportedMutant[] };
type Place = { readonly line: number; readonly column: number };
type ReportedMutant = {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly location: { readonly start: Place; readonly end: Place };
  readonly status: string;
};

/** What became of the mutants of one file, as it is kept. The names of those alive outlive most edits. */
export type FileOutcome = {
  /** The day on which it was run, YYYY-MM-DD. */
  readonly measured: string;
  readonly mutants: number;
  /** By a test that failed. */
  readonly killed: number;
  /** By a test that did not end. */
  readonly timedOut: number;
  readonly alive: readonly string[];
};

const KILLED = new Set(['Killed', 'RuntimeError']);
const ALIVE = new Set(['Survived', 'NoCoverage']);
const LONGEST = 80;

const short = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
};

/** What stands at a place of a source; lines and columns begin at 1. */
function textAt(source: string, { start, end }: ReportedMutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, at) => line.slice(at === 0 ? start.column - 1 : 0, at === last ? end.column - 1 : undefined))
    .join('\n');
}

/** A name for each mutant: what is replaced by what, and which of them, where there are several. */
function named({ source, mutants }: ReportedFile): (readonly [string, string])[] {
  const times = new Map<string, number>();
  const places = mutants.toSorted(
    (a, b) =>
      a.location.start.line - b.location.start.line || a.location.start.column - b.location.start.column,
  );
  return places.map((mutant) => {
    const { location, replacement = '', status } = mutant;
    const words = `${short(textAt(source, location))} → ${short(replacement)}`;
    const time = (times.get(words) ?? 0) + 1;
    times.set(words, time);
    return [time === 1 ? words : `${words} (${time})`, status];
  });
}

/**
 * @throws Error where a mutant was neither killed nor survived, such as after a run that was interrupted.
 */
export function outcomeOf(file: ReportedFile, measured: string): FileOutcome {
  const tried = named(file).filter(([, status]) => status !== 'Ignored');
  const strange = tried.find(([, it]) => !KILLED.has(it) && !ALIVE.has(it) && it !== 'Timeout');
  if (strange) throw new Error(`${strange[0]} was not tried: ${strange[1]}`);
  return {
    measured,
    mutants: tried.length,
    killed: tried.filter(([, status]) => KILLED.has(status)).length,
    timedOut: tried.filter(([, status]) => status === 'Timeout').length,
    alive: tried.filter(([, status]) => ALIVE.has(status)).map(([name]) => name),
  };
}
