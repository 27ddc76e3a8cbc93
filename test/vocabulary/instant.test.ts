import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoTime, parseClockTime, parseIsoTime } from '../../machines/vocabulary/instant.ts';

fc.configureGlobal({ seed: 20260304 });

const NOON = Date.UTC(2026, 10, 22, 12, 0, 0);
const two = (value: number): string => String(value).padStart(2, '0');

describe('a time of a central system is read', () => {
  it.each([
    ['in UTC', '2026-11-22T12:00:00Z', NOON],
    ['in lower case', '2026-11-22t12:00:00z', NOON],
    ['without a zone: UTC', '2026-11-22T12:00:00', NOON],
    ['without seconds', '2026-11-22T12:00Z', NOON],
    ['with a blank for T', '2026-11-22 12:00:00Z', NOON],
    ['with an offset', '2026-11-22T13:30:00+01:30', NOON],
    ['with an offset in hours', '2026-11-22T10:00:00-02', NOON],
    ['with an offset without colon', '2026-11-22T13:00:00+0100', NOON],
    ['with one digit of a second', '2026-11-22T12:00:00.5Z', NOON + 500],
    ['with nanoseconds, cut to milliseconds', '2026-11-22T12:00:00.123999999Z', NOON + 123],
    ['with a decimal comma', '2026-11-22T12:00:00,25Z', NOON + 250],
    ['at the end of a day', '2026-11-22T24:00:00Z', NOON + 43_200_000],
    ['on a leap day', '2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
    ['in a leap second: the second after it', '2026-12-31T23:59:60Z', Date.UTC(2027, 0, 1)],
    ['in a leap second elsewhere', '2027-01-01T05:29:60.25+05:30', Date.UTC(2027, 0, 1) + 250],
    ['beyond the last year', '9999-12-31T23:59:59-01:00', Date.parse('9999-12-31T23:59:59.999Z')],
    ['before the first year', '0000-01-01T00:30:00+01:00', Date.parse('0000-01-01T00:00:00Z')],
    ['in the first century', '0050-01-01T00:00:00Z', Date.parse('0050-01-01T00:00:00Z')],
  ])('%s', (_, text, expected) => {
    expect(parseIsoTime(text)).toBe(expected);
  });
});

describe('what is no time is not read', () => {
  it.each([
    ['all too large', '2026-99-99T99:99:99Z'],
    ['month 13', '2026-13-01T00:00:00Z'],
    ['month 0', '2026-00-10T00:00:00Z'],
    ['day 0', '2026-11-00T00:00:00Z'],
    ['30 February', '2026-02-30T00:00:00Z'],
    ['29 February of a common year', '2026-02-29T00:00:00Z'],
    ['hour 25', '2026-11-22T25:00:00Z'],
    ['half past 24', '2026-11-22T24:30:00Z'],
    ['a moment past 24:00:00', '2026-11-22T24:00:00.001Z'],
    ['a microsecond past 24:00:00', '2026-11-22T24:00:00.000001Z'],
    ['minute 60', '2026-11-22T12:60:00Z'],
    ['second 60', '2026-11-22T12:00:60Z'],
    ['second 60 at midnight elsewhere', '2026-12-31T23:59:60+01:00'],
    ['second 61', '2026-12-31T23:59:61Z'],
    ['second 60 after the day', '2026-12-31T24:00:60Z'],
    ['second 99', '2026-11-22T12:00:99Z'],
    ['an offset of 99 hours', '2026-11-22T12:00:00+99:99'],
    ['an offset of 24 hours', '2026-11-22T12:00:00+24:00'],
    ['an offset of 60 minutes', '2026-11-22T12:00:00+01:60'],
    ['a date alone', '2026-11-22'],
    ['nothing', ''],
    ['a time and more', '2026-11-22T12:00:00Z, or so'],
  ])('%s', (_, text) => {
    expect(parseIsoTime(text)).toBeNull();
  });

  it('no text', () => {
    expect(parseIsoTime(undefined)).toBeNull();
  });
});

const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

describe('a clock is set', () => {
  it.each([
    ['to today', '2026-11-22T12:00:00Z', NOON],
    ['to the first moment that some platforms know', '0001-01-01T00:00:00', Date.parse('0001-01-01T00:00Z')],
    ['to the start of Unix time', '1970-01-01T00:00:00Z', 0],
  ])('%s', (_, text, expected) => {
    expect(parseClockTime(text)).toBe(expected);
  });

  it.each([
    ['before the year 1', '0001-01-01T00:00:00+02:00'],
    ['so late that the years would soon have five digits', '9999-12-31T23:59:59.9999999Z'],
    ['by no time', 'now'],
  ])('not %s', (_, text) => {
    expect(parseClockTime(text)).toBeNull();
  });
});

it('every moment comes back as it was written', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 0) }), (wall_ms) => {
      expect(parseIsoTime(isoTime(wall_ms))).toBe(wall_ms);
    }),
  );
});

it('agrees with the calendar of the platform on every day, hour, minute, second and offset', () => {
  const field = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(
      fc.tuple(field(9999), field(14), field(33), field(25), field(61), field(61), field(25), field(61)),
      fc.constantFrom('+', '-'),
      ([year, month, day, hour, minute, second, zoneHour, zoneMinute], sign) => {
        const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
        const time = `${two(hour)}:${two(minute)}:${two(second)}`;
        const text = `${date}T${time}${sign}${two(zoneHour)}:${two(zoneMinute)}`;
        const platform = Date.parse(text);
        const lastDay = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
        // The platform lets 30 February be 2 March, knows no leap seconds, and writes years of six digits.
        const leapSecond = second === 60 && Date.parse(text.replace(/:60/, ':59')) % 86_400_000 === -1_000;
        fc.pre(!leapSecond);
        const there = Math.min(Math.max(platform, FIRST_MS), LAST_MS);
        expect(parseIsoTime(text)).toBe(Number.isNaN(platform) || day > lastDay ? null : there);
      },
    ),
    { numRuns: 2_000 },
  );
});
