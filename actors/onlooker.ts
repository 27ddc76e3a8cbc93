import type { InspectionEvent } from 'xstate';
import type { Envelope } from './envelope.ts';

/** Who looks on: the inputs of the station in their order, and all that its actors tell each other. */
export type Onlooker = {
  readonly log?: ((envelope: Envelope) => void) | undefined;
  readonly inspect?: ((event: InspectionEvent) => void) | undefined;
};
