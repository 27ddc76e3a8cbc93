import type { PlainEvent } from './inspected.ts';

/** What an inspector says. `session` is that of the actor which shall get the event. */
export type Inbound =
  | { readonly kind: 'inspecting' }
  | { readonly kind: 'event'; readonly session: string; readonly event: PlainEvent }
  /** Not to be acted on; `why` quotes nothing of it. */
  | { readonly kind: 'refused'; readonly why: string };

/** Longer than any name of an event. */
const MAX_TYPE_LENGTH = 100;

const refused = (why: string): Inbound => ({ kind: 'refused', why });

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parsed(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** Reads a frame of `@xstate/inspect` from a receiver: `xstate.inspecting` or `xstate.event`. */
export function readInbound(text: string): Inbound {
  const frame = parsed(text);
  if (!frame) return refused('a frame that is no JSON object');
  if (frame.type === 'xstate.inspecting') return { kind: 'inspecting' };
  if (frame.type !== 'xstate.event') return refused('a frame of an unknown type');
  // The event is JSON in a text, and its target is named beside it, or in it as its `origin`.
  const wrapped = typeof frame.event === 'string' ? parsed(frame.event) : null;
  if (!wrapped) return refused('an event that is no JSON object');
  const session = frame.service ?? wrapped.origin;
  if (typeof session !== 'string') return refused('an event without an actor');
  const event = wrapped.$$type === 'scxml' ? wrapped.data : wrapped;
  if (!isObject(event) || !isEvent(event)) return refused('an event without a type');
  if (event.type.startsWith('xstate.')) return refused('an event that only XState may send');
  return { kind: 'event', session, event };
}

const isEvent = (event: Fields): event is PlainEvent =>
  typeof event.type === 'string' && event.type !== '' && event.type.length <= MAX_TYPE_LENGTH;
