import {
  AIGAIN,
  AVGAIN,
  AWGAIN,
  BIGAIN,
  BWGAIN,
  PHCALA,
  PHCALB,
  type Register,
} from './ade7953-registers.ts';

/** Of one board: factors near 1, and phase steps, as they were measured against a reference. */
export type Ade7953Calibration = {
  readonly voltage?: number;
  readonly currentA?: number;
  readonly currentB?: number;
  readonly powerA?: number;
  readonly powerB?: number;
  /** -383 to 383. */
  readonly phaseA?: number;
  readonly phaseB?: number;
};

const UNITY = 0x400000;
const LEAST_GAIN = 0.5;
const MOST_GAIN = 1.5;
const MOST_PHASE = 383;
/** Sign and magnitude, not two's complement. */
const NEGATIVE_PHASE = 0x200;

function gain(name: string, factor = 1): number {
  if (factor >= LEAST_GAIN && factor <= MOST_GAIN) return Math.round(factor * UNITY);
  throw new TypeError(`calibration ${name} is ${factor}: it must be between ${LEAST_GAIN} and ${MOST_GAIN}`);
}

function phase(name: string, steps = 0): number {
  if (Number.isInteger(steps) && Math.abs(steps) <= MOST_PHASE) {
    return steps < 0 ? NEGATIVE_PHASE | -steps : steps;
  }
  throw new TypeError(`calibration ${name} is ${steps}: it must be a whole number, at most ${MOST_PHASE}`);
}

/** Registers and what they are to hold. @throws TypeError for what they cannot hold */
export const calibrationSettings = (it: Ade7953Calibration): readonly (readonly [Register, number])[] => [
  [AVGAIN, gain('voltage', it.voltage)],
  [AIGAIN, gain('currentA', it.currentA)],
  [BIGAIN, gain('currentB', it.currentB)],
  [AWGAIN, gain('powerA', it.powerA)],
  [BWGAIN, gain('powerB', it.powerB)],
  [PHCALA, phase('phaseA', it.phaseA)],
  [PHCALB, phase('phaseB', it.phaseB)],
];
