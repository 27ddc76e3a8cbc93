/** How the UID of a card becomes an idTag. */
export type UidWriting = {
  readonly letters: 'upper' | 'lower';
  /** Some lists of cards have the bytes in the other order. */
  readonly reversed: boolean;
};

/** UIDs of ISO/IEC 14443-3: single, double, triple. */
const UID_LENGTHS = [4, 7, 10];
/** A UID of 4 bytes that begins so is made anew each time: it names nobody. */
const RANDOM_UID = 0x08;

/**
 * The idTag of a card, at most 20 characters (OCPP 1.6 ed.2 7.28); null: the card has no lasting identity.
 */
export function idTagOfUid(uid: Uint8Array, { letters, reversed }: UidWriting): string | null {
  if (!UID_LENGTHS.includes(uid.length)) return null;
  if (uid.length === 4 && uid[0] === RANDOM_UID) return null;
  const hex = Buffer.from(reversed ? uid.toReversed() : uid).toString('hex');
  return letters === 'upper' ? hex.toUpperCase() : hex;
}
