import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { Script } from './run.ts';
import { OptionError } from './simulate-options.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const scriptSchema = v.object({
  seed: count,
  days: v.pipe(count, v.minValue(1)),
  outboxBudget: v.optional(v.nullable(v.pipe(count, v.minValue(1)))),
  incidents: v.array(v.looseObject({ at_ms: v.pipe(v.number(), v.minValue(0)), do: v.string() })),
});

/** A script as a failing run leaves it. @throws OptionError if the file holds none. */
export function readScript(file: string | URL): Script {
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new OptionError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const read = v.safeParse(scriptSchema, text);
  if (!read.success) throw new OptionError(`${file} is no script: ${v.summarize(read.issues)}`);
  return read.output as Script;
}
