import type { World } from '../../drivers/bench/world.ts';
import { chargingSituation } from '../../machines/rules/charging-limit.ts';
import { isWarning } from '../../machines/rules/faults.ts';
import type { OpenTransaction, StationRecords } from '../../machines/vocabulary/records.ts';
import { connectorIds } from '../../machines/vocabulary/station-profile.ts';
import { secondBySecond } from '../rules/second-by-second.ts';
import type { Report } from './violations.ts';

type Sight = {
  offer_A: number | null;
  /** When the pilot became steady, in ms. */
  steadySince_ms: number;
  closed: boolean;
  /** Since when more is offered than the profiles allow. */
  excessSince_ms: number | null;
  /** Since when the vehicle draws more than it is offered. */
  greedySince_ms: number | null;
  closings: number;
};
type Needs = {
  readonly world: World;
  readonly records: () => StationRecords;
  readonly now: () => { readonly monotonic_ms: number; readonly wall_ms: number };
  readonly report: Report;
};

const ORDERLY_STOP_MS = 6_000;
/** 7 s are tolerated, and the contactor may close meanwhile. */
const GREED_MS = 7_500;
const TOLERANCE_A = 0.11;

/** Asked after every step of a charge. */
function openOn({ transactions }: StationRecords, connectorId: number): OpenTransaction | null {
  for (const id in transactions) {
    const transaction = transactions[id];
    if (transaction?.connectorId === connectorId) return transaction;
  }
  return null;
}

/**
 * S1, S2 and S10 at the edge of the board: what the station commands, against what is true of vehicles,
 * contactors and faults, after each step.
 */
