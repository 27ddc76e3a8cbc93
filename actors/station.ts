import { registry as allMachines } from '../machines/registry.ts';
import type { RecordsView } from '../machines/vocabulary/records.ts';
import { connectorIds } from '../machines/vocabulary/station-profile.ts';
import type { StopReason } from '../machines/vocabulary/status.ts';
import { type Booted, boot, type Root } from './boot.ts';
import { Edge } from './edge.ts';
import { LinkWatch } from './link-watch.ts';
import { recordsView } from './records-view.ts';
import { resetBoard } from './reset-board.ts';
import { raiseBootEvent, watchedDrivers } from './security-events.ts';
import type { StationWiring } from './station-wiring.ts';

/** Boots the actors from the records, supervises the root, and boots it again after a Reset or an error. */
export class Station {
  readonly edge: Edge;
  readonly #options: StationWiring;
  readonly #records: RecordsView;
  #booted: Booted | null = null;
  readonly link = new LinkWatch();

  constructor(options: StationWiring) {
    this.edge = new Edge(options.drivers.clock, options);
    this.#options = { ...options, drivers: watchedDrivers(options.drivers, this.edge) };
    this.#records = recordsView(options.drivers.storage);
  }

  get root(): Root | null {
    return this.#booted?.root ?? null;
  }

  start(): void {
    this.edge.run(() => this.#boot(this.#records.now.cleanStop ? 'Reboot' : 'PowerLoss'));
  }

  /** Ends in order; `stopped` is called when it has. */
  shutDown(): void {
    this.edge.deliver('charge-point', { type: 'SHUT_DOWN' });
  }

  #boot(interruption: StopReason): void {
    const { drivers, watch, registry = allMachines } = this.#options;
    const booted = boot({ edge: this.edge, drivers, registry, records: this.#records, interruption, watch });
    this.#booted = booted;
    booted.root.subscribe({
      next: ({ context }) => this.link.see(context.control.link, this.edge.at),
      complete: () => this.#ended(booted.root),
      error: (error) => this.#failed(error),
    });
    booted.start();
    this.edge.run(() => booted.bound.board.attach(connectorIds(this.#records.now)));
    raiseBootEvent(this.edge, interruption);
  }

  #ended(root: Root): void {
    const { output } = root.getSnapshot();
    this.#leave('station goes down');
    if (output?.ended === 'stopped') return this.#options.stopped?.();
    this.#options.restarting?.('reset');
    const interruption = output?.interruption ?? 'Other';
    const failure = resetBoard(this.#options.drivers, interruption);
    this.edge.run(() => this.#boot(interruption));
    if (failure) this.edge.deliver('charge-point', failure);
  }

  /** The root died: the safe state first, then everything anew. */
  #failed(error: unknown): void {
    for (const connectorId of connectorIds(this.#records.now))
      this.#booted?.bound.board.makeSafe({ connectorId });
    this.#leave('station restarts after an error');
    this.#options.restarting?.('error', error);
    this.edge.run(() => this.#boot('Other'));
  }

  #leave(detail: string): void {
    this.#booted?.bound.stop();
    this.edge.root = null;
    this.#options.drivers.socket.close(detail);
  }
}
