import type { StatusReport } from '../../machines/vocabulary/status.ts';
import { watchAnswers } from '../properties/calls-answered.ts';
import { watchFirmware } from '../properties/firmware-ends.ts';
import { lastStatusTrue } from '../properties/last-status-true.ts';
import { watchRegisters } from '../properties/meter-never-decreases.ts';
import { watchCallsInFlight } from '../properties/one-call-in-flight.ts';
import { watchRegistration } from '../properties/silent-before-accepted.ts';
import { watchStatuses } from '../properties/status-transitions.ts';
import { watchUploads } from '../properties/uploads-end.ts';
import { isCallOfStation, type WatchWire, type WireEvent, type WireWatch } from '../properties/wire.ts';
import type { Report } from './violations.ts';

const WATCHES: readonly (readonly [property: string, watch: WatchWire])[] = [
  ['S4', watchRegisters],
  ['S5', watchCallsInFlight],
  ['S5', watchAnswers],
  ['S6', watchRegistration],
  ['S7', watchStatuses],
  ['L5', watchUploads],
  ['L5', watchFirmware],
];

/** S4 to S7, and L5, on the wire, frame by frame. */
export class WireWatches {
  readonly #watches: readonly WireWatch[];
  /** By connector: its last StatusNotification. */
  readonly #statuses = new Map<unknown, WireEvent>();
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
    this.#watches = WATCHES.map(([property, watch]) => watch((words) => report(property, words)));
  }

  heard(event: WireEvent): void {
    for (const watch of this.#watches) watch.heard(event);
    if (isCallOfStation(event) && event.action === 'StatusNotification')
      this.#statuses.set(event.payload.connectorId, event);
  }

  /** The end of a day: nothing is underway. @param reports what is true of each connector. */
  settled(reports: readonly StatusReport[]): void {
    for (const watch of this.#watches) watch.ended?.();
    for (const words of lastStatusTrue([...this.#statuses.values()], reports)) this.#report('S7', words);
  }
}
