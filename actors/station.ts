import { type ActorRefFrom, createActor } from 'xstate';
import { type Registry, registry as allMachines } from '../machines/registry.ts';
import type { RecordsView, StationRecords } from '../machines/vocabulary/records.ts';
import { isoTime } from '../machines/vocabulary/instant.ts';
import { isOnline } from '../machines/vocabulary/summary.ts';
import type { StopReason } from '../machines/vocabulary/status.ts';
import { type ProvidedStation, provide } from './charge-point.ts';
import { Edge, type Envelope } from './edge.ts';
import { type BoundPorts, type StationDrivers, stationPorts } from './station-ports.ts';

export type StationOptions = {
  readonly drivers: StationDrivers;
  readonly registry?: Registry;
  readonly log?: (envelope: Envelope) => void;
  /** The station stopped in order (SHUT_DOWN). */
  readonly stopped?: () => void;
  /** The station restarts in place: `why` for the log. */
  readonly restarting?: (why: string, error?: unknown) => void;
};
export type Root = ActorRefFrom<ProvidedStation>;

/** Boots the actors from the records, supervises the root, and boots it again after a Reset or an error. */
export class Station {
  readonly edge: Edge;
  readonly #options: StationOptions;
  readonly #records: RecordsView;
  #root: Root | null = null;
  #bound: BoundPorts | null = null;
  #link = { state: '', since: '' };

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
    return this.#root;
  }

  /** `online`, `connected` (not accepted) or `offline`, and since when. */
  linkSince(now: string): { readonly state: string; readonly since: string } {
    const link = this.#root?.getSnapshot().context.control.link;
    const state = !link?.connected ? 'offline' : isOnline(link) ? 'online' : 'connected';
    if (this.#link.state !== state) this.#link = { state, since: now };
    return this.#link;
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
    const { storage, random } = drivers;
    if (this.#records.now.cleanStop)
      storage.commit([{ type: 'clean-stop-set', clean: false }], [], drivers.clock.now());
    const silent = (): boolean => root.getSnapshot().context.control.link.registration === 'rejected';
    const bound = stationPorts(this.edge, drivers, silent);
    const root: Root = createActor(provide(registry, bound.ports), {
      id: 'charge-point',
      clock: this.edge.clock,
      inspect: this.edge.inspect,
      input: {
        records: this.#records,
        interruption,
        idPrefix: `${random.uuid().replaceAll('-', '').slice(0, 20)}-`,
        waiting: {
          transaction: storage.waiting('transaction').length,
          security: storage.waiting('security').length,
        },
      },
    });
    this.#root = root;
    this.#bound = bound;
    root.subscribe({
      next: () => this.linkSince(isoTime(this.edge.at.wall_ms)),
      complete: () => this.#ended(root),
      error: (error) => this.#failed(error),
    });
    this.edge.adopt(root);
    this.edge.run(() => root.start());
    const { count } = this.#records.now.profile.connectors;
    this.edge.run(() => bound.board.attach(Array.from({ length: count }, (_, i) => i + 1)));
  }

  #ended(root: Root): void {
    const output = root.getSnapshot().output;
    this.#leave('station goes down');
    if (output?.ended === 'stopped') return this.#options.stopped?.();
    this.#options.restarting?.('reset');
    this.edge.run(() => this.#boot(output?.interruption ?? 'Other'));
  }

  #failed(error: unknown): void {
    const { count } = this.#records.now.profile.connectors;
    for (let connectorId = 1; connectorId <= count; connectorId++) this.#bound?.board.coil({ connectorId, closed: false });
    for (let connectorId = 1; connectorId <= count; connectorId++) this.#bound?.board.pilot({ connectorId, limit_A: null });
    this.#leave('station restarts after an error');
    this.#options.restarting?.('error', error);
    this.edge.run(() => this.#boot('Other'));
  }

  #leave(detail: string): void {
    this.#bound?.stop();
    this.#options.drivers.socket.close(detail);
  }
}
