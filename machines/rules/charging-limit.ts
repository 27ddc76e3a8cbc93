import { parseIsoTime } from '../vocabulary/instant.ts';
import type { InstalledProfile, OwnTransactionId, StationRecords } from '../vocabulary/records.ts';
import { type ChargingTimeline, chargingTimeline, timelineAt } from './charging-timeline.ts';
import { downToTenths } from './tenths.ts';

/** The running transaction of a connector, as charging profiles see it. */
export type ChargingTransaction = { readonly id: OwnTransactionId; readonly startedAt_ms: number };

/** All that decides how much current connectors may take. */
export type ChargingSituation = {
  readonly profiles: readonly InstalledProfile[];
  /** Of one connector. */
  readonly rating_A: number;
  /** Of the supply that all connectors share. */
  readonly supply_A: number;
  readonly supplyVoltage_V: number;
  /** Connectors 1 to N, each with its running transaction. */
  readonly connectors: readonly {
    readonly connectorId: number;
    readonly transaction: ChargingTransaction | null;
  }[];
};

/**
 * A limit in force: which profile says so (null: rating or supply), and the next moment it may be another.
 */
export type ChargingLimit = {
  readonly limit_A: number;
  readonly source: number | null;
  /** Unix time in ms; null: it stays. The limit is to be asked for again then, it need not differ. */
  readonly until_ms: number | null;
};

/** @param supply_A of the shared supply; a station wired for all of its connectors unless said otherwise. */
export function chargingSituation(
  records: StationRecords,
  connectorIds: readonly number[],
  supply_A: number = records.profile.rating_A * connectorIds.length,
): ChargingSituation {
  const open = Object.values(records.transactions);
  return {
    profiles: records.chargingProfiles,
    rating_A: records.profile.rating_A,
    supply_A,
    supplyVoltage_V: records.profile.supplyVoltage_V,
    connectors: connectorIds.map((connectorId) => {
      const running = open.find((candidate) => candidate.connectorId === connectorId);
      const transaction = running && { id: running.id, startedAt_ms: parseIsoTime(running.startedAt) ?? 0 };
      return { connectorId, transaction: transaction ?? null };
    }),
  };
}

type Candidate = Pick<ChargingLimit, 'source'> & { readonly limit_A: number; readonly until_ms: number };
type Stack = readonly ChargingTimeline[];

/**
 * OCPP 1.6 ed.2 3.13.2: the highest stackLevel that has a value at the moment. Only profiles above it can end
 * its reign early, so only theirs and its own next boundaries count.
 */
function prevailing(stack: Stack, t_ms: number): Candidate {
  let until_ms = Number.POSITIVE_INFINITY;
  for (const timeline of stack) {
    const value = timelineAt(timeline, t_ms);
    until_ms = Math.min(until_ms, value.until_ms);
    if (value.limit_A !== null)
      return { limit_A: value.limit_A, source: timeline.chargingProfileId, until_ms };
  }
  return { limit_A: Number.POSITIVE_INFINITY, source: null, until_ms };
}

const lower = (a: Candidate, b: Candidate): Candidate => ({
  ...(b.limit_A < a.limit_A ? b : a),
  until_ms: Math.min(a.until_ms, b.until_ms),
});

const fixed = (limit_A: number): Candidate => ({
  limit_A,
  source: null,
  until_ms: Number.POSITIVE_INFINITY,
});

/** A function of the wall clock, prepared once for many moments. */
export type LimitFunction = (t_ms: number) => ChargingLimit;

/**
 * The limit of a connector over time. Purposes are combined by minimum, except that a TxProfile, while it has
 * a value, replaces the TxDefaultProfiles (OCPP 1.6 ed.2 3.13.3, TC_066). TxDefaultProfiles of connector 0
 * and of the connector are one stack: stackLevel decides, and at the same level the connector's own one
 * (errata 3.53). Connector 0 is what the connectors may draw together: the sum of their limits, bounded by
 * supply and ChargePointMaxProfile (errata 3.28). Without a transaction a connector is taken as if one
 * started at `now_ms`.
 */
export function limitFunction(
  situation: ChargingSituation,
  connectorId: number,
  now_ms: number,
): LimitFunction {
  const { rating_A, supply_A } = situation;
  const stackOf = (startedAt_ms: number, belongs: (installed: InstalledProfile) => boolean): Stack =>
    situation.profiles
      .filter(belongs)
      .toSorted((a, b) => b.profile.stackLevel - a.profile.stackLevel || b.connectorId - a.connectorId)
      .map((installed) => chargingTimeline(installed, { now_ms, startedAt_ms }, situation.supplyVoltage_V));
  const purpose = ({ profile }: InstalledProfile) => profile.chargingProfilePurpose;

  const stationStack = stackOf(now_ms, (p) => purpose(p) === 'ChargePointMaxProfile');
  const own = situation.connectors
    .filter((connector) => connectorId === 0 || connector.connectorId === connectorId)
    .map(({ connectorId: id, transaction }) => {
      const startedAt_ms = transaction?.startedAt_ms ?? now_ms;
      // Only a TxProfile has a transaction.
      const running = (p: InstalledProfile) => transaction !== null && p.transaction === transaction.id;
      const txProfiles = stackOf(startedAt_ms, running);
      const here = (p: InstalledProfile) => p.connectorId === 0 || p.connectorId === id;
      const txDefaults = stackOf(startedAt_ms, (p) => purpose(p) === 'TxDefaultProfile' && here(p));
      const stack = [...txProfiles, ...txDefaults];
      return (t_ms: number) => lower(fixed(rating_A), prevailing(stack, t_ms));
    });
  const sum = (a: Candidate, b: Candidate): Candidate => ({
    ...fixed(a.limit_A + b.limit_A),
    until_ms: Math.min(a.until_ms, b.until_ms),
  });

  return (t_ms) => {
    const limits = own.map((limit) => limit(t_ms));
    const together = limits.length === 1 ? limits[0]! : limits.reduce(sum, fixed(0));
    const station = lower(fixed(supply_A), prevailing(stationStack, t_ms));
    const { limit_A, source, until_ms } = lower(together, station);
    return { limit_A: downToTenths(limit_A), source, until_ms: Number.isFinite(until_ms) ? until_ms : null };
  };
}

/**
 * The current a connector may take at a moment (connector 0: all of them together), for enforcing it.
 * Cost: linear in all periods of all profiles.
 * @param t_ms Unix time in ms.
 */
export const limitAt = (situation: ChargingSituation, connectorId: number, t_ms: number): ChargingLimit =>
  limitFunction(situation, connectorId, t_ms)(t_ms);
