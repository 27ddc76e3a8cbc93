import { describe, expect, it } from 'vitest';
import {
  BoardDescriptionError,
  parseBoardDescription,
} from '../../../drivers/reference-board/board-description.ts';
import { REFERENCE_DESCRIPTION } from '../../../drivers/reference-board/reference-description.ts';

/** Values by their place in the description, `lines.address`; undefined: nothing is there. */
type Changes = Readonly<Record<string, unknown>>;

/** The reference board after changes, as JSON would have it. */
function changed(changes: Changes): unknown {
  const board: unknown = structuredClone(REFERENCE_DESCRIPTION);
  for (const [place, value] of Object.entries(changes)) {
    const names = place.split('.');
    const last = names.pop()!;
    const parent = names.reduce((it, name) => (it as Record<string, unknown>)[name], board);
    if (value === undefined) delete (parent as Record<string, unknown>)[last];
    else (parent as Record<string, unknown>)[last] = value;
  }
  return board;
}

/** What is wrong with the reference board after changes. */
function mistakesOf(changes: Changes): readonly string[] {
  const board = changed(changes);
  try {
    parseBoardDescription(board, 'The board');
    return [];
  } catch (error) {
    if (error instanceof BoardDescriptionError) return error.mistakes;
    throw error;
  }
}

describe('a board description', () => {
  it('of the reference board is right, and comes through JSON unchanged', () => {
    const json: unknown = JSON.parse(JSON.stringify(REFERENCE_DESCRIPTION));
    expect(parseBoardDescription(json, 'The board')).toEqual(REFERENCE_DESCRIPTION);
  });

  it('may write addresses as data sheets do, and have one connector', () => {
    const json = changed({ 'lines.address': '0x27', outlets: [REFERENCE_DESCRIPTION.outlets[0]] });
    const parsed = parseBoardDescription(json, 'The board');
    expect([parsed.lines.address, parsed.outlets.length]).toEqual([0x27, 1]);
  });

  it.each<[string, Changes, string]>([
    [
      'two chips at one address of a bus',
      { 'memory.address': 0x40 },
      'The board: PCA9685 (pulses) and MB85RC256V (memory) are both at 0x40 of bus 1.',
    ],
    [
      'a chip at the address that another one cannot leave',
      { 'pulses.address': '0x38' },
      'The board: PCA9685 (pulses) and ADE7953 (meter) are both at 0x38 of bus 1.',
    ],
    [
      'both buses being one, where that makes two chips one',
      { 'buses.front': 1, 'lines.address': 0x24 },
      'The board: MCP23017 (lines) and PN532 (reader) are both at 0x24 of bus 1.',
    ],
    [
      'two lines on a pin',
      { 'lines.outputs.enable2': REFERENCE_DESCRIPTION.lines.outputs.enable1 },
      'The board: enable1 and enable2 are both on pin A0.',
    ],
    [
      'an input where the chip can only have an output',
      { 'lines.inputs.trip1': { port: 'B', bit: 7 }, 'lines.outputs.buzzer': { port: 'B', bit: 2 } },
      'The board: trip1 is read at B7, which can only be an output.',
    ],
    [
      'guards that are read where the chip can only have an output',
      { 'guards.inputs.drive2': { port: 'A', bit: 7 } },
      'The board: drive2 is read at A7, which can only be an output.',
    ],
    [
      'guards at the address of the lines',
      { 'guards.address': 0x20 },
      'The board: MCP23017 (lines) and MCP23017 (guards) are both at 0x20 of bus 1.',
    ],
    [
      'a light on the channel of a pilot',
      { 'outlets.1.lights.0': 0 },
      'The board: The pilot of outlet 1 and A light of outlet 2 are both on channel 0.',
    ],
    [
      'two pilots on one input',
      { 'outlets.1.pilot.negativeInput': 0 },
      'The board: The pilot of outlet 1 and The negative half of outlet 2 are both on input 0.',
    ],
    [
      'two connectors on one meter',
      { 'outlets.1.meterChannel': 'A' },
      'The board: The meter of outlet 1 and The meter of outlet 2 are both on meter channel A.',
    ],
    [
      'an address that no chip can have',
      { 'levels.address': 0x78 },
      'The board has a wrong levels.address: it must be at most 119.',
    ],
    [
      'a chip that there is no driver for',
      { 'memory.chip': '24LC256' },
      'The board has a wrong memory.chip: it must be "MB85RC256V".',
    ],
    ['a field that nobody knows', { color: 'red' }, 'The board has an unknown field color.'],
    [
      'a line that is missing',
      { 'lines.inputs.mirror2': undefined },
      'The board has no lines.inputs.mirror2.',
    ],
  ])('is refused in a sentence for %s', (_, change, sentence) => {
    expect(mistakesOf(change)).toEqual([sentence]);
  });

  it('names every mistake at once', () => {
    const mistakes = mistakesOf({
      'memory.address': 0x40,
      'lines.outputs.enable2': REFERENCE_DESCRIPTION.lines.outputs.enable1,
    });
    expect(mistakes).toHaveLength(2);
  });
});
