import type { StationClock, TimerHandle } from '../drivers/clock/clock.ts';
import { STATUS_SETTLES_MS, type StatusReporterEffect } from '../machines/rules/status-reporter.ts';
import type { CallRequest } from '../machines/vocabulary/effects.ts';
import { isoTime } from '../machines/vocabulary/instant.ts';
import { STATUS_REPORTER } from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';

/**
 * Performs what the status reporter decided: waits until a status has lasted, and sends StatusNotification.
 */
export class StatusReporterEdge {
  readonly #edge: Edge;
  readonly #clock: StationClock;
  readonly #call: (request: CallRequest) => void;
  readonly #settling = new Map<number, TimerHandle>();

  constructor(edge: Edge, clock: StationClock, call: (request: CallRequest) => void) {
    this.#edge = edge;
    this.#clock = clock;
    this.#call = call;
  }

  perform(effect: StatusReporterEffect): void {
    if (effect.type === 'settle') return this.#settle(effect.connectorId, effect.version);
    const { report, timestamp, request, triggered } = effect;
    this.#call({
      action: 'StatusNotification',
      payload: { ...report, timestamp },
      requester: STATUS_REPORTER,
      request,
      urgency: triggered ? 'triggered' : 'normal',
    });
  }

  stop(): void {
    for (const timer of this.#settling.values()) this.#clock.clearTimeout(timer);
    this.#settling.clear();
  }

  #settle(connectorId: number, version: number): void {
    const timestamp = isoTime(this.#edge.at.wall_ms);
    const before = this.#settling.get(connectorId);
    if (before) this.#clock.clearTimeout(before);
    const fire = (): void =>
      this.#edge.deliver(STATUS_REPORTER, { type: 'SETTLED', connectorId, version, timestamp });
    this.#settling.set(connectorId, this.#clock.setTimeout(fire, STATUS_SETTLES_MS));
  }
}
