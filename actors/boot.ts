import { type ActorRefFrom, createActor, type InspectionEvent } from 'xstate';
import type { Registry } from '../machines/registry.ts';
import type { DurableLane, RecordsView } from '../machines/vocabulary/records.ts';
import type { StopReason } from '../machines/vocabulary/status.ts';
import { actorErrors } from './actor-errors.ts';
import type { BootEvent } from './boot-event.ts';
import { type ProvidedStation, provide } from './charge-point.ts';
import { takeMarkerAway } from './clean-marker.ts';
import type { Edge } from './edge.ts';
import type { Ports } from './ports.ts';
import type { StationDrivers } from './station-drivers.ts';
import { type BoundPorts, stationPorts } from './station-ports.ts';
import { type StationWatch, watchedPorts } from './watched-ports.ts';

export type Root = ActorRefFrom<ProvidedStation>;
export type Booted = { readonly root: Root; readonly bound: BoundPorts; start(): void };
type Boot = {
  readonly edge: Edge;
  readonly drivers: StationDrivers;
  readonly registry: Registry;
  readonly records: RecordsView;
  /** Why transactions that the records hold open were interrupted. */
  readonly interruption: StopReason;
  /** For who looks on at the ports, or stands in for them. */
  readonly between?: (ports: Ports) => Ports;
  readonly watch?: StationWatch | undefined;
};

const same = (ports: Ports): Ports => ports;
/** Message ids have 36 characters at most: this, and a count. */
const prefixOf = (uuid: string): string => `${uuid.replaceAll('-', '').slice(0, 20)}-`;

/** Rebuilds the actors from the records. The caller starts them, and then attaches the board. */
export function boot({
  edge,
  drivers,
  registry,
  records,
  interruption,
  watch,
  between = same,
}: Boot): Booted {
  const { storage, random } = drivers;
  if (records.now.cleanStop) takeMarkerAway(drivers);
  const died = actorErrors(drivers.complain);
  const silent = (): boolean => root.getSnapshot().context.control.link.registration === 'rejected';
  const bound = stationPorts(edge, drivers, silent);
  const uuid = random.uuid();
  const firmware = drivers.firmware.boot();
  const waiting = (lane: DurableLane): number => storage.waiting(lane).length;
  const inspect = (event: InspectionEvent): void => {
    edge.inspect(event);
    watch?.inspect(event);
  };
  const root: Root = createActor(provide(registry, between(watchedPorts(bound.ports, watch)), died), {
    id: 'charge-point',
    clock: edge.clock,
    // XState describes every step to whoever inspects: what nobody looks at is not described.
    ...(watch || edge.isLookedAt ? { inspect } : {}),
    input: {
      records,
      interruption,
      idPrefix: prefixOf(uuid),
      firmware,
      waiting: { transaction: waiting('transaction'), security: waiting('security') },
    },
  });
  root.subscribe({ next: ({ context }) => bound.feedback.see(context.control), error: () => {} });
  watch?.follow(root);
  const start = (): void => {
    edge.root = root;
    const event: BootEvent = { type: 'BOOT', interruption, uuid, ...(firmware && { firmware }) };
    edge.record('boot', root.id, event);
    root.start();
  };
  return { root, bound, start };
}
