/**
 * Of the disk of the guest: a file system, and behind it sectors in which it says which commits it was told
 * of.
 */
export const FILE_SYSTEM_BYTES = 48 * 1024 * 1024;
export const DISK_BYTES = FILE_SYSTEM_BYTES + 1024 * 1024;
export const ACKNOWLEDGED_MAGIC = 0x41434b21;

/** How the station stores, and a mistake: SQLite's NORMAL does not wait for the disk. */
export const WAYS = ['full', 'normal'] as const;
export type Way = (typeof WAYS)[number];
export const COMMITS = 120;

/** A sector of its own for each. */
export const acknowledgedAt = (way: Way): number => FILE_SYSTEM_BYTES + 4096 * WAYS.indexOf(way);

/** The AuthorizationKey of a commit, which changes with every fifth. */
export const keyOf = (commit: number): string => (commit - (commit % 5)).toString(16).padStart(32, '0');
