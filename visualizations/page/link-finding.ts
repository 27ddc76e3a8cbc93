import type { Finding } from './diagnosis.ts';
import { frameOf } from './frame-of.ts';
import type { Entry } from './recording.ts';
import type { StationStatus } from './station-shapes.ts';
import { timeOfDay } from './words.ts';

/** A CALL of the station that nothing came back for, not even something else. */
export type Unanswered = { readonly action: string; readonly wall: string; readonly monotonic_ms: number };

/** How long an answer may take before it is worth a word, in ms. */
const PATIENCE_MS = 1_500;

/** The last CALL, if nothing at all was received after it; among the items up to a moment, newest last. */
export function unanswered(entries: readonly Entry[]): Unanswered | null {
  for (const { item, action } of entries.toReversed()) {
    if (item.kind !== 'wire') continue;
    if (item.direction === 'received') return null;
    if (frameOf(item.text)[0] === 2) return { action, wall: item.wall, monotonic_ms: item.monotonic_ms };
  }
  return null;
}

const since = (wall: string | null): string =>
  wall === null ? '' : ` since ${timeOfDay(wall).slice(0, 8)} UTC`;

/** What there is to say of the link to the central system; null: nothing, all is well. */
export function linkFinding(
  status: Pick<StationStatus, 'link' | 'registration' | 'queue'> | null,
  call: Unanswered | null,
  moment_ms: number,
): Finding | null {
  if (!status) return null;
  const { link, registration, queue } = status;
  const kept = queue.length > 0 ? ` ${queue.length} messages wait and are sent later.` : '';
  if (link.state === 'offline') {
    const words = `No connection to the central system${since(link.since)}: `;
    return { tone: 'bad', text: `${words}only cards that the station knows itself can charge.${kept}` };
  }
  if (registration === 'rejected' || registration === 'pending') {
    const words = `The central system has not accepted the station (BootNotification: ${registration}).`;
    return { tone: 'bad', text: `${words}${kept}` };
  }
  if (call && moment_ms - call.monotonic_ms > PATIENCE_MS) {
    const sent = `${call.action} was sent at ${timeOfDay(call.wall).slice(0, 8)} UTC`;
    const words = `The central system does not answer: ${sent}, the connection is open, `;
    return { tone: 'bad', text: `${words}and nothing came back.${kept}` };
  }
  return null;
}
