import { expect, it } from 'vitest';
import type { TestedStation } from './tested-station.ts';
import { withSecurityProfile } from './tls-station.ts';

async function expectRefused(station: TestedStation, value: string): Promise<void> {
  const change = { key: 'SecurityProfile', value };
  await station.expectCall('ChangeConfiguration', change, { status: 'Rejected' });
  await station.pass_s(10);
  expect(station.record.events.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
}

it.each([2, 3])('TC_084_CS Downgrade security profile - Rejected (security profile %i)', (profile) =>
  withSecurityProfile(profile, (station) => expectRefused(station, String(profile - 1))));

it.each([
  [1, '0'],
  [1, '1'],
  [2, '2'],
  [3, '1'],
])('TC_084_CS security profile %i does not become %s', (profile, value) =>
  withSecurityProfile(profile, (station) => expectRefused(station, value)));
