import { FOUND_ANEW } from '../../machines/vocabulary/security-events.ts';
import type { QueuedMessage } from './storage.ts';

/** A security event that waits to be told. */
export type QueuedEvent = {
  readonly sequence: number;
  readonly type: string;
  readonly techInfo: string | undefined;
};

/** What a stored message is of that; nothing if it is none. */
export const queuedEvent = ({ sequence, message }: QueuedMessage): readonly QueuedEvent[] =>
  message.action === 'SecurityEventNotification'
    ? [{ sequence, type: message.payload.type, techInfo: message.payload.techInfo }]
    : [];

/** Of one type so many wait, and no more: the first of them and the last. */
export const MOST_OF_A_TYPE = 20;

/**
 * Which events to drop so that a flood of them (a clock that is set again and again, a certificate that is
 * refused at every try) does not grow the store without end: of one type those in the middle, and what was
 * found anew while the same was still to be told. The oldest, which may be on its way, stays always.
 * @param events all that wait, by sequence.
 * @returns sequences.
 */
export function eventsToThin(events: readonly QueuedEvent[]): readonly number[] {
  const dropped: number[] = [];
  const byType = new Map<string, QueuedEvent[]>();
  for (const event of events) {
    const same = byType.get(event.type) ?? [];
    byType.set(event.type, same);
    if (FOUND_ANEW.has(event.type) && same.some(({ techInfo }) => techInfo === event.techInfo))
      dropped.push(event.sequence);
    else same.push(event);
  }
  for (const same of byType.values()) {
    const excess = Math.max(0, same.length - MOST_OF_A_TYPE);
    const middle = same.slice(MOST_OF_A_TYPE / 2, MOST_OF_A_TYPE / 2 + excess);
    dropped.push(...middle.map(({ sequence }) => sequence));
  }
  return dropped;
}
