import type { ChildDied } from '../machines/vocabulary/hosting.ts';

/**
 * An actor that died is replaced by its parent, and the station goes on: here it is at least said, with what
 * it died of.
 */
export const actorErrors =
  (complain: (kind: string, detail: string) => void): ChildDied =>
  (actorId, error) => {
    const cause = error instanceof Error ? error.stack : String(error);
    complain('an actor died', `${actorId}: ${cause}`);
  };
