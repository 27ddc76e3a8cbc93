import { MIN_OFFER_A } from '../vocabulary/pilot.ts';
import { downToTenths } from './tenths.ts';

/** A connector whose vehicle wants energy, and what its own profiles and rating allow it. */
export type Claim = { readonly connectorId: number; readonly limit_A: number };

/** How many vehicles the supply can charge at once: fewer than 6 A cannot be offered (SAE J1772). */
export const roomFor = (shared_A: number): number => Math.floor(shared_A / MIN_OFFER_A);

/**
 * Equal shares, except that nobody gets more than its limit and what it leaves goes to the others.
 * @param claims no more than there is room for, none with a limit under 6 A: then each share is at least 6 A.
 * @returns A by connectorId; their sum is at most `shared_A`.
 */
export function fairShares(claims: readonly Claim[], shared_A: number): ReadonlyMap<number, number> {
  const shares = new Map<number, number>();
  let left_A = shared_A;
  claims
    .toSorted((a, b) => a.limit_A - b.limit_A)
    .forEach(({ connectorId, limit_A }, index) => {
      const share_A = downToTenths(Math.min(limit_A, left_A / (claims.length - index)));
      shares.set(connectorId, share_A);
      left_A -= share_A;
    });
  return shares;
}
