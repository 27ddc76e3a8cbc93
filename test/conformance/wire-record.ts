import { remember } from '../../machines/vocabulary/remember.ts';
import type { Side, WireEvent } from '../properties/wire.ts';

const KINDS = { 2: 'call', 3: 'result', 4: 'error' } as const;

/** An answer that comes after so many other CALLs is one of nothing. */
const MOST_ACTIONS = 2000;

/** Everything that crossed the wire between a station and its central system, with its virtual time. */
export class WireRecord {
  readonly events: WireEvent[] = [];
  readonly #now_ms: () => number;
  /** Action of each CALL, by its message id, of each that sent it. */
  readonly #actions = { station: new Map<string, string>(), 'central system': new Map<string, string>() };
  readonly #added: (event: WireEvent) => void;

  /** @param added called with each event. */
  constructor(now_ms: () => number, added: (event: WireEvent) => void = () => {}) {
    this.#now_ms = now_ms;
    this.#added = added;
  }

  get now_ms(): number {
    return this.#now_ms();
  }

  note(kind: 'started' | 'opened' | 'closed'): void {
    this.heard({ kind, at_ms: this.#now_ms() });
  }

  frame(from: Side, text: string): void {
    this.heard(this.#read(from, text));
  }

  protected heard(event: WireEvent): void {
    this.events.push(event);
    this.#added(event);
  }

  #read(from: Side, text: string): WireEvent {
    const at_ms = this.#now_ms();
    const message = parsed(text);
    const kind = Array.isArray(message) ? KINDS[message[0] as keyof typeof KINDS] : undefined;
    const readable = Array.isArray(message) && kind && typeof message[1] === 'string';
    if (!readable) return { kind: 'unreadable', at_ms, from, text };
    const messageId = message[1];
    const caller = kind === 'call' ? from : from === 'station' ? 'central system' : 'station';
    const actions = this.#actions[caller];
    if (kind === 'call') remember(actions, messageId, String(message[2]), MOST_ACTIONS);
    const action = actions.get(messageId) ?? 'of nothing';
    // A CALL with an id is answered, whatever else is wrong with it.
    const request = isRecord(message[3]) ? message[3] : {};
    const payload = kind === 'call' ? request : kind === 'result' ? message[2] : { code: message[2] };
    return { kind, at_ms, from, messageId, action, payload };
  }
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
