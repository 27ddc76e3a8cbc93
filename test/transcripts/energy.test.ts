import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What the register of whole Wh, and a change of the limit a second or two after a sample, may be off by. */
const TOLERANCE_Wh = 2.5;
const perMinute_Wh = (current_A: number) => (current_A * 230) / 60;

/** The energy of each minute of the charge that a transcript tells of, by the MeterValues on the wire. */
function told_Wh(name: string): readonly number[] {
  const text = readFileSync(new URL(`./${name}.txt`, import.meta.url), 'utf8');
  const registers = [...text.matchAll(/CALL MeterValues .*?value: (\d+)/g)].map(([, value]) => Number(value));
  return registers.map((value, index) => value - (registers[index - 1] ?? 0));
}

it.each([
  ['charge-point-max-profile', [32, 12, 12]],
  ['tx-default-profile-of-all', [24, 24, 24]],
  ['tx-default-profile-of-one', [12, 12, 12]],
  ['tx-profile', [24, 12, 12, 24, 24]],
])('the energy in the transcript of %s is that of the limits, minute by minute', (name, limits_A) => {
  const told = told_Wh(name);
  expect(told).toHaveLength(limits_A.length);
  const wrong = limits_A.filter((limit, n) => Math.abs(told[n]! - perMinute_Wh(limit)) > TOLERANCE_Wh);
  expect(wrong, told.join(', ')).toEqual([]);
});
