import { describe, expect, it } from 'vitest';
import { startCharging } from './charging.ts';
import { install, profile } from './charging-profile.ts';
import { sent, status } from './expected-message.ts';
import { type TestedStation, withStation } from './tested-station.ts';

const VOLTAGE_V = 230;
/** No samples: the meter is read here. */
const QUIET = { settings: [['MeterValueSampleInterval', '0']] } as const;
const SETTLED_s = 10;

/** The current that the bench meter shows, by its energy over a while; a vehicle draws all it is offered. */
async function drawn_A(station: TestedStation, connectorId = 1, over_s = 60): Promise<number> {
  const before_Wh = station.world.outlet(connectorId).register_Wh;
  await station.pass_s(over_s);
  const used_Wh = station.world.outlet(connectorId).register_Wh - before_Wh;
  return (used_Wh * 3600) / over_s / VOLTAGE_V;
}

/** Within what a register of whole Wh can tell. */
async function expectDrawn(station: TestedStation, expected_A: number, connectorId = 1): Promise<void> {
  expect(Math.abs((await drawn_A(station, connectorId)) - expected_A)).toBeLessThan(0.3);
}

describe('the energy on the meter shows the limit', () => {
  it('of the rating, without a profile', () =>
    withStation(QUIET, async (station) => {
      await startCharging(station);
      await expectDrawn(station, 32);
    }));

  it('of a TxDefaultProfile, also one that comes in a charge, and goes again (errata 3.8)', () =>
    withStation(QUIET, async (station) => {
      await install(station, 0, profile(station, 'TxDefaultProfile', [[0, 13]]));
      await startCharging(station);
      await expectDrawn(station, 13);
      await station.expectCall('ClearChargingProfile', {}, { status: 'Accepted' });
      await station.pass_s(SETTLED_s);
      await expectDrawn(station, 32);
      await install(station, 1, profile(station, 'TxDefaultProfile', [[0, 8]]));
      await expectDrawn(station, 8);
    }));

  it('of a TxProfile, which goes before the default, from period to period', () =>
    withStation(QUIET, async (station) => {
      await install(station, 0, profile(station, 'TxDefaultProfile', [[0, 13]]));
      const transactionId = await startCharging(station);
      const steps = [
        [0, 20],
        [60, 10],
        [120, 16],
      ] as const;
      const own = { chargingProfileId: 2, transactionId, duration: 190 };
      await station.pass_s(SETTLED_s);
      await install(station, 1, profile(station, 'TxProfile', steps, own));
      for (const limit_A of [20, 10, 16]) await expectDrawn(station, limit_A);
      await station.pass_s(SETTLED_s);
      await expectDrawn(station, 13);
    }));

  it('of a Relative TxProfile, which counts from the start of the transaction', () =>
    withStation(QUIET, async (station) => {
      const transactionId = await startCharging(station);
      const steps = [
        [0, 32],
        [90, 10],
      ] as const;
      const relative = { chargingProfileKind: 'Relative', transactionId };
      await install(station, 1, profile(station, 'TxProfile', steps, relative));
      await expectDrawn(station, 32);
      await station.pass_s(30);
      await expectDrawn(station, 10);
    }));

  it('of a ChargePointMaxProfile, whatever the others allow', () =>
    withStation(QUIET, async (station) => {
      await install(station, 0, profile(station, 'TxDefaultProfile', [[0, 25]]));
      const max = { chargingProfileId: 2 };
      await install(station, 0, profile(station, 'ChargePointMaxProfile', [[0, 9]], max));
      await startCharging(station);
      await expectDrawn(station, 9);
    }));

  it('of a profile that a restart has survived (errata 3.37)', () =>
    withStation(QUIET, async (station) => {
      await install(station, 0, profile(station, 'TxDefaultProfile', [[0, 13]]));
      station.powerCut();
      await station.bootAccepted();
      await startCharging(station);
      await expectDrawn(station, 13);
    }));
});

describe('the offer', () => {
  const offered = (station: TestedStation, connectorId = 1) => station.world.outlet(connectorId).offer_A;

  it('is lowered at once, and raised at most once in 5 s', () =>
    withStation(QUIET, async (station) => {
      await startCharging(station);
      const limit = async (limit_A: number) => {
        await install(station, 1, profile(station, 'TxDefaultProfile', [[0, limit_A]]));
        return offered(station);
      };
      expect(await limit(10)).toBe(10);
      expect(await limit(8)).toBe(8);
      await station.pass_s(SETTLED_s);
      expect(await limit(16)).toBe(16);
      expect(await limit(20)).toBe(16);
      await station.pass_ms(4_900);
      expect(offered(station)).toBe(16);
      await station.pass_ms(200);
      expect(offered(station)).toBe(20);
      expect(await limit(7)).toBe(7);
    }));

  it('pauses under 6 A, for at least a minute', () =>
    withStation(QUIET, async (station) => {
      await startCharging(station);
      await install(station, 1, profile(station, 'TxDefaultProfile', [[0, 5.9]]));
      await station.pass_s(SETTLED_s);
      station.expectSent([status(1, 'SuspendedEVSE')]);
      await install(station, 1, profile(station, 'TxDefaultProfile', [[0, 16]]));
      await station.pass_s(48);
      station.expectSent([]);
      expect(await drawn_A(station, 1, 1)).toBe(0);
      await station.pass_s(5);
      station.expectSent([status(1, 'Charging')]);
      await expectDrawn(station, 16);
    }));

  it('starts a transaction SuspendedEVSE where there is nothing to offer', () =>
    withStation(QUIET, async (station) => {
      await install(station, 0, profile(station, 'ChargePointMaxProfile', [[0, 0]]));
      await station.plug(1);
      await station.card('A');
      station.expectSent([
        status(1, 'Preparing'),
        sent('Authorize'),
        sent('StartTransaction'),
        status(1, 'SuspendedEVSE'),
      ]);
      await expectDrawn(station, 0);
    }));
});

describe('two vehicles share the supply', () => {
  const max = (station: TestedStation, limit_A: number) =>
    install(station, 0, profile(station, 'ChargePointMaxProfile', [[0, limit_A]], { chargingProfileId: 9 }));

  it('in equal parts, and what one leaves is the other’s', () =>
    withStation(QUIET, async (station) => {
      await max(station, 30);
      await startCharging(station, 1, 'A');
      await expectDrawn(station, 30, 1);
      await station.plug(2);
      await station.card('B');
      await station.pass_s(SETTLED_s);
      await expectDrawn(station, 15, 1);
      await expectDrawn(station, 15, 2);
      await install(station, 2, profile(station, 'TxDefaultProfile', [[0, 10]]));
      await station.pass_s(SETTLED_s);
      await expectDrawn(station, 10, 2);
      await expectDrawn(station, 20, 1);
      station.takeSent();
    }));

  it('under 12 A in turns of 15 minutes, never together', () =>
    withStation(QUIET, async (station) => {
      await max(station, 11);
      await startCharging(station, 1, 'A');
      await station.plug(2);
      await station.card('B');
      station.takeSent();
      await expectDrawn(station, 11, 1);
      await expectDrawn(station, 0, 2);
      await station.pass_s(14 * 60);
      station.expectSent([status(1, 'SuspendedEVSE'), status(2, 'Charging')]);
      await expectDrawn(station, 0, 1);
      await expectDrawn(station, 11, 2);
      await station.pass_s(14 * 60);
      station.expectSent([status(2, 'SuspendedEVSE'), status(1, 'Charging')]);
      await expectDrawn(station, 11, 1);
    }));
});
