import type { SeededRandom } from '../../../drivers/random/seeded-random.ts';
import { CHANGE, type KillPoint, type Point } from './kill-point.ts';
import type { Plan } from './life.ts';

/** More COMMITs and frames than most lives have: some lives see all of it. */
const MOST_MOMENTS = 45;

type Target = Omit<Plan, 'killPoint'> & Omit<KillPoint, 'point'>;
const target = (message: string, nth: number, more: Partial<Plan> = {}): Target => ({
  ...{ message, nth, samples: message === 'MeterValues' ? nth : 0, offline: false, backOnline: false },
  ...more,
});

/** What every online life does for certain, and some an offline one does. */
const SENT: readonly Target[] = [
  target('StartTransaction', 1),
  target('StartTransaction', 2),
  target('MeterValues', 1),
  target('MeterValues', 2),
  target('StopTransaction', 1),
  target('StopTransaction Remote', 1),
  target('StopTransaction Local', 1),
];
const STORED: readonly Target[] = [
  ...SENT,
  target(CHANGE, 1),
  target('StopTransaction Local', 1, { samples: 1, offline: true }),
];
const TARGETS: readonly (readonly [Point, readonly Target[], number])[] = [
  ['uncommitted', STORED, 2],
  ['committed', STORED, 1],
  ['unsent', SENT, 1],
  ['unanswered', SENT, 2],
  ['unstored', SENT, 2],
];

/** A life that ends at a target, for each of `count`; the targets in turns. */
const lives = (point: Point, targets: readonly Target[], count: number): Plan[] =>
  Array.from({ length: count }, (_, n) => {
    const { message, nth, ...plan } = targets[n % targets.length]!;
    return { killPoint: { point, message, nth }, ...plan };
  });

/** Lives that are cut off at any moment, online, offline, and online again. */
function anywhere(count: number, random: SeededRandom): Plan[] {
  return Array.from({ length: count }, (_, n) => ({
    killPoint: {
      point: 'anywhere',
      message: 'anything',
      nth: 1 + Math.floor(random.fraction() * MOST_MOMENTS),
    },
    samples: n % 2,
    offline: n % 3 === 0,
    backOnline: n % 6 === 0,
  }));
}

/** @param count a multiple of ten. @returns the lives, in an order that depends on `random` alone. */
export function planLives(count: number, random: SeededRandom): readonly Plan[] {
  const share = count / 10;
  const all = [
    ...TARGETS.flatMap(([point, targets, shares]) => lives(point, targets, share * shares)),
    ...anywhere(2 * share, random),
  ];
  return all
    .map((plan) => ({ plan, place: random.fraction() }))
    .sort((a, b) => a.place - b.place)
    .map(({ plan }) => plan);
}
