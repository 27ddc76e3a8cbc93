/** What is seen of one contactor. */
export type ContactorWitnesses = {
  /** The mirror contact says that the main contacts are closed; a broken wire says so too. */
  readonly mirrorClosed: boolean;
  /** There is voltage behind the main contacts. */
  readonly loadVoltage: boolean;
};

/** What is certain of a contactor, and since when its witnesses contradict each other; null: they agree. */
export type Confirmed = { readonly closed: boolean; readonly disputed_ms: number | null };

/** Contacts travel, and a voltage takes its time to go: contradictions that are shorter mean nothing. */
const DISPUTE_MS = 300;

/**
 * A contactor has moved when both witnesses say so; while they contradict each other it counts as it did. So
 * it never looks as it was commanded before that is certain: one welded pole (voltage without a mirror
 * contact) does not open, and one that gives no voltage does not close. Commanded open and disputed for long,
 * it counts as closed.
 */
export function confirm(
  last: Confirmed | null,
  commandedClosed: boolean,
  { mirrorClosed, loadVoltage }: ContactorWitnesses,
  at_ms: number,
): Confirmed {
  if (mirrorClosed === loadVoltage) return { closed: mirrorClosed, disputed_ms: null };
  const disputed_ms = last?.disputed_ms ?? at_ms;
  // Nothing is known of the time before: that is no reason to call it open.
  if (!last) return { closed: true, disputed_ms };
  const forLong = at_ms - disputed_ms >= DISPUTE_MS;
  return { closed: last.closed || (forLong && !commandedClosed), disputed_ms };
}
