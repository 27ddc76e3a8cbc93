/** What a rough run must have reached; each with the beginning of its name in the tally. */
const RARE = [
  'stop: Local',
  'stop: Remote',
  'stop: EVDisconnected',
  'stop: DeAuthorized',
  'stop: EmergencyStop',
  'stop: PowerLoss',
  'stop: Reboot',
  'stop: SoftReset',
  'stop: HardReset',
  'stop: Other',
  'status: Reserved',
  'status: SuspendedEVSE',
  'status: SuspendedEV',
  'status: Unavailable',
  'status: Faulted PowerSwitchFailure',
  'status: Faulted GroundFailure',
  'status: Faulted OverCurrentFailure',
  'status: Faulted PowerMeterFailure',
  'answered: ReserveNow Accepted',
  'answered: ReserveNow Occupied',
  'answered: RemoteStartTransaction Rejected',
  'answered: ChangeAvailability Scheduled',
  'answered: SetChargingProfile Accepted',
  'answered: SendLocalList VersionMismatch',
  'complaint: storage',
  'lie: late StartTransaction',
  'lie: silence StopTransaction',
  'lie: refused Authorize',
  'given up',
  'sent: -1',
] as const;

/** Simulated days from which on each of them is expected. */
export const ENOUGH_DAYS = 60;

/** Which rare events did not happen. */
export const missing = (counts: ReadonlyMap<string, number>): readonly string[] =>
  RARE.filter((rare) => ![...counts.keys()].some((name) => name.startsWith(rare)));
