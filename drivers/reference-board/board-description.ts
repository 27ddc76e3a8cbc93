import * as v from 'valibot';
import { validationWords } from '../../machines/vocabulary/validation-words.ts';
import type { GuardLine, InputLine, OutputLine } from './board-lines.ts';

/** A description cannot be used; each mistake is a sentence. */
export class BoardDescriptionError extends Error {
  override name = 'BoardDescriptionError';
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'));
    this.mistakes = mistakes;
  }
}

const whole = (least: number, most: number) => {
  const words = `whole number from ${least} to ${most}`;
  return v.pipe(v.number(words), v.integer(words), v.minValue(least, words), v.maxValue(most, words));
};
const above0 = v.pipe(v.number('number above 0'), v.gtValue(0, 'number above 0'));

/** A number, or as data sheets write them: "0x20". */
const address = v.pipe(
  v.union(
    [v.number(), v.pipe(v.string(), v.regex(/^0x[0-9a-fA-F]{1,2}$/), v.transform(Number))],
    'number or text like "0x20"',
  ),
  whole(0x08, 0x77),
);

const pin = {
  port: v.picklist(['A', 'B'], '"A" or "B"'),
  bit: whole(0, 7),
  inverted: v.exactOptional(v.boolean()),
};
const input = v.strictObject({ ...pin, pullUp: v.exactOptional(v.boolean()) });
const output = v.strictObject(pin);

const inputs = {
  mirror1: input,
  mirror2: input,
  trip1: input,
  trip2: input,
  load1: input,
  load2: input,
  emergencyStopReleased: input,
} satisfies Record<InputLine, typeof input>;
const outputs = {
  enable1: output,
  enable2: output,
  test1: output,
  test2: output,
  reset1: output,
  reset2: output,
  readerRunning: output,
  watchdog: output,
  buzzer: output,
} satisfies Record<OutputLine, typeof output>;

const guards = { earth1: input, earth2: input, drive1: input, drive2: input } satisfies Record<
  GuardLine,
  typeof input
>;

const outlet = v.strictObject({
  pilot: v.strictObject({
    pulseChannel: whole(0, 15),
    positiveInput: whole(0, 3),
    negativeInput: whole(0, 3),
    offset_V: v.number(),
    factor: above0,
  }),
  meterChannel: v.picklist(['A', 'B'], '"A" or "B"'),
  lights: v.strictTuple([whole(0, 15), whole(0, 15), whole(0, 15)]),
});

const gain = v.exactOptional(v.pipe(v.number(), v.minValue(0.5), v.maxValue(1.5)));
const phase = v.exactOptional(whole(-383, 383));

const descriptionSchema = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1)),
  /** Numbers of the kernel: 1 is /dev/i2c-1. */
  buses: v.strictObject({ safety: whole(0, 255), front: whole(0, 255) }),
  lines: v.strictObject({
    chip: v.literal('MCP23017'),
    address,
    inputs: v.strictObject(inputs),
    outputs: v.strictObject(outputs),
  }),
  guards: v.exactOptional(
    v.strictObject({ chip: v.literal('MCP23017'), address, inputs: v.strictObject(guards) }),
  ),
  pulses: v.strictObject({
    chip: v.literal('PCA9685'),
    address,
    clock_Hz: above0,
    external: v.boolean(),
  }),
  levels: v.strictObject({
    chip: v.literal('ADS1115'),
    address,
    fullScale_V: v.picklist([6.144, 4.096, 2.048, 1.024, 0.512, 0.256]),
  }),
  meter: v.strictObject({
    chip: v.literal('ADE7953'),
    fullScale_V: above0,
    fullScale_A: above0,
    calibration: v.exactOptional(
      v.strictObject({
        voltage: gain,
        currentA: gain,
        currentB: gain,
        powerA: gain,
        powerB: gain,
        phaseA: phase,
        phaseB: phase,
      }),
    ),
  }),
  memory: v.strictObject({ chip: v.literal('MB85RC256V'), address }),
  reader: v.strictObject({ chip: v.literal('PN532') }),
  thermometer: v.strictObject({ chip: v.literal('MCP9808'), address }),
  outlets: v.pipe(v.array(outlet), v.minLength(1), v.maxLength(2)),
  cards: v.strictObject({ letters: v.picklist(['upper', 'lower']), reversed: v.boolean() }),
});

