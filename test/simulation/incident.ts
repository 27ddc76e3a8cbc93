import type { Vehicle } from '../../drivers/bench/world.ts';
import type { FORCED_PILOTS } from '../../drivers/bench/world-state.ts';
import type { ChargePointErrorCode } from '../../machines/vocabulary/status.ts';

/**
 * How the central system answers a CALL otherwise than it should: late by the given time; with CALLERROR; not
 * at all; with what is no valid answer; under another id; twice; refusing the idTag.
 */
export type Lie =
  | { readonly how: 'late'; readonly by_ms: number }
  | { readonly how: 'call-error'; readonly code: string }
  | { readonly how: 'silence' | 'invalid' | 'wrong-id' | 'twice' }
  | { readonly how: 'refused'; readonly status: 'Blocked' | 'Expired' | 'Invalid' | 'ConcurrentTx' };

/** What can happen to a station. What is impossible at the moment (a plug that is in) does not happen. */
export type Happening =
  | { readonly do: 'plug'; readonly connectorId: number; readonly vehicle: Partial<Vehicle> }
  | { readonly do: 'unplug'; readonly connectorId: number }
  | { readonly do: 'card'; readonly idTag: string }
  | { readonly do: 'vehicle'; readonly connectorId: number; readonly change: Partial<Vehicle> }
  | { readonly do: 'raise-fault'; readonly connectorId: number; readonly errorCode: BoardFault }
  | { readonly do: 'clear-fault'; readonly connectorId: number; readonly errorCode: BoardFault }
  | { readonly do: 'stick'; readonly connectorId: number; readonly stuck: 'open' | 'closed' | null }
  | { readonly do: 'pilot'; readonly connectorId: number; readonly forced: ForcedPilot | null }
  | { readonly do: 'temperature'; readonly connectorId: number; readonly celsius: number }
  | { readonly do: 'leak'; readonly connectorId: number; readonly leaking: boolean }
  | { readonly do: 'meter'; readonly connectorId: number; readonly failing: boolean }
  | { readonly do: 'emergency-stop'; readonly pressed: boolean }
  | { readonly do: 'reader'; readonly dead: boolean }
  /** `half-open`: the central system's end is gone, and nobody says so. */
  | { readonly do: 'link'; readonly is: 'cut' | 'half-open' | 'black-hole' | 'passing' }
  | { readonly do: 'handshakes'; readonly accepted: boolean }
  /** Nobody can be reached for this long, over midnights and kind hours. */
  | { readonly do: 'offline'; readonly for_ms: number }
  | { readonly do: 'latency'; readonly ms: number }
  | { readonly do: 'pings'; readonly answered: boolean }
  /** The central system's clock is off by this from now on. */
  | { readonly do: 'central-clock'; readonly offset_ms: number }
  /** The station's own clock jumps. */
  | { readonly do: 'station-clock'; readonly by_ms: number }
  | { readonly do: 'registration'; readonly status: RegistrationStatus; readonly interval_s: number }
  | { readonly do: 'restart-central-system' }
  /** From now on, the next `times` CALLs of this action. */
  | { readonly do: 'lie'; readonly action: string; readonly lie: Lie; readonly times: number }
  | { readonly do: 'call'; readonly action: string; readonly payload: object }
  /** A new AuthorizationKey, which the central system takes over once it hears Accepted; or forgets to. */
  | { readonly do: 'new-key'; readonly key: string; readonly takenOver: boolean }
  /** At the station itself. */
  | { readonly do: 'technician'; readonly key: string; readonly value: string }
  | { readonly do: 'remote-stop'; readonly connectorId: number }
  | { readonly do: 'tx-profile'; readonly connectorId: number; readonly limit_A: number }
  /** ReserveNow until `for_ms` from now by the central system's clock. */
  | { readonly do: 'reserve'; readonly connectorId: number; readonly idTag: string; readonly for_ms: number }
  /** SignedUpdateFirmware; times from now by the central system's clock. */
  | {
      readonly do: 'update-firmware';
      readonly requestId: number;
      readonly signer: string;
      readonly signature: string;
      readonly retrieveIn_ms: number;
      readonly installIn_ms: number | null;
      readonly retries?: number;
      readonly retryInterval_s?: number;
    }
  /** At the commit that follows `commits` others (0: now), before or after it is stored. */
  | {
      readonly do: 'power-cut';
      readonly commits: number;
      readonly stored: boolean;
      readonly dark_ms: number;
    }
  | { readonly do: 'shut-down'; readonly dark_ms: number }
  | { readonly do: 'disk'; readonly is: 'full' | 'fine' | 'failing-once' };

export type ForcedPilot = (typeof FORCED_PILOTS)[number];
export type BoardFault = Exclude<ChargePointErrorCode, 'NoError'>;
export type RegistrationStatus = 'Accepted' | 'Pending' | 'Rejected';

export type FirmwareOrder = Extract<Happening, { do: 'update-firmware' }>;

/** A happening at a moment of the run, in ms after its start. */
export type Incident = { readonly at_ms: number } & Happening;
