import type { ActorLogic, EventObject, NonReducibleUnknown, Snapshot } from 'xstate';

type Heard = Snapshot<undefined>;

/** An actor that does nothing but say what it is started with and what it is told. */
export const recordingLogic = (
  heard: (event: EventObject) => void,
  started: (input: unknown) => void = () => {},
): ActorLogic<Heard, EventObject, NonReducibleUnknown> => ({
  getInitialSnapshot: (_, input) => {
    started(input);
    return { status: 'active', output: undefined, error: undefined };
  },
  transition: (snapshot, event) => {
    if (!event.type.startsWith('xstate.')) heard(event);
    return snapshot;
  },
  getPersistedSnapshot: (snapshot) => snapshot,
});
