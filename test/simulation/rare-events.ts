/**
 * What a rough run must reach: the beginning of its name in the tally, and how often it is usual in 100 days.
 */
const USUAL: Readonly<Record<string, number>> = {
  'stop: Local': 136,
  'stop: Remote': 23,
  'stop: EVDisconnected': 158,
  'stop: DeAuthorized': 43,
  'stop: EmergencyStop': 15,
  'stop: PowerLoss': 100,
  'stop: Reboot': 5,
  'stop: SoftReset': 11,
  'stop: HardReset': 9,
  'stop: Other': 74,
  'status: Reserved': 102,
  'status: SuspendedEVSE': 40,
  'status: SuspendedEV NoError': 43,
  'status: Unavailable': 209,
  'status: Faulted PowerSwitchFailure': 46,
  'status: Faulted GroundFailure': 73,
  'status: Faulted OverCurrentFailure': 6,
  'status: Faulted PowerMeterFailure': 10,
  'status: Faulted HighTemperature': 16,
  'status: Charging HighTemperature': 3,
  'answered: ReserveNow Accepted': 89,
  'answered: ReserveNow Occupied': 36,
  'answered: RemoteStartTransaction Rejected': 70,
  'answered: ChangeAvailability Scheduled': 6,
  'answered: SetChargingProfile Accepted': 157,
  'answered: SetChargingProfile Rejected': 55,
  'answered: SendLocalList Accepted': 56,
  'answered: SendLocalList VersionMismatch': 24,
  'answered: TriggerMessage Accepted': 71,
  'answered: ExtendedTriggerMessage Accepted': 74,
  'answered: Reset Accepted': 96,
  'did: pilot D': 46,
  'did: pilot E': 55,
  'did: pilot F': 52,
  'did: pilot no-diode': 46,
  'did: offline': 10,
  'technician: Accepted': 69,
  'technician: not stored': 12,
  'stored: secret-set': 48,
  'lie: refused 401': 1710,
  'complaint: storage': 1682,
  'lie: late StartTransaction': 32,
  'lie: silence StopTransaction': 40,
  'lie: refused Authorize': 37,
  'given up': 77,
  thinned: 898,
  'sent: -1': 755,
};

/** Chance has its way: so much of what is usual is enough, or fresh days would fail for nothing. */
const ENOUGH = 1 / 10;

const happened = (counts: ReadonlyMap<string, number>, rare: string): number =>
  [...counts].reduce((sum, [name, count]) => (name.startsWith(rare) ? sum + count : sum), 0);

/** What happened too seldom in so many rough days, a sentence each. */
export const tooFew = (counts: ReadonlyMap<string, number>, days: number): readonly string[] =>
  Object.entries(USUAL).flatMap(([rare, usual]) => {
    const least = Math.floor((usual * days * ENOUGH) / 100);
    const count = happened(counts, rare);
    return count < least
      ? [`too seldom: ${rare}, ${count} times in ${days} days, at least ${least} expected`]
      : [];
  });
