import { describe, expect, it } from 'vitest';
import { parseStationProfile } from '../../machines/vocabulary/parse-station-profile.ts';
import { mx007sc } from '../../machines/vocabulary/profiles/mx007sc.ts';
import { open } from '../../machines/vocabulary/profiles/open.ts';
import { type StationProfile, StationProfileError } from '../../machines/vocabulary/station-profile.ts';

const throughJson = (profile: unknown): unknown => JSON.parse(JSON.stringify(profile));

function mistakesOf(json: unknown): readonly string[] {
  try {
    parseStationProfile(json);
  } catch (error) {
    if (error instanceof StationProfileError) return error.mistakes;
    throw error;
  }
  return [];
}

const withKey = (name: string, change: object): unknown =>
  throughJson({
    ...mx007sc,
    keys: mx007sc.keys.map((key) => (key.name === name ? { ...key, ...change } : key)),
  });

describe('parseStationProfile', () => {
  it.each([mx007sc, open])('reads $name back from its own JSON', (profile: StationProfile) => {
    expect(parseStationProfile(throughJson(profile))).toEqual(profile);
  });

  it.each([
    ['no object', [], 'The station profile must be an object'],
    ['an unknown field', { ...mx007sc, colour: 'red' }, 'colour'],
    ['a missing field', { ...mx007sc, rating_A: undefined }, 'rating_A'],
    ['no connector', { ...mx007sc, connectors: { count: 0, configurable: false } }, 'connectors.count'],
    [
      'a vendor too long for BootNotification',
      { ...mx007sc, identity: { ...mx007sc.identity, vendor: 'V'.repeat(21) } },
      'identity.vendor',
    ],
    [
      'an unknown security profile',
      { ...mx007sc, security: { ...mx007sc.security, profiles: [4] } },
      'security.profiles.0',
    ],
  ])('refuses %s, naming it', (_what, json, name) => {
    expect(mistakesOf(throughJson(json)).join()).toContain(name);
  });

  it('refuses a start value its own key would refuse', () => {
    expect(mistakesOf(withKey('HeartbeatInterval', { initial: '61' }))).toEqual([
      'The initial value of the key HeartbeatInterval must be from 10 to 60.',
    ]);
  });

  it('refuses a key that contradicts the limit it repeats', () => {
    const change = { initial: '28', value: { kind: 'integer', min: 28, max: 28 } };
    expect(mistakesOf(withKey('GetConfigurationMaxKeys', change))).toEqual([
      'The key GetConfigurationMaxKeys is 28 where the rest of the station profile says 27.',
    ]);
  });

  it('refuses a secret with a start value, without quoting it', () => {
    const mistakes = mistakesOf(withKey('AuthorizationKey', { initial: 'DEADBEEF' }));
    expect(mistakes).toHaveLength(1);
    expect(mistakes.join()).not.toContain('DEADBEEF');
  });

  it('refuses a key defined twice, whatever its case', () => {
    expect(mistakesOf(withKey('ResetRetries', { name: 'connectiontimeout' }))).toContain(
      'The station profile defines the key connectiontimeout twice.',
    );
  });

  it('refuses a profile without a key that the software reads, or with one of another kind', () => {
    const keys = mx007sc.keys.filter(({ name }) => name !== 'ResetRetries');
    expect(mistakesOf(throughJson({ ...mx007sc, keys }))).toEqual([
      'The station profile lacks the key ResetRetries, which the software reads.',
    ]);
    expect(mistakesOf(withKey('HeartbeatInterval', { value: { kind: 'text', maxLength: 9 } }))).toEqual([
      'The key HeartbeatInterval must be of the kind integer.',
    ]);
  });

  it('does without an optional read-only key', () => {
    const keys = mx007sc.keys.filter(({ name }) => name !== 'StopTxnSampledDataMaxLength');
    expect(mistakesOf(throughJson({ ...mx007sc, keys }))).toEqual([]);
  });

  it('knows no other write-only key than AuthorizationKey', () => {
    expect(mistakesOf(withKey('CpoName', { access: 'W' }))).toEqual([
      'The key CpoName cannot be write-only; only AuthorizationKey can.',
    ]);
  });

  it('says in plain words what is missing, unknown, of a wrong type or out of range', () => {
    const json = { ...mx007sc, name: undefined, colour: 'red', fixedCable: 'yes', rating_A: 5, features: [] };
    const mistakes = mistakesOf(throughJson({ ...json, limits: { ...mx007sc.limits, outboxBudget: 0.5 } }));
    expect(mistakes).toEqual(
      expect.arrayContaining([
        'The station profile has no name.',
        'The station profile has an unknown field colour.',
        'The station profile has a wrong fixedCable: it must be true or false.',
        'The station profile has a wrong rating_A: it must be at least 6.',
        'The station profile has a wrong limits.outboxBudget: it must be a whole number.',
      ]),
    );
  });

  it('tells every mistake at once', () => {
    expect(mistakesOf(throughJson({ ...mx007sc, rating_A: 5, fixedCable: 'yes' }))).toHaveLength(2);
  });
});
