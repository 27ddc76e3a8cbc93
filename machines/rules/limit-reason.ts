import type { ChargingProfile } from '../vocabulary/records.ts';
import { type ChargingSituation, limitAt } from './charging-limit.ts';

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
  if (permit.limit_A >= own.limit_A) return ofProfile(situation, own.source, own.until_ms, 'rating');
  if (permit.limit_A >= derated_A) return { kind: 'heat', profile: null, until_ms: null };
  const together = limitAt(situation, 0, t_ms);
  const bound_A = own.limit_A * situation.connectors.length;
  if (together.limit_A >= bound_A) return { kind: 'raising', profile: null, until_ms: null };
  return { ...ofProfile(situation, together.source, together.until_ms, 'shared'), kind: 'shared' };
}

function ofProfile(
  { profiles }: ChargingSituation,
  id: number | null,
  until_ms: number | null,
  otherwise: LimitReason['kind'],
): LimitReason {
  const found = profiles.find(({ profile }) => profile.chargingProfileId === id)?.profile;
  if (!found) return { kind: otherwise, profile: null, until_ms };
  const { chargingProfileId, chargingProfilePurpose, stackLevel } = found;
  return {
    kind: 'profile',
    profile: { chargingProfileId, chargingProfilePurpose, stackLevel },
    until_ms,
  };
}
