import type { Dice } from './dice.ts';
import type { Happening } from './incident.ts';

const MINUTE = 60_000;

/** What happens, each so long after the one before. */
export type Course = readonly (readonly [after_ms: number, happening: Happening])[];
export type Trouble = (dice: Dice) => Course;
/** How often a day, on average. */
export type RatedTrouble = readonly [rate: number, trouble: Trouble];

/** Something begins, and some time later ends. */
export const spell = (dice: Dice, begins: Happening, ends: Happening): Course => [
  [0, begins],
  [dice.pick([dice.whole(1, 20_000), dice.whole(1, 5) * MINUTE, dice.whole(5, 60) * MINUTE]), ends],
];
