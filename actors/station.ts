import { registry as allMachines, type Registry } from '../machines/registry.ts';
import { isoTime } from '../machines/vocabulary/instant.ts';
import type { RecordsView, StationRecords } from '../machines/vocabulary/records.ts';
import type { StopReason } from '../machines/vocabulary/status.ts';
import { isOnline } from '../machines/vocabulary/summary.ts';
import { type Booted, boot, type Root } from './boot.ts';
import { Edge } from './edge.ts';
import type { Envelope } from './envelope.ts';
import { LinkWatch } from './link-watch.ts';
import type { StationDrivers } from './station-ports.ts';

export type StationOptions = {
  readonly drivers: StationDrivers;
  readonly registry?: Registry;
  readonly log?: (envelope: Envelope) => void;
  /** The station stopped in order (SHUT_DOWN). */
  readonly stopped?: () => void;
  /** The station restarts in place: `why` for the log. */
  readonly restarting?: (why: string, error?: unknown) => void;
};

/** Boots the actors from the records, supervises the root, and boots it again after a Reset or an error. */
export class Station {
  readonly edge: Edge;
  readonly #options: StationOptions;
  readonly #records: RecordsView;
  #booted: Booted | null = null;
  /** `online`, `connected` (not accepted) or `offline`, and since when. */
  readonly link = new LinkWatch();

  constructor(options: StationOptions) {
    const { clock, storage } = options.drivers;
    this.#options = options;
    this.edge = new Edge(clock, options.log ?? (() => {}));
    this.#records = {
      get now(): StationRecords {
        return storage.records;
      },
      toJSON: () => undefined,
    };
  }

  get root(): Root | null {
    return this.#booted?.root ?? null;
  }

  start(): void {
    this.#boot(this.#records.now.cleanStop ? 'Reboot' : 'PowerLoss');
  }

  /** Ends in order; `stopped` is called when it has. */
  shutDown(): void {
    this.edge.deliver('charge-point', { type: 'SHUT_DOWN' });
  }

  #boot(interruption: StopReason): void {
    const { drivers, registry = allMachines } = this.#options;
    const { root, bound } = boot({
      edge: this.edge,
      drivers,
      registry,
      records: this.#records,
      interruption,
    });
    this.#booted = { root, bound };
    this.edge.root = root;
    root.subscribe({
      next: ({ context }) => this.link.see(context.control.link, this.edge.at),
      complete: () => this.#ended(root),
      error: (error) => this.#failed(error),
    });
    this.edge.run(() => root.start());
    this.edge.run(() => bound.board.attach(this.#connectors));
  }

  #ended(root: Root): void {
    const output = root.getSnapshot().output;
    this.#leave('station goes down');
    if (output?.ended === 'stopped') return this.#options.stopped?.();
    this.#options.restarting?.('reset');
    this.edge.run(() => this.#boot(output?.interruption ?? 'Other'));
  }

  /** The root died: the safe state first, then everything anew. */
  #failed(error: unknown): void {
    for (const connectorId of this.#connectors) this.#booted?.bound.board.makeSafe({ connectorId });
    this.#leave('station restarts after an error');
    this.#options.restarting?.('error', error);
    this.edge.run(() => this.#boot('Other'));
  }

  #leave(detail: string): void {
    this.#booted?.bound.stop();
    this.#options.drivers.socket.close(detail);
  }

  get #connectors(): readonly number[] {
    return Array.from({ length: this.#records.now.profile.connectors.count }, (_, i) => i + 1);
  }
}
