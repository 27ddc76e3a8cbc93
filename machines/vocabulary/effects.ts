import type { Instant } from './instant.ts';
import type { OcppErrorCode } from './ocpp-error.ts';
import type { Addressed } from './peer.ts';
import type { DurableMessage, RecordChange } from './records.ts';
import type { SecurityEvent } from './security-events.ts';

/** The answer to a CALL: a payload, or a CALLERROR. */
export type CallReply =
  | { readonly messageId: string; readonly conf: object }
  | {
      readonly messageId: string;
      readonly error: { readonly code: OcppErrorCode; readonly description: string };
    };

/**
 * The one durable effect. The edge does, in this order: store `changes` and `messages` in one transaction on
 * disk; send `reply` (or `replyIfFailed`); then deliver COMMITTED with `then` (or COMMIT_FAILED) to the
 * committing actor as an event of its own. So nothing is announced before it is stored, and nothing it
 * announces happens before the answer.
 */
export type CommitRequest = {
  readonly changes?: readonly RecordChange[];
  readonly messages?: readonly DurableMessage[];
  /** For the security log, whatever becomes of the rest (`rules/security-events.ts` says what is told). */
  readonly security?: readonly SecurityEvent[];
  readonly reply?: CallReply;
  readonly replyIfFailed?: CallReply;
  /** What the commit was for, given back in COMMITTED and COMMIT_FAILED. */
  readonly purpose?: string;
  readonly then?: readonly Addressed[];
};

export type CommitResult =
  | { readonly type: 'COMMITTED'; readonly purpose: string; readonly then: readonly Addressed[] }
  | { readonly type: 'COMMIT_FAILED'; readonly purpose: string };

/** Why a CALL of ours got no CALLRESULT. */
export type CallFailure = 'offline' | 'timeout' | 'call-error' | 'invalid-answer';

/**
 * A CALL of ours whose loss is tolerable (all but transaction messages and security events).
 * `requester` and `request` come back in the result. `urgency` says when it may be sent:
 * `registration` also before the station is accepted, `triggered` while Pending, `normal` only when accepted.
 */
export type CallRequest = {
  readonly action: string;
  readonly payload: object;
  readonly requester: string;
  readonly request: number;
  readonly urgency: 'registration' | 'triggered' | 'normal';
};

/** A CALL of ours that nobody waits for any more: not sent, if it was not yet. There is no result then. */
export type Withdrawal = Pick<CallRequest, 'requester' | 'request'>;

export type CallResult =
  | {
      readonly type: 'CALL_ANSWERED';
      readonly action: string;
      readonly request: number;
      readonly conf: object;
    }
  | {
      readonly type: 'CALL_FAILED';
      readonly action: string;
      readonly request: number;
      readonly failure: CallFailure;
    };

/** Why a meter is read; given back with the reading. */
export type MeterPurpose = 'start' | 'sample' | 'aligned' | 'register' | 'stop' | 'trigger';
export type MeterResult =
  | {
      readonly type: 'METER_READ';
      readonly connectorId: number;
      readonly purpose: MeterPurpose;
      readonly energy_Wh: number;
      readonly at: Instant;
      /** The clock-aligned boundary that was asked for. */
      readonly boundary_ms?: number;
    }
  | { readonly type: 'METER_FAILED'; readonly connectorId: number; readonly purpose: MeterPurpose };

/** Port `readMeter`. `boundary_ms` comes back in METER_READ. */
export type MeterRequest = {
  readonly connectorId: number;
  readonly purpose: MeterPurpose;
  readonly boundary_ms?: number;
};
