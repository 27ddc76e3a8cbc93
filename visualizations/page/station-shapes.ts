import type { LimitReason } from '../../machines/rules/limit-reason.ts';
import type { Fault } from '../../machines/vocabulary/status.ts';
import type { ConnectorSummary } from '../../machines/vocabulary/summary.ts';
import type { Scene } from '../live/frames.ts';

/** What `GET /status` answers. */
export type StationStatus = {
  readonly identity: string;
  readonly profile: string;
  readonly firmware: string;
  readonly link: {
    readonly state: string;
    readonly since: string | null;
    readonly url: string;
    readonly securityProfile: number;
  };
  readonly registration: string;
  readonly connectors: readonly ConnectorStatus[];
  readonly queue: { readonly length: number; readonly oldest: string | null };
};

export type ConnectorStatus = {
  readonly id: number;
  readonly status: string;
  readonly errorCode: string;
  readonly info?: string;
  readonly transaction: {
    readonly id: number;
    readonly transactionId: number | null;
    readonly idTag: string;
    readonly startedAt: string;
    readonly wh: number;
    readonly deauthorised?: boolean;
  } | null;
  readonly reservation: number | null;
  /** Whose the reservation is; older stations do not say. */
  readonly reservedFor?: { readonly idTag: string; readonly expiryDate: string } | null;
  readonly limitAmps: number;
  readonly limitFrom?: LimitReason;
};

type BenchFault = { readonly errorCode: string; readonly info?: string };

/** What `GET /bench` answers. */
export type StationBench = {
  readonly connectors: readonly {
    readonly id: number;
    readonly plugged: boolean;
    readonly pilot: string;
    readonly vehicle: { readonly wantsEnergy: boolean; readonly maxAmps: number };
    readonly offeredAmps: number;
    readonly drawnAmps: number;
    readonly contactor: string;
    readonly meterWh: number;
    readonly faults: readonly BenchFault[];
  }[];
  readonly emergencyStop: boolean;
  readonly link: 'up' | 'down' | 'black-hole';
  readonly clockOffsetMs: number;
};

/** Faults and warnings of the station itself (connector 0). */
export function stationFaultsOf({ actors }: Scene): readonly Fault[] {
  const control = (actors['charge-point']?.control ?? {}) as { readonly faults?: Fault[] };
  return control.faults ?? [];
}

/** What the connectors have told their charge point, at any moment of the recording. */
export function summariesOf({ actors }: Scene): readonly ConnectorSummary[] {
  const control = (actors['charge-point']?.control ?? {}) as { readonly connectors?: ConnectorSummary[] };
  return control.connectors ?? [];
}
