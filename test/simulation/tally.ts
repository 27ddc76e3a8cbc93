import { isFrame, type WireEvent } from '../properties/wire.ts';

/** How often what happened: the histogram of a run. */
export class Tally {
  readonly counts = new Map<string, number>();

  count(what: string, by = 1): void {
    if (by === 0) return;
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  heard(event: WireEvent): void {
    if (!isFrame(event)) return this.count(`wire: ${event.kind}`);
    const { kind, from, action, payload } = event;
    if (kind === 'call' && from === 'station') {
      this.count(`sent: ${action}`);
      if (action === 'StatusNotification') this.count(`status: ${payload.status} ${payload.errorCode}`);
      if (payload.transactionId === -1) this.count('sent: -1');
      if (action === 'StopTransaction') this.count(`stop: ${payload.reason}`);
    }
    if (kind === 'result' && from === 'station')
      this.count(`answered: ${action} ${payload.status ?? ''}`.trim());
    if (kind === 'error') this.count(`CALLERROR: ${from} ${action} ${payload.code}`);
  }

  add(other: ReadonlyMap<string, number>): void {
    for (const [what, by] of other) this.count(what, by);
  }

  /** Lines of the histogram, sorted by name. */
  lines(): readonly string[] {
    return [...this.counts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, count]) => `${String(count).padStart(9)}  ${what}`);
  }
}
