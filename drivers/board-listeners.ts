import type { PilotState } from '../machines/vocabulary/pilot.ts';
import type { Fault } from '../machines/vocabulary/status.ts';
import { Channel } from './channel.ts';
import type { CurrentReport } from './energy-meter/energy-meter.ts';

/** What a board knows of one connector; null is not known, and nothing is said of it. */
export type OutletFacts = {
  readonly id: number;
  readonly pilot: PilotState | null;
  /** Whole degrees Celsius near the contacts. */
  readonly celsius: number | null;
  readonly current: CurrentReport | null;
  readonly closed: boolean | null;
};

/** All that a board tells the station, as it is now. */
export type BoardFacts = {
  readonly emergencyStop: boolean | null;
  readonly readerFailed: boolean;
  /** Faults in force; connectorId 0 is the station. At most one of each error code on a connector. */
  readonly faults: readonly { readonly connectorId: number; readonly fault: Fault }[];
  readonly outlets: readonly OutletFacts[];
};

type FaultNotice = { readonly fault: Fault; readonly cleared: boolean };

const STATION = 0;
export const NOTHING_FLOWS: CurrentReport = { flowing: false, excessive: false };

const sameReport = (a: CurrentReport, b: CurrentReport): boolean =>
  a.flowing === b.flowing && a.excessive === b.excessive;
const sameFault = (a: Fault, b: Fault): boolean =>
  a.errorCode === b.errorCode &&
  a.source === b.source &&
  a.info === b.info &&
  a.vendorErrorCode === b.vendorErrorCode;
const sameNotice = (a: FaultNotice, b: FaultNotice): boolean =>
  a.cleared === b.cleared && (a.cleared || sameFault(a.fault, b.fault));

/**
 * The listeners of a board. All are told from one place, one change after the other: what a listener does to
 * the hardware while it listens is told after it has returned, never inside it.
 */
export class BoardListeners {
  readonly #facts: () => BoardFacts;
  readonly #pilot = new Channel<number, PilotState>();
  readonly #feedback = new Channel<number, boolean>();
  readonly #celsius = new Channel<number, number>();
  readonly #current = new Channel<number, CurrentReport>(sameReport);
  readonly #stop = new Channel<number, boolean>();
  readonly #readerFailure = new Channel<number, boolean>();
  /** By connector and error code, `1 GroundFailure`. */
  readonly #faults = new Channel<string, FaultNotice>(sameNotice);
  #onCard: ((idTag: string) => void) | null = null;
  #telling = false;
  #changedMeanwhile = false;

  /** @param facts how things are now; asked again for each round of telling */
  constructor(facts: () => BoardFacts) {
    this.#facts = facts;
  }

  onPilot(listener: (connectorId: number, pilot: PilotState) => void): void {
    this.#subscribe(this.#pilot, listener);
  }
  onFeedback(listener: (connectorId: number, closed: boolean) => void): void {
    this.#subscribe(this.#feedback, listener);
  }
  onTemperature(listener: (connectorId: number, celsius: number) => void): void {
    this.#subscribe(this.#celsius, listener);
  }
  onCurrent(listener: (connectorId: number, report: CurrentReport) => void): void {
    this.#subscribe(this.#current, listener);
  }
  onEmergencyStop(listener: (pressed: boolean) => void): void {
    this.#subscribe(this.#stop, (_, pressed) => listener(pressed));
  }
  onReaderFailure(listener: (failed: boolean) => void): void {
    this.#subscribe(this.#readerFailure, (_, failed) => listener(failed));
  }
  onFault(listener: (connectorId: number, fault: Fault, cleared: boolean) => void): void {
    this.#subscribe(this.#faults, (key, { fault, cleared }) =>
      listener(Number.parseInt(key, 10), fault, cleared),
    );
  }
  onCard(listener: (idTag: string) => void): void {
    this.#onCard = listener;
  }

  cardShown(idTag: string): void {
    this.#onCard?.(idTag);
  }

  /** Nobody hears anything any more. */
  remove(): void {
    const channels = [
      this.#pilot,
      this.#feedback,
      this.#current,
      this.#celsius,
      this.#stop,
      this.#readerFailure,
      this.#faults,
    ];
    for (const channel of channels) channel.removeListener();
    this.#onCard = null;
  }

  /** Tells what has changed. */
  tell(): void {
    this.#changedMeanwhile = true;
    if (this.#telling) return;
    this.#telling = true;
    try {
      while (this.#changedMeanwhile) {
        this.#changedMeanwhile = false;
        this.#tellAll(this.#facts());
      }
    } finally {
      this.#telling = false;
    }
  }

  #subscribe<Subject, Value>(
    channel: Channel<Subject, Value>,
    listener: (subject: Subject, value: Value) => void,
  ): void {
    channel.replaceListener(listener);
    this.tell();
  }

  #tellAll({ emergencyStop, readerFailed, faults, outlets }: BoardFacts): void {
    if (emergencyStop !== null) this.#stop.tell(STATION, emergencyStop);
    this.#readerFailure.tell(STATION, readerFailed, false);
    this.#tellFaults(faults);
    for (const { id, pilot, celsius, current, closed } of outlets) {
      if (pilot !== null) this.#pilot.tell(id, pilot);
      if (celsius !== null) this.#celsius.tell(id, celsius);
      // A meter that does not answer says nothing of the current either.
      if (current !== null) this.#current.tell(id, current, NOTHING_FLOWS);
      if (closed !== null) this.#feedback.tell(id, closed);
    }
  }

  #tellFaults(faults: BoardFacts['faults']): void {
    const inForce = new Map(
      faults.map(({ connectorId, fault }) => [`${connectorId} ${fault.errorCode}`, fault]),
    );
    for (const [key, { fault }] of [...this.#faults.heard]) {
      if (!inForce.has(key)) this.#faults.tell(key, { fault, cleared: true });
    }
    for (const [key, fault] of inForce) this.#faults.tell(key, { fault, cleared: false });
  }
}
