import type { QueuedMessage } from '../../../drivers/storage/storage.ts';
import type { ActorId } from '../../../machines/vocabulary/peer.ts';
import type { PilotState } from '../../../machines/vocabulary/pilot.ts';
import type { StationRecords } from '../../../machines/vocabulary/records.ts';
import type { DeliveryMemory } from './delivery-observer.ts';
import type { WireMemory } from './wire-observer.ts';

/** All that a power cut leaves. */
export type Disk = {
  readonly records: StationRecords;
  readonly messages: readonly QueuedMessage[];
  readonly lastSequence: number;
};

/** A CALL of ours that the central system got and may answer, now, later, twice or never. */
export type Answerable = {
  readonly messageId: string;
  readonly action: string;
  /** Of the stored message that it carries. */
  readonly sequence: number | null;
  readonly transaction: number | null;
};
export type Wire = {
  /** `half-open`: the station believes that it is open, and nothing passes. `closing`: by the station. */
  readonly socket: 'closed' | 'opening' | 'open' | 'half-open' | 'closing';
  readonly pongDue: boolean;
  /** The latest first, as many as the central system remembers. */
  readonly answerable: readonly Answerable[];
};

export type Reading = { readonly actor: ActorId; readonly purpose: string; readonly boundary_ms?: number };
/** A vehicle that does what it is asked, or what it likes, and a board that answers at once. */
export type Board = {
  readonly plugged: boolean;
  /** Told last; null since the start of the station. */
  readonly pilot: PilotState | null;
  readonly offer_A: number | null;
  readonly coil: boolean;
  readonly mirror: boolean;
  /** The meter told of current: only of a vehicle that does what it likes. */
  readonly flowing: boolean;
  readonly register_Wh: number;
  readonly readings: readonly Reading[];
};

/** How often something may still happen in this run. */
export type Left = {
  readonly cuts: number;
  readonly storageFailures: number;
  readonly meterFailures: number;
  readonly starts: number;
  readonly energy_Wh: number;
  readonly samples: number;
};

/** The world around the whole station between two steps, and what the observers remember. */
export type Around = {
  readonly disk: Disk;
  /** What was sent under which message id, until the power is cut. */
  readonly sent: Readonly<Record<string, number>>;
  readonly wire: Wire;
  readonly board: Board;
  readonly left: Left;
  readonly seen: { readonly wire: WireMemory; readonly delivery: DeliveryMemory };
};
