import { type Happening, type Observer, Wrong } from './happening.ts';

/** What S5 and S6 have to remember of the wire. */
export type WireMemory = {
  readonly connected: boolean;
  /** Our CALL that is not over: neither answered, nor timed out, nor its connection ended. */
  readonly inFlight: string | null;
  /** CALLs of the central system in this step that have no answer yet. */
  readonly unanswered: readonly string[];
  /** As the central system said last, in answer to the BootNotification in flight. */
  readonly registration: 'none' | 'pending' | 'rejected' | 'accepted';
  /** The interval that it gave has passed. */
  readonly intervalOver: boolean;
  /** What TriggerMessage asked for and has not come yet. */
  readonly triggered: readonly string[];
};
type On<K extends Happening['kind']> = Extract<Happening, { kind: K }>;
type Seen = WireMemory | Wrong;

const without = (items: readonly string[], gone: string): readonly string[] => {
  const at = items.indexOf(gone);
  return at === -1 ? items : [...items.slice(0, at), ...items.slice(at + 1)];
};

/** S6: before Accepted nothing but BootNotification, and while Pending what was triggered. */
function maySend(memory: WireMemory, action: string): string | null {
  const { registration, intervalOver, triggered } = memory;
  if (registration === 'accepted') return null;
  if (registration === 'rejected' && !intervalOver) return 'Rejected, and its interval is not over';
  if (action === 'BootNotification') return null;
  if (registration === 'pending' && triggered.includes(action)) return null;
  return registration === 'none' ? 'not registered' : registration;
}

function called(memory: WireMemory, { action, messageId }: On<'called'>): Seen {
  if (!memory.connected) return new Wrong('S5', `${action} is sent while nothing is connected`);
  if (memory.inFlight !== null)
    return new Wrong('S5', `${action} is sent while a CALL (${memory.inFlight}) is in flight`);
  const [open] = memory.unanswered;
  if (open !== undefined) return new Wrong('S5', `${action} is sent before the answer to the CALL ${open}`);
  const refusal = maySend(memory, action);
  if (refusal !== null) return new Wrong('S6', `${action} is sent, but the station is ${refusal}`);
  return { ...memory, inFlight: messageId, triggered: without(memory.triggered, action) };
}

function answered(memory: WireMemory, { messageId, action, conf }: On<'answered'>): Seen {
  if (memory.inFlight !== messageId) return memory;
  const next = { ...memory, inFlight: null };
  if (action !== 'BootNotification' || conf === null) return next;
  const { status } = conf as { status: 'Accepted' | 'Pending' | 'Rejected' };
  const registration = ({ Accepted: 'accepted', Pending: 'pending', Rejected: 'rejected' } as const)[status];
  return { ...next, registration, intervalOver: false, triggered: [] };
}

const silent = ({ registration, intervalOver }: WireMemory): boolean =>
  registration === 'rejected' && !intervalOver;

function asked(memory: WireMemory, { messageId, action, payload }: On<'asked'>): Seen {
  if (silent(memory)) return memory;
  const unanswered = [...memory.unanswered, messageId];
  if (action !== 'TriggerMessage') return { ...memory, unanswered };
  const { requestedMessage } = payload as { requestedMessage: string };
  return {
    ...memory,
    unanswered,
    triggered: [...without(memory.triggered, requestedMessage), requestedMessage],
  };
}

function replied(memory: WireMemory, { messageId }: On<'replied'>): Seen {
  if (silent(memory)) return new Wrong('S6', `the CALL ${messageId} is answered while Rejected`);
  if (!memory.unanswered.includes(messageId))
    return new Wrong('S5', `an answer to the CALL ${messageId}, which was not asked or was answered already`);
  return { ...memory, unanswered: without(memory.unanswered, messageId) };
}

const closed = (memory: WireMemory): WireMemory => ({
  ...memory,
  connected: false,
  inFlight: null,
  unanswered: [],
});

const INITIAL: WireMemory = {
  connected: false,
  inFlight: null,
  unanswered: [],
  registration: 'none',
  intervalOver: false,
  triggered: [],
};

/**
 * S5: at most one CALL of ours in flight (OCPP-J 1.6 4.1.1); each CALL received is answered exactly once, in
 * its own step and before anything else is sent. S6: before BootNotification is Accepted nothing is sent but
 * BootNotification, while Pending also what was triggered; while Rejected nothing is sent or answered until
 * the interval has passed (OCPP 1.6 ed.2 4.2).
 */
export const wireObserver: Observer<WireMemory> = {
  initial: INITIAL,
  see(memory, happening) {
    switch (happening.kind) {
      case 'opened':
        return { ...memory, connected: true };
      case 'closed':
        return closed(memory);
      case 'called':
        return called(memory, happening);
      case 'answered':
        return answered(memory, happening);
      case 'asked':
        return asked(memory, happening);
      case 'replied':
        return replied(memory, happening);
      case 'timer':
        if (happening.name === 'call-queue answer') return { ...memory, inFlight: null };
        return happening.name.includes('bootRetry') ? { ...memory, intervalOver: true } : memory;
      case 'power cut':
        return INITIAL;
      case 'quiescent':
        return memory.unanswered.length === 0
          ? memory
          : new Wrong('S5', `the CALL ${memory.unanswered[0]} is not answered`);
      default:
        return memory;
    }
  },
};
