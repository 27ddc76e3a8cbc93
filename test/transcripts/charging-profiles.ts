import type { BenchStation } from '../station/bench-station.ts';
import { csPeriods, csProfile } from '../station/charging-requests.ts';
import type { Scenario } from './scenarios.ts';

type Purpose = 'ChargePointMaxProfile' | 'TxDefaultProfile' | 'TxProfile';
type Profile = {
  readonly purpose: Purpose;
  readonly id: number;
  readonly limit: number;
  readonly more?: object;
};

const MINUTE_ms = 60_000;

async function install(it: BenchStation, connectorId: number, { purpose, id, limit, more = {} }: Profile) {
  const named = { chargingProfileId: id, chargingProfilePurpose: purpose };
  it.central.call('SetChargingProfile', {
    connectorId,
    csChargingProfiles: csProfile(named, { chargingSchedulePeriod: csPeriods([0, limit]), ...more }),
  });
  await it.pass(1_000);
}

/** Charging, to just after the sample at the end of so many minutes. */
async function charge(it: BenchStation, connectorId: number, minutes: number): Promise<void> {
  await it.charge(connectorId, 'CARD-1');
  await it.pass(minutes * MINUTE_ms);
}

/** One for each purpose. The vehicle takes all it is offered at 230 V, so the register shows the limits. */
export const CHARGING_PROFILES: Readonly<Record<string, Scenario>> = {
  'charge-point-max-profile': {
    about: 'A charge of the whole 32 A; after a minute the station may draw 12 A: 46 Wh a minute at 230 V.',
    run: async (it) => {
      await charge(it, 1, 1);
      await install(it, 0, { purpose: 'ChargePointMaxProfile', id: 1, limit: 12 });
      await it.pass(2 * MINUTE_ms);
    },
  },
  'tx-default-profile-of-all': {
    about: 'A TxDefaultProfile of connector 0, 24 A, is that of connector 1: 92 Wh a minute at 230 V.',
    run: async (it) => {
      await install(it, 0, { purpose: 'TxDefaultProfile', id: 1, limit: 24 });
      await charge(it, 1, 3);
    },
  },
  'tx-default-profile-of-one': {
    about:
      'Connector 2 has a TxDefaultProfile of its own, 12 A, beside that of all: 46 Wh a minute at 230 V.',
    run: async (it) => {
      await install(it, 0, { purpose: 'TxDefaultProfile', id: 1, limit: 24 });
      await install(it, 2, { purpose: 'TxDefaultProfile', id: 2, limit: 12 });
      await charge(it, 2, 3);
    },
  },
  'tx-profile': {
    about:
      'A TxProfile of 12 A for two minutes (46 Wh each) goes before the TxDefaultProfile of 24 A (92 Wh).',
    run: async (it) => {
      await install(it, 0, { purpose: 'TxDefaultProfile', id: 1, limit: 24 });
      await charge(it, 1, 1);
      await install(it, 1, { purpose: 'TxProfile', id: 2, limit: 12, more: { duration: 120 } });
      await it.pass(4 * MINUTE_ms);
    },
  },
};
