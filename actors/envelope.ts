import type { EventObject } from 'xstate';
import type { IsoTime } from '../machines/vocabulary/instant.ts';
import type { ActorId } from '../machines/vocabulary/peer.ts';

/** One input of the station: what happened, when, and to whom. The lines of the edge log. */
export type Envelope = {
  readonly seq: number;
  readonly monotonic_ms: number;
  readonly wall: IsoTime;
  readonly cause: 'boot' | 'event' | 'timer';
  readonly to: ActorId;
  readonly event: EventObject;
};
