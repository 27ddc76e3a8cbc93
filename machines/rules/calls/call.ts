import type { Instant } from '../../vocabulary/instant.ts';
import type { OcppErrorCode } from '../../vocabulary/ocpp-error.ts';
import type { Addressed } from '../../vocabulary/peer.ts';
import type { RecordChange, StationRecords } from '../../vocabulary/records.ts';
import type { SecurityEvent } from '../../vocabulary/security-events.ts';
import type { ConnectorSummary, LinkSummary } from '../../vocabulary/summary.ts';

/** What a CALL of the central system is answered from: everything the charge point knows at that moment. */
export type StationView = {
  readonly records: StationRecords;
  /** Connectors 1 to N, in order. */
  readonly connectors: readonly ConnectorSummary[];
  /** Faults of the station itself (connector 0), warnings not counted. */
  readonly stationFaulted: boolean;
  readonly link: LinkSummary;
  /** A reset or an orderly stop is under way. */
  readonly restarting: boolean;
  /** The central system has refused or not yet accepted the station (Pending): OCPP 1.6 ed.2 4.2. */
  readonly at: Instant;
};

/**
 * The answer to a CALL, and what follows from it. `changes` and `security` are stored before `conf` is sent;
 * if that fails, `confIfFailed` is sent instead and `then` does not happen. `then` are events to actors,
 * after the answer.
 */
export type CallDecision =
  | {
      readonly conf: object;
      /** In words, for a log: why the answer is not the one hoped for. */
      readonly why?: string;
      readonly confIfFailed?: object;
      readonly changes?: readonly RecordChange[];
      readonly security?: readonly SecurityEvent[];
      readonly then?: readonly Addressed[];
    }
  | { readonly error: { readonly code: OcppErrorCode; readonly description: string } };

/** One file per action: a pure function of the validated request and the view. */
export type CallRule<Request> = (request: Request, view: StationView) => CallDecision;
