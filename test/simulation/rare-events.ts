/**
 * What a rough run must reach: the beginning of its name in the tally, and how often it is usual in 100 days
 * (counted in 1,500; less where one cause brings about many: a night of 401, a weekend of thinned samples).
 */
const USUAL: Readonly<Record<string, number>> = {
  'stop: Local': 133,
  'stop: Remote': 24,
  'stop: EVDisconnected': 167,
  'stop: DeAuthorized': 40,
  'stop: EmergencyStop': 12,
  'stop: PowerLoss': 100,
  'stop: Reboot': 7,
  'stop: SoftReset': 7,
  'stop: HardReset': 9,
  'stop: Other': 74,
  'status: Reserved': 94,
  'status: SuspendedEVSE': 42,
  'status: SuspendedEV NoError': 33,
  'status: Unavailable': 191,
  'status: Faulted PowerSwitchFailure': 45,
  'status: Faulted GroundFailure': 80,
  'status: Faulted OverCurrentFailure': 8,
  'status: Faulted PowerMeterFailure': 5,
  'status: Faulted HighTemperature': 16,
  'status: Charging HighTemperature': 2,
  'answered: ReserveNow Accepted': 86,
  'answered: ReserveNow Occupied': 31,
  'answered: RemoteStartTransaction Rejected': 67,
  'answered: ChangeAvailability Scheduled': 3,
  'answered: SetChargingProfile Accepted': 156,
  'answered: SetChargingProfile Rejected': 55,
  'answered: SendLocalList Accepted': 67,
  'answered: SendLocalList VersionMismatch': 20,
  'answered: TriggerMessage Accepted': 75,
  'answered: ExtendedTriggerMessage Accepted': 67,
  'answered: Reset Accepted': 95,
  'answered: GetLog Accepted': 60,
  'answered: SignedUpdateFirmware Accepted': 45,
  'answered: InstallCertificate Accepted': 130,
  'answered: CertificateSigned Accepted': 40,
  'firmware: installed': 13,
  'transfer: sent': 150,
  'transfer: failed': 100,
  'transfer: permission-denied': 50,
  'transfer: never': 50,
  'did: pilot D': 50,
  'did: pilot E': 49,
  'did: pilot F': 49,
  'did: pilot no-diode': 52,
  'did: offline': 10,
  'technician: Accepted': 65,
  'technician: not stored': 10,
  'stored: secret-set': 52,
  'lie: refused 401': 20,
  'complaint: storage': 100,
  'lie: late StartTransaction': 20,
  'lie: silence StopTransaction': 34,
  'lie: refused Authorize': 39,
  'given up': 40,
  thinned: 40,
  'sent: -1': 30,
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
