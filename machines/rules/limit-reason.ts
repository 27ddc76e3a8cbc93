import type { ChargingProfile } from '../vocabulary/records.ts';
import { type ChargingSituation, limitAt } from './charging-limit.ts';
import { downToTenths } from './tenths.ts';

/**
 * What decides the current that a connector may take: what it is built for, a charging profile, heat, what
 * the connectors may draw together, or that a raise waits its time (current-sharing). `until_ms`: Unix time
 * when charging profiles may say something else.
 */
export type LimitReason = {
  readonly kind: 'rating' | 'profile' | 'heat' | 'shared' | 'raising';
  readonly profile: Pick<
    ChargingProfile,
    'chargingProfileId' | 'chargingProfilePurpose' | 'stackLevel'
  > | null;
  readonly until_ms: number | null;
};

type Permit = {
  readonly connectorId: number;
  /** What the connector may take now, in A. */
  readonly limit_A: number;
  /** What heat leaves of the rating, in A. */
  readonly derated_A?: number;
};

/**
 * Why a connector may take what it may, in the words of a person who asks: of several reasons the one without
 * which it would be more.
 * @param t_ms Unix time in ms.
 */
export function limitReason(situation: ChargingSituation, permit: Permit, t_ms: number): LimitReason {
  const own = limitAt(situation, permit.connectorId, t_ms);
  const derated_A = permit.derated_A ?? Number.POSITIVE_INFINITY;
  if (permit.limit_A >= own.limit_A) {
    const profile = profileOf(situation, own.source);
    return { kind: profile ? 'profile' : 'rating', profile, until_ms: own.until_ms };
  }
  if (permit.limit_A >= derated_A) return { kind: 'heat', profile: null, until_ms: null };
  const together = limitAt(situation, 0, t_ms);
  const limits_A = situation.connectors.map((it) => limitAt(situation, it.connectorId, t_ms).limit_A);
  if (together.limit_A >= downToTenths(limits_A.reduce((sum, limit_A) => sum + limit_A, 0)))
    return { kind: 'raising', profile: null, until_ms: null };
  return { kind: 'shared', profile: profileOf(situation, together.source), until_ms: together.until_ms };
}

function profileOf({ profiles }: ChargingSituation, id: number | null): LimitReason['profile'] {
  const found = profiles.find(({ profile }) => profile.chargingProfileId === id)?.profile;
  if (!found) return null;
  const { chargingProfileId, chargingProfilePurpose, stackLevel } = found;
  return { chargingProfileId, chargingProfilePurpose, stackLevel };
}
