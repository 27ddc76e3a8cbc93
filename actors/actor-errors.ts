import type { InspectionEvent } from 'xstate';

const ERROR = 'xstate.error.actor.';

/**
 * An actor that died is replaced by its parent, and the station goes on: here it is at least said, with what
 * it died of.
 */
export const actorErrors =
  (complain: (kind: string, detail: string) => void) =>
  (inspected: InspectionEvent): void => {
    if (inspected.type !== '@xstate.event' || !inspected.event.type.startsWith(ERROR)) return;
    const { type, error } = inspected.event as unknown as { type: string; error: unknown };
    const cause = error instanceof Error ? error.stack : String(error);
    complain('an actor died', `${type.slice(ERROR.length)}: ${cause}`);
  };
