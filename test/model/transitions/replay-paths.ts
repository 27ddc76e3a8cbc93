import { difference, observed } from '../equivalence.ts';
import type { World } from '../system.ts';
import { SOURCES } from './sources.ts';
import type { TransitionPath } from './transition-paths.ts';

export type Replayed = {
  /** Transitions that the real actors took where their paths end. */
  readonly reached: ReadonlySet<string>;
  /** All that they took on the way. */
  readonly taken: ReadonlySet<string>;
  readonly steps: number;
  readonly paths: number;
  /** In words; none, if model and real actors agree at each step and every path ends where it says. */
  readonly problems: readonly string[];
};
type HasWorld = { readonly world: World };

const isPrefix = (short: readonly string[], long: readonly string[]): boolean =>
  short.every((label, index) => label === long[index]);

/** Each path once: one that another one goes on from is walked with that. */
function maximal(paths: readonly TransitionPath[]): readonly TransitionPath[] {
  const longest = paths.toSorted((a, b) => b.labels.length - a.labels.length);
  const kept: TransitionPath[] = [];
  for (const path of longest)
    if (!kept.some((it) => it.source === path.source && isPrefix(path.labels, it.labels))) kept.push(path);
  return kept;
}

/** In no order: XState lets a new actor begin before it says what its parent did. */
function otherTransitions(pure: readonly string[], real: readonly string[]): string | null {
  const [ours, theirs] = [pure, real].map((it) => it.filter((id) => id !== '').toSorted());
  return ours?.join() === theirs?.join() ? null : `model: ${ours}\nreal:  ${theirs}`;
}

/** Walks the paths on the real actors, their model beside them, and compares after each step. */
export function replayPaths(paths: readonly TransitionPath[]): Replayed {
  const reached = new Set<string>();
  const all = new Set<string>();
  const problems: string[] = [];
  let steps = 0;
  const walks = maximal(paths);
  for (const walk of walks) {
    const source = SOURCES.find(({ name }) => name === walk.source);
    if (!source) {
      problems.push(`there is no composition ${walk.source}`);
      continue;
    }
    const { model, real } = source.beside();
    let { node, record }: ReturnType<typeof model.initial> = model.initial();
    for (let at = 0; ; at += 1) {
      const taken = real.taken();
      const words =
        difference(observed(node as HasWorld, record), real.observe()) ??
        otherTransitions(record.taken, taken);
      if (words !== null) problems.push(`${walk.transition}, step ${at}: ${words}`);
      for (const id of taken) all.add(id);
      for (const { transition, source: name, labels } of paths)
        if (labels.length === at && name === walk.source && isPrefix(labels, walk.labels))
          if (taken.includes(transition)) reached.add(transition);
      if (words !== null || at === walk.labels.length) break;
      const choice = model.choices(node).find(({ label }) => label === walk.labels[at]);
      if (!choice) {
        problems.push(`${walk.transition}, step ${at}: ${walk.labels[at]} cannot happen`);
        break;
      }
      ({ node, record } = model.take(node, choice));
      real.step(choice.cause);
      steps += 1;
    }
    real.stop();
  }
  for (const { transition } of paths)
    if (!reached.has(transition)) problems.push(`the path to ${transition} does not take it`);
  return { reached, taken: all, steps, paths: walks.length, problems };
}
