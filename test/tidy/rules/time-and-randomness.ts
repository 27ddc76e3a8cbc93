import { type FileRule, type Finding, finding, inFolder } from '../rule.ts';
import type { SourceFile } from '../source-file.ts';

type Exception = { readonly path: string; readonly words: readonly string[]; readonly reason: string };

/** Files that may use the named words all the same. Add a line only with its reason. */
export const RAW_TIME_EXCEPTIONS: readonly Exception[] = [
  {
    path: 'test/drivers/clock.test.ts',
    words: ['Date.now'],
    reason: 'compares the clock of the station with the one of the machine it runs on',
  },
  {
    path: 'drivers/csms-socket/ws-connection.ts',
    words: ['setImmediate'],
    reason: 'the barrier lets the event loop take one turn; no time passes',
  },
  {
    path: 'test/drivers/csms-socket/ws.test.ts',
    words: ['setImmediate'],
    reason: 'waits for turns of the event loop of a real socket; no time passes',
  },
  {
    path: 'test/visualizations/inspect/inspected-station.ts',
    words: ['setImmediate'],
    reason: 'waits for turns of the event loop of a real socket; no time passes',
  },
  {
    path: 'visualizations/page/browser-time.ts',
    words: ['performance.now', 'setTimeout', 'setInterval', 'requestAnimationFrame'],
    reason: 'the page runs in a browser, whose time is the only one there; all of it is in this file',
  },
];

const CLOCK = 'use the StationClock that you are given (drivers/clock)';
const RANDOM = 'use the Random that you are given (drivers/random)';
const MEMBERS: Readonly<Record<string, string>> = {
  'Date.now': CLOCK,
  'performance.now': CLOCK,
  'performance.timeOrigin': CLOCK,
  'process.hrtime': CLOCK,
  'process.uptime': CLOCK,
  'Math.random': RANDOM,
};
const WORDS: Readonly<Record<string, string>> = {
  setTimeout: CLOCK,
  setInterval: CLOCK,
  setImmediate: CLOCK,
  requestAnimationFrame: CLOCK,
  randomUUID: RANDOM,
  randomInt: RANDOM,
  getRandomValues: RANDOM,
};
const MODULES = /^(?:node:)?(?:timers|perf_hooks)(?:\/|$)/;
const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'crypto', 'timers']);

type Use = { readonly word: string; readonly line: number; readonly instead: string };

function usesIn(file: SourceFile): Use[] {
  const modules = file.imports
    .filter((entry) => !entry.typeOnly && MODULES.test(entry.specifier))
    .map((entry): Use => ({ word: entry.specifier, line: entry.line, instead: CLOCK }));
  const words = file.code.flatMap((token, index): Use[] => {
    if (token.kind !== 'word') return [];
    const [before, object] = [file.code[index - 1]?.text, file.code[index - 2]?.text];
    const after = file.code[index + 1]?.text;
    const member = MEMBERS[`${object}.${token.text}`];
    if (before === '.' && member)
      return [{ word: `${object}.${token.text}`, line: token.line, instead: member }];
    if (token.text === 'Date' && isPresentTime(file, index)) {
      return [{ word: 'new Date()', line: token.line, instead: CLOCK }];
    }
    const instead = Object.hasOwn(WORDS, token.text) ? WORDS[token.text] : undefined;
    // `clock.setTimeout(…)` is the injected clock; a property or a method of that name is an implementation
    // of it.
    const injected = (before === '.' || before === '?.') && !GLOBAL_OBJECTS.has(object ?? '');
    if (!instead || injected || after === ':' || isMethod(file, index)) return [];
    return [{ word: token.text, line: token.line, instead }];
  });
  return [...modules, ...words];
}

/** `new Date()`, `new Date` and `Date()`, but not `new Date(number)`. */
function isPresentTime(file: SourceFile, index: number): boolean {
  const [before, after, second] = [-1, 1, 2].map((offset) => file.code[index + offset]?.text);
  if (after === '(') return second === ')' && before !== '.';
  return before === 'new' && after !== '.';
}

/** `setTimeout(…) {` or `setTimeout(…): Handle` declares a method; a call is followed by neither. */
function isMethod(file: SourceFile, index: number): boolean {
  if (file.code[index + 1]?.text !== '(') return false;
  let depth = 0;
  for (let at = index + 1; at < file.code.length; at += 1) {
    const text = file.code[at]!.text;
    if (text === '(') depth += 1;
    if (text === ')' && --depth === 0) return /^[:{]$/.test(file.code[at + 1]?.text ?? '');
  }
  return false;
}

function check(file: SourceFile): Finding[] {
  if (inFolder(file.path, 'drivers/clock') || inFolder(file.path, 'drivers/random')) return [];
  const excepted = RAW_TIME_EXCEPTIONS.filter((entry) => entry.path === file.path).flatMap((e) => e.words);
  return usesIn(file)
    .filter((use) => !excepted.includes(use.word))
    .map((use) =>
      finding(file, use.line, `${use.word} outside drivers/clock and drivers/random`, use.instead),
    );
}

/** Time and randomness come from outside, everywhere, tests included: so that every run can be repeated. */
export const timeAndRandomness: FileRule = { name: 'time and randomness', check };
