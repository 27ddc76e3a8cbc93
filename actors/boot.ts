import { type ActorRefFrom, createActor } from 'xstate';
import type { Registry } from '../machines/registry.ts';
import type { RecordsView } from '../machines/vocabulary/records.ts';
import type { StopReason } from '../machines/vocabulary/status.ts';
import { type ProvidedStation, provide } from './charge-point.ts';
import type { Edge } from './edge.ts';
import { type BoundPorts, type StationDrivers, stationPorts } from './station-ports.ts';
import { type StationWatch, watchedPorts } from './watched-ports.ts';

export type Root = ActorRefFrom<ProvidedStation>;
export type Booted = { readonly root: Root; readonly bound: BoundPorts };
type Boot = {
  readonly edge: Edge;
  readonly drivers: StationDrivers;
  readonly registry: Registry;
  readonly records: RecordsView;
  /** Why transactions that the records hold open were interrupted. */
  readonly interruption: StopReason;
  readonly watch: StationWatch | undefined;
};

/** Message ids have 36 characters at most: this, and a count. */
const prefixOf = (uuid: string): string => `${uuid.replaceAll('-', '').slice(0, 20)}-`;

/** Rebuilds the actors from the records. The caller starts the root, and then attaches the board. */
export function boot({ edge, drivers, registry, records, interruption, watch }: Boot): Booted {
  const { storage, random, clock } = drivers;
  if (records.now.cleanStop) storage.commit([{ type: 'clean-stop-set', clean: false }], [], clock.now());
  const silent = (): boolean => root.getSnapshot().context.control.link.registration === 'rejected';
  const bound = stationPorts(edge, drivers, silent);
  const root: Root = createActor(provide(registry, watchedPorts(bound.ports, watch)), {
    id: 'charge-point',
    clock: edge.clock,
    inspect: (event) => {
      edge.inspect(event);
      watch?.inspect(event);
    },
    input: {
      records,
      interruption,
      idPrefix: prefixOf(random.uuid()),
      waiting: {
        transaction: storage.waiting('transaction').length,
        security: storage.waiting('security').length,
      },
    },
  });
  watch?.follow(root);
  return { root, bound };
}
