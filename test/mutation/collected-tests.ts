import { format } from 'node:util';
import { expect } from 'vitest';

/** A test of the suites, without its runner. */
export type CollectedTest = { readonly file: string; readonly name: string; run(): unknown };

type Body = (...row: never[]) => unknown;
type Options = object | number;

/**
 * Stands in for vitest while suites are loaded (`load-suites.ts`): what they declare is collected, to be run
 * again and again in this process, with whatever machines are in force.
 */
export const collected: CollectedTest[] = [];
const within: string[] = [];
let file = '';
export const collectingFrom = (name: string): void => {
  file = name;
};

const bodyOf = (a: Body | Options, b?: Body | Options): Body => (typeof a === 'function' ? a : b) as Body;

function declare(name: string, a: Body | Options, b?: Body | Options): void {
  const body = bodyOf(a, b);
  const run = (): unknown => {
    running = { name, meta: {} };
    return body();
  };
  collected.push({ file, name: unused([...within, name].join(' > ')), run });
}

/** The test that runs; one at a time. A run of the station leaves with it what it showed. */
let running: { readonly name: string; readonly meta: object } | null = null;
export const TestRunner = { getCurrentTest: () => running };

/** Rows of `each` may look alike in words: each test has a name of its own. */
function unused(name: string): string {
  const same = collected.filter((it) => it.file === file && it.name.startsWith(name)).length;
  return same === 0 ? name : `${name} #${same}`;
}

function group(name: string, a: Body | Options, b?: Body | Options): void {
  within.push(name);
  bodyOf(a, b)();
  within.pop();
}

type Declare = typeof declare;
/** `each` over rows: lists are arguments, anything else is the one argument. */
const each = (rows: readonly unknown[], declared: Declare) => (name: string, a: Body | Options, b?: Body) => {
  for (const row of rows) {
    const args = (Array.isArray(row) ? row : [row]) as never[];
    const [first] = args as unknown[];
    const filled = name.replaceAll(/\$(\w+)/g, (whole, key) =>
      typeof first === 'object' && first !== null && key in first ? String(Reflect.get(first, key)) : whole,
    );
    // As in vitest: a name shows only what it asks for.
    const shown = name === filled ? args.slice(0, name.match(/%[sdifjoO]/g)?.length ?? 0) : [];
    declared(format(filled, ...shown), () => bodyOf(a, b)(...args));
  }
};

export const it = Object.assign(declare, { each: (rows: readonly unknown[]) => each(rows, declare) });
export const describe = Object.assign(group, { each: (rows: readonly unknown[]) => each(rows, group) });
export { expect };
