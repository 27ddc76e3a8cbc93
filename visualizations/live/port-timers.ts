import { nextBoundary } from '../../machines/rules/aligned-boundary.ts';
import { STATUS_SETTLES_MS } from '../../machines/rules/status-reporter.ts';
import type { Instant } from '../../machines/vocabulary/instant.ts';
import {
  type ActorId,
  CALL_QUEUE,
  CHARGE_POINT,
  CURRENT_LIMITS,
  STATUS_REPORTER,
} from '../../machines/vocabulary/peer.ts';
import type { ArmedTimer } from './frames.ts';

/** What a call of a port, or an event, does to the timers that edges run for the machines. */
export type TimerChange = { readonly ended: string; readonly armed: ArmedTimer | null };

const idOf = (actor: ActorId, name: string): string => `edge.${actor}.${name}`;

function change(actor: ActorId, name: string, deadline_ms: number | null): TimerChange {
  const id = idOf(actor, name);
  return { ended: id, armed: deadline_ms === null ? null : { id, actor, name, state: null, deadline_ms } };
}

type Request = Readonly<Record<string, unknown>>;
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The timer that a call of a port arms or cancels, or null. */
export function portTimer(
  port: string,
  actor: ActorId | null,
  request: unknown,
  at: Instant,
): TimerChange | null {
  if (typeof request !== 'object' || request === null) return null;
  const { type, timer, delay_ms, connectorId, id, wall_ms, every_s } = request as Request;
  const after = (delay: unknown): number | null => {
    const delayed = numberOf(delay);
    return delayed === null ? null : at.monotonic_ms + delayed;
  };
  const untilWall = (wall: number | null): number | null => after(wall === null ? null : wall - at.wall_ms);
  switch (port) {
    case 'queueEffect':
      if (type !== 'arm' && type !== 'cancel') return null;
      return change(CALL_QUEUE, String(timer), type === 'arm' ? after(delay_ms) : null);
    case 'limitsEffect':
      return type === 'wake' ? change(CURRENT_LIMITS, 'nextLimit', after(delay_ms)) : null;
    case 'statusEffect':
      return type === 'settle'
        ? change(STATUS_REPORTER, `settle-${connectorId}`, after(STATUS_SETTLES_MS))
        : null;
    case 'alarm':
      return change(actor ?? CHARGE_POINT, String(id), untilWall(numberOf(wall_ms)));
    case 'alignedAlarm': {
      const every = numberOf(every_s) ?? 0;
      return change(CHARGE_POINT, 'aligned', every > 0 ? untilWall(nextBoundary(at.wall_ms, every)) : null);
    }
    default:
      return null;
  }
}

/** The id of the edge's timer whose firing this event is, or null. */
export function firedTimer(to: ActorId, event: Readonly<Record<string, unknown>>): string | null {
  switch (event.type) {
    case 'TIMER':
      return idOf(to, String(event.timer));
    case 'SETTLED':
      return idOf(to, `settle-${event.connectorId}`);
    case 'ALARM':
      return idOf(to, String(event.id));
    default:
      return null;
  }
}