export class BoardWatch {
  readonly #needs: Needs;
  readonly #sights = new Map<number, Sight>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  offered(connectorId: number, limit_A: number | null): void {
    const sight = this.#sight(connectorId);
    if (sight.offer_A !== null && limit_A === null) sight.steadySince_ms = this.#needs.now().monotonic_ms;
    sight.offer_A = limit_A;
  }

  commanded(connectorId: number, closed: boolean): void {
    const sight = this.#sight(connectorId);
    if (closed && !sight.closed) {
      sight.closings += 1;
      if (this.#needs.world.outlet(connectorId).mirrorClosed)
        this.#report('S1', connectorId, 'closed although its mirror contact says it is welded');
    }
    if (!closed && sight.closed) this.#checkSteady(connectorId, sight);
    sight.closed = closed;
  }

  /** How often contactors were closed. */
  get closings(): number {
    return [...this.#sights.values()].reduce((sum, { closings }) => sum + closings, 0);
  }

  /** The power is gone: what was commanded is forgotten. */
  powerCut(): void {
    for (const { id } of this.#needs.world.outlets) {
      const sight = this.#sight(id);
      sight.closed = false;
      sight.offer_A = null;
    }
  }

  /** After each step. */
  check(): void {
    let sum_A = 0;
    for (const [connectorId, sight] of this.#sights) {
      if (sight.closed) this.#checkClosed(connectorId, sight);
      else sight.greedySince_ms = null;
      if (sight.offer_A === null) continue;
      this.#checkOffer(connectorId, sight, sight.offer_A);
      sum_A += sight.offer_A;
    }
    if (sum_A > 0) this.#checkSum(sum_A);
  }

  #checkClosed(connectorId: number, sight: Sight): void {
    const { world, records } = this.#needs;
    const { pilot } = world.outlet(connectorId);
    if (pilot !== 'C') this.#report('S2', connectorId, `commanded closed in state ${pilot}`);
    if (world.emergencyStop) this.#report('S2', connectorId, 'commanded closed during an emergency stop');
    for (const faults of [world.faults(0), world.faults(connectorId)])
      for (const fault of faults)
        if (!isWarning({ ...fault, source: 'board' } as never))
          this.#report('S2', connectorId, `commanded closed during ${fault.errorCode}`);
    this.#checkDrawn(connectorId, sight);
    if (sight.offer_A === null) return this.#checkSteady(connectorId, sight);
    const open = openOn(records(), connectorId);
    if (!open) this.#report('S1', connectorId, 'commanded closed without a stored transaction');
    if (open?.deauthorised) this.#report('S1', connectorId, 'commanded closed although its idTag is refused');
    if (sight.offer_A < 6) this.#report('S1', connectorId, `commanded closed at ${sight.offer_A} A`);
  }

  #checkSteady(connectorId: number, { offer_A, steadySince_ms }: Sight): void {
    const since_ms = this.#needs.now().monotonic_ms - steadySince_ms;
    if (offer_A === null && since_ms > ORDERLY_STOP_MS)
      this.#report('S2', connectorId, `still commanded closed ${since_ms} ms after the pilot was steady`);
  }

  /**
   * A vehicle that draws too much for 7 s is switched off. Nobody sees it begin to while its meter does not
   * answer (that ends the charge by itself, after 30 s).
   */
  #checkDrawn(connectorId: number, sight: Sight): void {
    const { world, now } = this.#needs;
    const { drawn_A, meterFailing } = world.outlet(connectorId);
    const { monotonic_ms } = now();
    const greedy = sight.offer_A !== null && drawn_A > sight.offer_A * 1.1 + 0.5;
    const since_ms = sight.greedySince_ms ?? (meterFailing ? null : monotonic_ms);
    sight.greedySince_ms = greedy ? since_ms : null;
    if (sight.greedySince_ms !== null && monotonic_ms - sight.greedySince_ms > GREED_MS)
      this.#report('overcurrent', connectorId, `draws ${drawn_A} A of ${sight.offer_A} A`);
  }

  #checkOffer(connectorId: number, sight: Sight, offer_A: number): void {
    const limit_A = this.#limit(connectorId);
    const excess = offer_A > limit_A + TOLERANCE_A;
    const { monotonic_ms } = this.#needs.now();
    if (excess && sight.excessSince_ms !== null && monotonic_ms > sight.excessSince_ms)
      this.#report('S10', connectorId, `offers ${offer_A} A of ${limit_A} A`);
    sight.excessSince_ms = excess ? (sight.excessSince_ms ?? monotonic_ms) : null;
  }

  #checkSum(sum_A: number): void {
    const station = this.#sight(0);
    const limit_A = this.#limit(0);
    const excess = sum_A > limit_A + TOLERANCE_A;
    const { monotonic_ms } = this.#needs.now();
    if (excess && station.excessSince_ms !== null && monotonic_ms > station.excessSince_ms)
      this.#report('S10', 0, `the connectors offer ${sum_A} A of ${limit_A} A`);
    station.excessSince_ms = excess ? (station.excessSince_ms ?? monotonic_ms) : null;
  }

  /** By a slow reading of the norm, not by the station's own rules. */
  #limit(connectorId: number): number {
    const records = this.#needs.records();
    const { rating_A, connectors } = records.profile;
    if (records.chargingProfiles.length === 0)
      return connectorId === 0 ? rating_A * connectors.count : rating_A;
    const ids = connectorIds(records);
    const profiles =
      connectorId === 0
        ? records.chargingProfiles.filter(
            (it) => it.profile.chargingProfilePurpose === 'ChargePointMaxProfile',
          )
        : records.chargingProfiles;
    const situation = chargingSituation({ ...records, chargingProfiles: profiles }, ids);
    return secondBySecond(situation, connectorId, this.#needs.now().wall_ms, 1)[0] ?? 0;
  }

  #sight(connectorId: number): Sight {
    let sight = this.#sights.get(connectorId);
    if (!sight) {
      sight = {
        offer_A: null,
        steadySince_ms: 0,
        closed: false,
        excessSince_ms: null,
        greedySince_ms: null,
        closings: 0,
      };
      this.#sights.set(connectorId, sight);
    }
    return sight;
  }

  #report(property: string, connectorId: number, words: string): void {
    this.#needs.report(property, `connector ${connectorId}: ${words}`);
  }
}
