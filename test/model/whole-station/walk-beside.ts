import type { AnyMachineSnapshot } from 'xstate';
import type { Component } from '../component.ts';
import { calledWords, sentWords } from '../real-station.ts';
import { pick, seededFractions } from '../seeded-choice.ts';
import { timerName } from '../timers.ts';
import { diskWords, RealWholeStation, type StationObservation, snapshotWords } from './real-whole-station.ts';
import type { StationComposition } from './station-dimensions.ts';
import { type StationChoice, StationModel, type StationNode, type StationRecord } from './station-model.ts';
import { LEFT_OUT } from './station-tree.ts';

/** The model after a step, in the words of the real station. */
export function observed({ world, around }: StationNode, { log }: StationRecord): StationObservation {
  const actors = [...world.actors.values()]
    .filter(({ id }) => !LEFT_OUT.has(id))
    .map(({ id, state }) => [id, snapshotWords(id, state as AnyMachineSnapshot)]);
  const words = log.flatMap((it) => {
    if (it.kind === 'called') return [calledWords(it.effect.port, it.effect.params)];
    return LEFT_OUT.has(it.to) ? [] : [sentWords(it.to, it.event)];
  });
  const { records, messages } = around.disk;
  return {
    log: words,
    actors: Object.fromEntries(actors),
    timers: world.timers.map((it) => `${timerName(it)} ${it.delay_ms}`).sort(),
    disk: diskWords(records, messages),
  };
}

/** The first line in which the two are not the same, or null. */
export function differenceOf(model: StationObservation, real: StationObservation): string | null {
  const lines = ({ log, actors, timers, disk }: StationObservation): readonly string[] => [
    ...log,
    ...Object.entries(actors)
      .map(([id, words]) => `${id} ${words}`)
      .sort(),
    ...timers,
    disk,
  ];
  const [ours, theirs] = [lines(model), lines(real)];
  const index = ours.findIndex((line, at) => line !== theirs[at]);
  if (index === -1 && ours.length === theirs.length) return null;
  const at = index === -1 ? ours.length : index;
  return `model: ${ours[at]}\nreal:  ${theirs[at]}`;
}

export type WalksBeside = {
  readonly steps: number;
  readonly labels: ReadonlySet<string>;
  readonly difference: { readonly labels: readonly string[]; readonly words: string } | null;
};

/** Walks the model at random, rarely trodden moves first, with the real station beside it. */
export function walkBeside(
  composition: StationComposition,
  { seed, walks, steps }: { readonly seed: number; readonly walks: number; readonly steps: number },
  decorate: (component: Component) => Component = (it) => it,
): WalksBeside {
  const fraction = seededFractions(seed);
  const often = new Map<string, number>();
  const choose = (choices: readonly StationChoice[]): StationChoice => {
    const some = Array.from({ length: 3 }, () => pick(choices, fraction()));
    return some.reduce((a, b) => ((often.get(b.label) ?? 0) < (often.get(a.label) ?? 0) ? b : a));
  };
  let taken = 0;
  for (let walk = 0; walk < walks; walk += 1) {
    const model = new StationModel({ ...composition, decorate });
    const real = new RealWholeStation({ composition });
    const labels: string[] = [];
    let { node, record } = model.initial();
    for (let step = 0; ; step += 1) {
      const words = differenceOf(observed(node, record), real.observe());
      if (words !== null)
        return { steps: taken, labels: new Set(often.keys()), difference: { labels, words } };
      const choices = model.choices(node);
      if (step === steps || choices.length === 0) break;
      const choice = choose(choices);
      labels.push(choice.label);
      often.set(choice.label, (often.get(choice.label) ?? 0) + 1);
      ({ node, record } = model.take(node, choice));
      real.step(choice);
      taken += 1;
    }
    real.stop();
  }
  return { steps: taken, labels: new Set(often.keys()), difference: null };
}
