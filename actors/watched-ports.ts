import type { AnyActorRef, InspectionEvent } from 'xstate';
import type { ActorId } from '../machines/vocabulary/peer.ts';
import type { Ports } from './ports.ts';

/** Someone who looks on: hears everything and changes nothing. */
export type StationWatch = {
  /** The actors were built, and start next. */
  follow(root: AnyActorRef): void;
  inspect(event: InspectionEvent): void;
  port(port: string, actor: ActorId | null, request: unknown): void;
};

/** The same ports, each telling the watch what it was asked for before it does it. */
export function watchedPorts(ports: Ports, watch: StationWatch | undefined): Ports {
  if (!watch) return ports;
  const entries = Object.entries(ports).map(([name, port]: [string, (...args: never[]) => void]) => [
    name,
    (...args: never[]): void => {
      const [first, second]: readonly unknown[] = args;
      if (typeof first === 'string') watch.port(name, first, second);
      else watch.port(name, null, first);
      port(...args);
    },
  ]);
  return Object.fromEntries(entries) as Ports;
}