export type BoardDescription = Readonly<v.InferOutput<typeof descriptionSchema>>;

/** Chips without straps have one address. */
const METER_ADDRESS = 0x38;
const READER_ADDRESS = 0x24;
/** Of port A and B, bit 7: an input there can corrupt the data line (data sheet of the MCP23017, 2022). */
const OUTPUT_ONLY_BIT = 7;

const hex = (it: number): string => `0x${it.toString(16).padStart(2, '0')}`;

function addressMistakes(it: BoardDescription): string[] {
  const { buses } = it;
  const chips = [
    { what: `${it.lines.chip} (lines)`, bus: buses.safety, at: it.lines.address },
    ...(it.guards ? [{ what: `${it.guards.chip} (guards)`, bus: buses.safety, at: it.guards.address }] : []),
    { what: `${it.pulses.chip} (pulses)`, bus: buses.safety, at: it.pulses.address },
    { what: `${it.levels.chip} (levels)`, bus: buses.safety, at: it.levels.address },
    { what: `${it.meter.chip} (meter)`, bus: buses.safety, at: METER_ADDRESS },
    { what: `${it.memory.chip} (memory)`, bus: buses.safety, at: it.memory.address },
    { what: `${it.reader.chip} (reader)`, bus: buses.front, at: READER_ADDRESS },
    { what: `${it.thermometer.chip} (thermometer)`, bus: buses.front, at: it.thermometer.address },
  ];
  return chips.flatMap((one, index) =>
    chips
      .slice(index + 1)
      .filter(({ bus, at }) => bus === one.bus && at === one.at)
      .map(({ what }) => `${one.what} and ${what} are both at ${hex(one.at)} of bus ${one.bus}.`),
  );
}

/** What is used twice. `users`: who uses which. */
function twice(kind: string, users: readonly (readonly [name: string, used: string])[]): string[] {
  return users.flatMap(([name, used], index) =>
    users
      .slice(index + 1)
      .filter(([, other]) => other === used)
      .map(([other]) => `${name} and ${other} are both on ${kind} ${used}.`),
  );
}

function wiringMistakes({ lines, guards, outlets }: BoardDescription): string[] {
  const pins = [...Object.entries(lines.inputs), ...Object.entries(lines.outputs)];
  const guarding = Object.entries(guards?.inputs ?? {});
  const inputs = [...Object.entries(lines.inputs), ...guarding];
  const outputOnly = inputs.filter(([, { bit }]) => bit === OUTPUT_ONLY_BIT);
  const numbered = outlets.map((it, index) => ({ ...it, name: `outlet ${index + 1}` }));
  return [
    ...twice(
      'pin',
      pins.map(([name, { port, bit }]) => [name, `${port}${bit}`]),
    ),
    ...twice(
      'pin',
      guarding.map(([name, { port, bit }]) => [name, `${port}${bit} of the guards`]),
    ),
    ...outputOnly.map(([name, { port }]) => `${name} is read at ${port}7, which can only be an output.`),
    ...twice('channel', [
      ...numbered.map(({ name, pilot }) => [`The pilot of ${name}`, String(pilot.pulseChannel)] as const),
      ...numbered.flatMap(({ name, lights }) =>
        lights.map((it) => [`A light of ${name}`, String(it)] as const),
      ),
    ]),
    ...twice('input', [
      ...numbered.map(({ name, pilot }) => [`The pilot of ${name}`, String(pilot.positiveInput)] as const),
      ...numbered.map(
        ({ name, pilot }) => [`The negative half of ${name}`, String(pilot.negativeInput)] as const,
      ),
    ]),
    ...twice(
      'meter channel',
      numbered.map(({ name, meterChannel }) => [`The meter of ${name}`, meterChannel]),
    ),
  ];
}

/**
 * A board description from JSON.
 * @param from where it was found, as the start of a sentence
 * @throws BoardDescriptionError that names everything which is wrong
 */
export function parseBoardDescription(json: unknown, from: string): BoardDescription {
  const parsed = v.safeParse(descriptionSchema, json);
  if (!parsed.success) throw new BoardDescriptionError(validationWords(from, parsed.issues));
  const mistakes = [...addressMistakes(parsed.output), ...wiringMistakes(parsed.output)];
  if (mistakes.length > 0) throw new BoardDescriptionError(mistakes.map((it) => `${from}: ${it}`));
  return parsed.output;
}
