import { explore } from '../explorer.ts';
import { SOURCES, type Source } from './sources.ts';
import { type TransitionPath, transitionsOf } from './transition-paths.ts';

const MOST_STATES = 200_000;

/** The labels of the choices with these numbers, in the model whose transactions are not renumbered. */
function labelsOf({ beside }: Source, numbers: readonly number[]): readonly string[] {
  const { model, real } = beside();
  real.stop();
  let { node } = model.initial();
  return numbers.map((number) => {
    const choice = model.choices(node)[number]!;
    ({ node } = model.take(node, choice));
    return choice.label;
  });
}

export type Search = {
  /** Which compositions are explored, by their names. */
  readonly only: RegExp;
  /** Paths found before; one that is no longer than a new one stays. */
  readonly known: readonly TransitionPath[];
  readonly progress: (words: string) => void;
};

/** A shortest path to every transition that any composition takes, by the id of the transition. */
export function findPaths({ only, known: before, progress }: Search): readonly TransitionPath[] {
  const there = new Set([...transitionsOf().values()].flat());
  const best = new Map(before.filter((it) => there.has(it.transition)).map((it) => [it.transition, it]));
  for (const origin of SOURCES.filter(({ name }) => only.test(name))) {
    const source = origin.name;
    const first = new Map<string, readonly number[]>();
    const found = explore(origin.explored(), {
      most: MOST_STATES,
      onStep: ({ taken }, path) => {
        for (const id of taken) if (!first.has(id)) first.set(id, path());
      },
    });
    if (found.violation) throw new Error(`${source}: ${found.violation.words}`);
    if (!found.complete) throw new Error(`${source} is not complete at ${found.states} states`);
    for (const [transition, numbers] of first) {
      const known = best.get(transition);
      if (known && known.labels.length <= numbers.length) continue;
      best.set(transition, { transition, source, labels: labelsOf(origin, numbers) });
    }
    progress(`${source}: ${found.states} states, ${first.size} transitions, ${best.size} so far`);
  }
  return [...best.values()].sort((a, b) => (a.transition < b.transition ? -1 : 1));
}
