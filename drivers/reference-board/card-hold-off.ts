/** How long a card must have been gone before it counts as shown again. */
export const HOLD_OFF_MS = 2_000;

/** When each card was in front of the reader last, by its idTag. */
export type HeldCards = ReadonlyMap<string, number>;

/**
 * Takes one look at the reader.
 * @param card what is in front of it; null is nothing.
 * @returns the cards to remember, and whether this one has just been shown.
 */
export function look(
  held: HeldCards,
  card: string | null,
  at_ms: number,
): { readonly held: HeldCards; readonly shown: boolean } {
  const still = [...held].filter(([, seen_ms]) => at_ms - seen_ms < HOLD_OFF_MS);
  const next = new Map(still);
  if (card === null) return { held: next, shown: false };
  const shown = !next.has(card);
  return { held: next.set(card, at_ms), shown };
}
