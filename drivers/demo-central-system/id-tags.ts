/** IdTagInfo (OCPP 1.6 ed.2 7.27). */
export type IdTagInfo = {
  readonly status: 'Accepted' | 'Blocked' | 'Expired' | 'Invalid';
  readonly expiryDate?: string;
  readonly parentIdTag?: string;
};

/**
 * What the demo central system knows of cards, so that every answer can be tried: it accepts all but those
 * whose idTag begins with BAD (Invalid), BLOCKED (Blocked) or EXPIRED (Expired); FAMILY-1 and FAMILY-2 share
 * the parent FAMILY. Case does not matter, as in OCPP (IdToken, errata 3.74).
 */
export function idTagInfo(idTag: string): IdTagInfo {
  const upper = idTag.toUpperCase();
  if (upper.startsWith('BAD')) return { status: 'Invalid' };
  if (upper.startsWith('BLOCKED')) return { status: 'Blocked' };
  if (upper.startsWith('EXPIRED')) return { status: 'Expired', expiryDate: '2020-01-01T00:00:00.000Z' };
  if (upper === 'FAMILY-1' || upper === 'FAMILY-2') return { status: 'Accepted', parentIdTag: 'FAMILY' };
  return { status: 'Accepted' };
}
