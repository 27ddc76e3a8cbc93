import type { PilotState } from '../../machines/vocabulary/pilot.ts';
import { MIN_OFFER_A } from '../../machines/vocabulary/pilot.ts';

/**
 * The power path of one connector as an observer beside the station knows it, after a step. What was told and
 * commanded comes from the hardware's side, not from the machines that are judged.
 */
export type PowerFacts = {
  readonly connectorId: number;
  /** As the board told last. */
  readonly pilot: PilotState | null;
  readonly mirrorClosed: boolean;
  readonly currentFlows: boolean;
  readonly boardFault: boolean;
  readonly emergencyStop: boolean;
  /** As the station commanded last. */
  readonly coilClosed: boolean;
  /** In A; null is a steady +12 V. */
  readonly offer_A: number | null;
  /** As the station allows. */
  readonly limit_A: number;
  /** StartTransaction is stored, StopTransaction is not. */
  readonly transactionOpen: boolean;
  /** The central system refused its idTag, or asked to stop it. */
  readonly authorisationEnded: boolean;
  /** As the station shows itself. */
  readonly supplied: boolean;
  readonly operative: boolean;
  readonly faulted: boolean;
  /** It was told to stop in order. */
  readonly goingDown: boolean;
  /** The armed timers of the power path: name and delay. */
  readonly timers: readonly { readonly timer: string; readonly delay_ms: number }[];
};

/** One step, as the checkers see it. */
export type PowerStep = {
  readonly before: PowerFacts;
  readonly after: PowerFacts;
  /** The coil was told to close in this step. */
  readonly closes: boolean;
  /** A StartTransaction was handed to storage in this step. */
  readonly starts: boolean;
  /** Timers of the power path that were armed in this step. */
  readonly armed: readonly string[];
};

export type Violation = { readonly property: string; readonly words: string };
type Check = (step: PowerStep) => string | null;

/** An EV gets this long to stop drawing before the contactor opens under load. */
const ORDERLY_STOP_MS = 6_000;
/** The mirror contact follows the coil within this. */
const FOLLOWS_MS = 500;

/** What S1 asks for while the coil is closed, the first that is missing in words. */
function missing(facts: PowerFacts): string | null {
  if (!facts.transactionOpen) return 'no StartTransaction is stored';
  if (!facts.supplied) return 'the station suspends or ends the transaction';
  if (facts.authorisationEnded) return 'the central system refused or stopped the transaction';
  if (facts.limit_A < MIN_OFFER_A) return `the limit is ${facts.limit_A} A`;
  if (facts.offer_A === null || facts.offer_A < MIN_OFFER_A) return 'no current is offered';
  if (facts.offer_A > facts.limit_A) return `${facts.offer_A} A are offered, ${facts.limit_A} A allowed`;
  if (!facts.operative) return 'the connector is inoperative';
  return null;
}

/** What opens at once, whatever else is going on. */
function dangerous(facts: PowerFacts): string | null {
  if (facts.pilot !== 'C') return `the pilot is ${facts.pilot ?? 'unknown'}`;
  if (facts.boardFault) return 'the board reports a fault';
  if (facts.emergencyStop) return 'the emergency stop is pressed';
  if (facts.faulted) return 'the connector is Faulted';
  return null;
}

const orderlyTimer = (facts: PowerFacts) => facts.timers.find(({ timer }) => timer.includes('orderlyStop'));
/** The permit has ended and the vehicle is being given time to stop drawing. */
const stopsInOrder = (facts: PowerFacts): boolean => {
  const timer = orderlyTimer(facts);
  return facts.offer_A === null && timer !== undefined && timer.delay_ms <= ORDERLY_STOP_MS;
};

/** After the command, the checks of S2 see to it that the contactor does not stay closed for longer. */
const closesOnlyWhile: Check = ({ after, closes }) => {
  const reason = closes ? (dangerous(after) ?? missing(after)) : null;
  return reason === null ? null : `the contactor is commanded closed, but ${reason}`;
};

const opensInTheSameStep: Check = ({ after }) => {
  const reason = after.coilClosed ? dangerous(after) : null;
  return reason === null ? null : `the contactor stays closed, but ${reason}`;
};

/** Any other end: steady in the same step; open when C or the current ends, or after 6 s that start once. */
const stopsOrderly: Check = ({ before, after, armed }) => {
  if (!after.coilClosed) return null;
  const reason = missing(after);
  if (reason === null) return null;
  if (after.offer_A !== null) return `the pilot still offers ${after.offer_A} A, but ${reason}`;
  if (!stopsInOrder(after)) return `nothing opens the contactor in ${ORDERLY_STOP_MS} ms, but ${reason}`;
  if (before.currentFlows && !after.currentFlows)
    return 'the current has ended and the contactor stays closed';
  const again =
    before.coilClosed && before.offer_A === null && armed.some((it) => it.includes('orderlyStop'));
  return again ? 'the time of the orderly stop begins anew' : null;
};

const followsOrFaults: Check = ({ after }) => {
  if (after.coilClosed === after.mirrorClosed || after.faulted) return null;
  const watched = after.timers.some(
    ({ timer, delay_ms }) => timer.includes('Confirmation') && delay_ms <= FOLLOWS_MS,
  );
  if (watched) return null;
  const state = (closed: boolean): string => (closed ? 'closed' : 'open');
  return `the coil says ${state(after.coilClosed)}, the contacts are ${state(after.mirrorClosed)}: no fault`;
};

const weldedNeverStarts: Check = ({ before, after, closes, starts }) => {
  const welded = after.mirrorClosed && !before.coilClosed;
  if (welded && closes) return 'a welded contactor is commanded closed';
  return welded && before.faulted && starts ? 'a transaction starts on a welded contactor' : null;
};

const startsOnlyWhile: Check = ({ after, starts }) => {
  if (!starts) return null;
  if (after.faulted) return 'a transaction starts while the connector is Faulted';
  if (!after.operative) return 'a transaction starts while the connector is inoperative';
  return after.goingDown ? 'a transaction starts while the station goes down' : null;
};

const CHECKS: readonly (readonly [property: string, check: Check])[] = [
  ['S1', closesOnlyWhile],
  ['S2', opensInTheSameStep],
  ['S2', stopsOrderly],
  ['S2', followsOrFaults],
  ['S2', weldedNeverStarts],
  ['S9', startsOnlyWhile],
];

/**
 * Safety of one connector (S1, S2, and of S9 what concerns one connector), for any step of any run.
 * S1: a contactor is commanded closed only while the pilot is C, a stored transaction is authorised and not
 * suspended, at least 6 A are permitted, the connector is operative and not faulted, no emergency stop is
 * pressed, no weld suspected; or, for at most 6 s of an orderly stop, with the pilot at steady +12 V. S2:
 * leaving C, a fault, an emergency stop, a suspected weld open it in the same step; any other end turns the
 * pilot steady in the same step. A contactor that does not follow is a fault; a welded one never leads to
 * another start. S9: no transaction starts on a connector that is inoperative or faulted, nor while the
 * station goes down.
 */
export function checkPower(step: PowerStep): Violation | null {
  for (const [property, check] of CHECKS) {
    const words = check(step);
    if (words !== null) return { property, words: `connector ${step.after.connectorId}: ${words}` };
  }
  return null;
}
