import { expect, it } from 'vitest';
import { eventsToThin } from '../../../drivers/storage/thin-events.ts';

const events = (...all: readonly (readonly [type: string, techInfo?: string])[]) =>
  all.map(([type, techInfo], index) => ({ sequence: index + 1, type, techInfo }));
const times = (count: number, type: string) =>
  Array.from({ length: count }, (_, index): readonly [string, string] => [type, String(index)]);

it('of one type the first ten and the last ten stay', () => {
  const flood = events(...times(20, 'SettingSystemTime'), ['StartupOfTheDevice']);
  expect(eventsToThin(flood)).toEqual([]);
  expect(eventsToThin(events(...times(23, 'SettingSystemTime')))).toEqual([11, 12, 13]);
});

it('a flood of one type takes none of another', () => {
  const flood = events(['MemoryExhaustion'], ...times(50, 'SettingSystemTime'), ['StartupOfTheDevice']);
  const dropped = eventsToThin(flood);
  expect(dropped).toHaveLength(30);
  expect(dropped).not.toContain(1);
  expect(dropped).not.toContain(52);
});

it('what each try to connect finds anew waits once, for each thing that it finds', () => {
  const type = 'InvalidCentralSystemCertificate';
  expect(eventsToThin(events([type, 'expired'], [type, 'expired'], [type, 'CN'], [type, 'expired']))).toEqual(
    [2, 4],
  );
});

it('equal events that happened twice are two', () => {
  expect(eventsToThin(events(['StartupOfTheDevice'], ['StartupOfTheDevice']))).toEqual([]);
});
