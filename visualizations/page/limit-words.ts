import type { ConnectorStatus } from './station-shapes.ts';
import { timeOfDay } from './words.ts';

type From = NonNullable<ConnectorStatus['limitFrom']>;

const profileWords = (profile: From['profile']): string =>
  profile === null
    ? ''
    : `profile ${profile.chargingProfileId} (${profile.chargingProfilePurpose}, level ${profile.stackLevel})`;

function reasonWords({ kind, profile }: From): string {
  switch (kind) {
    case 'rating':
      return 'the rating';
    case 'profile':
      return profileWords(profile);
    case 'heat':
      return 'lowered by heat';
    case 'shared':
      return `shared by all connectors${profile ? `, ${profileWords(profile)}` : ''}`;
    case 'raising':
      return 'raised again step by step';
  }
}

/** What a limit comes from, and until when: `profile 9 (TxDefaultProfile, level 0) until 12:00:00`. */
export function limitSource(from: ConnectorStatus['limitFrom']): string {
  if (!from) return '';
  const until = from.until_ms === null ? '' : ` until ${timeOfDay(isoOf(from.until_ms)).slice(0, 8)} UTC`;
  return `${reasonWords(from)}${until}`;
}

const isoOf = (wall_ms: number): string => new Date(wall_ms).toISOString();
