import { type AnyActorRef, type AnyStateMachine, StateMachine } from 'xstate';

/** An actor as inspectors know it. */
export type Inspected = {
  /** Unique among all that live at a time: `x:7`. */
  readonly sessionId: string;
  /** Its address: `connector-1`. */
  readonly id: string;
  readonly parentSession: string | null;
  readonly rootSession: string;
  /** null: a plain component, no statechart. */
  readonly machine: AnyStateMachine | null;
};

export function inspectedOf(ref: AnyActorRef, rootSession: string): Inspected {
  const { logic } = ref as AnyActorRef & { readonly logic?: unknown };
  return {
    sessionId: ref.sessionId,
    id: ref.id,
    parentSession: ref._parent?.sessionId ?? null,
    rootSession,
    machine: logic instanceof StateMachine ? logic : null,
  };
}

/** A snapshot as plain data without secrets: actors are their addresses, records are left out. */
export type PlainSnapshot = {
  readonly status?: string;
  readonly value?: unknown;
  readonly context?: unknown;
  readonly tags?: readonly string[];
  readonly [field: string]: unknown;
};

/** Events as plain data without secrets. */
export type PlainEvent = { readonly type: string; readonly [field: string]: unknown };

/**
 * One language of inspectors. Each method returns the texts of the frames for one occurrence; all that comes
 * in has passed the redaction.
 */
export type Protocol = {
  /** An actor that the receiver does not know yet, as it is now. */
  registered(actor: Inspected, snapshot: PlainSnapshot, cause: PlainEvent): readonly string[];
  event(actor: Inspected, event: PlainEvent, sourceSession: string | null): readonly string[];
  snapshot(actor: Inspected, snapshot: PlainSnapshot, cause: PlainEvent): readonly string[];
  stopped(actor: Pick<Inspected, 'sessionId'>): readonly string[];
};
