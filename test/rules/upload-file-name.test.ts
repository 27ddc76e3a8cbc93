import { expect, it } from 'vitest';
import { uploadFileName } from '../../machines/rules/upload-file-name.ts';
import { PROFILE, view } from './station-fixture.ts';

const named = (serialNumber: string, what: 'diagnostics' | 'security-log'): string => {
  const profile = { ...PROFILE, identity: { ...PROFILE.identity, serialNumber } };
  return uploadFileName(
    what,
    view({ profile }, { at: { monotonic_ms: 0, wall_ms: Date.UTC(2026, 10, 5, 7, 8, 9, 12) } }),
  );
};

it('an uploaded file is named after the station, what it is, and the second', () => {
  expect(named('SN-1_a', 'diagnostics')).toBe('SN-1_a-diagnostics-20261105T070809Z.jsonl');
  expect(named('SN-1_a', 'security-log')).toBe('SN-1_a-security-log-20261105T070809Z.jsonl');
});

it('characters of the serial number that some file system does not take are underscores', () => {
  expect(named('Ä/..\\:7 z', 'diagnostics')).toBe('______7_z-diagnostics-20261105T070809Z.jsonl');
});

it('a serial number of more than 100 characters is cut off there', () => {
  expect(named('7'.repeat(101), 'diagnostics')).toBe(`${'7'.repeat(100)}-diagnostics-20261105T070809Z.jsonl`);
});
