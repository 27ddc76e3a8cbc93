import type { StationClock } from '../drivers/clock/clock.ts';
import type { InspectOptions } from '../drivers/command-line/station-options.ts';
import { InspectServer } from '../drivers/inspect-server/inspect-server.ts';
import type { Log } from '../drivers/log/log.ts';
import { redact } from '../drivers/log/redaction.ts';
import type { ActorId, AnyEvent } from '../machines/vocabulary/peer.ts';
import { Inspection } from '../visualizations/inspect/inspection.ts';
import { complaints } from './complaints.ts';
import type { Onlooker } from './onlooker.ts';

type Inspector = {
  /** Where inspectors connect: `ws://127.0.0.1:8017`. */
  readonly url: string;
  readonly inspect: NonNullable<Onlooker['inspect']>;
  close(): Promise<void>;
};
const STATELY = '/stately';

/**
 * Opens the inspector: at `/` for @xstate/inspect, at `/stately` for @statelyai/inspect. Loaded only when it
 * is asked for.
 * @param deliver brings an event to an actor, in a cascade of its own.
 * @throws HttpServerError if the address cannot be listened on.
 */
export async function openInspector(
  at: InspectOptions,
  clock: StationClock,
  log: Log,
  deliver: (to: ActorId, event: AnyEvent) => void,
): Promise<Inspector> {
  const inspection = new Inspection({
    clock,
    redact: (value) => redact(value),
    deliver: at.events
      ? (to, event) => {
          log.info(`an inspector sends ${event.type} to ${to}`);
          deliver(to, event);
        }
      : null,
    complain: complaints(log, clock),
  });
  const server = new InspectServer({
    paths: ['/', STATELY],
    origins: at.origin === null ? [] : [at.origin],
    admits: () => !inspection.full,
    connected: (path, socket) => inspection.join(path === STATELY ? 'stately' : 'classic', socket),
    onError: (error) => log.error({ err: error }, 'inspector'),
  });
  const url = await server.listen(at);
  return { url, inspect: inspection.inspect, close: () => server.close() };
}
