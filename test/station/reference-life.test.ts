import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../drivers/random/seeded-random.ts';
import { type ReferenceStation, referenceStation } from './reference-station.ts';

const CARDS = ['04A1B2C3', '04D5E6F7'];
const CONNECTORS = [1, 2];
const STEPS = 60;

/** What people, vehicles, accidents and wires do, one at a time. */
function somethingHappens(station: ReferenceStation, random: SeededRandom): void {
  const { world, hardware } = station;
  const one = <It>(them: readonly It[]): It => them[Math.floor(random.fraction() * them.length)]!;
  const seldom = (): boolean => random.fraction() < 0.3;
  const id = one(CONNECTORS);
  const plugOrCard = (): void => {
    if (!world.outlet(id).plugged) world.plug(id);
    else if (!world.readerDead) world.showCard(one(CARDS));
  };
  const fail = (kind: 'no-answer' | 'stuck' | 'garbage' | 'busy'): void =>
    void hardware.safetyBus.fail({ kind, times: Math.ceil(random.fraction() * 20) });
  one<() => void>([
    plugOrCard,
    plugOrCard,
    plugOrCard,
    plugOrCard,
    plugOrCard,
    () => world.outlet(id).plugged && world.unplug(id),
    () => world.setVehicle(id, { wantsEnergy: !seldom() }),
    () => world.setLeaking(id, seldom()),
    () => world.pressEmergencyStop(seldom()),
    () => world.setMeter(id, { failing: seldom() }),
    () => world.setReaderDead(seldom()),
    () => world.forcePilot(id, one([null, null, null, 'D', 'E', 'no-diode'] as const)),
    () => fail(one(['no-answer', 'stuck', 'garbage', 'busy'] as const)),
    () => hardware.frontBus.fail({ kind: one(['no-answer', 'stuck', 'garbage'] as const), times: 3 }),
    () => one([hardware.lines, hardware.pulses, hardware.meter]).powerOnReset(),
  ])();
}

/** Everything is repaired, and nothing is plugged. */
function repair({ world }: ReferenceStation): void {
  world.pressEmergencyStop(false);
  world.setReaderDead(false);
  for (const id of CONNECTORS) {
    world.setMeter(id, { failing: false });
    world.clearFault(id, 'GroundFailure');
    world.forcePilot(id, null);
    world.setVehicle(id, { wantsEnergy: true });
    if (world.outlet(id).plugged) world.unplug(id);
  }
}

describe('a life of accidents on the reference board', () => {
  it.each([1, 2, 3])('(seed %i) turns no register back, and charges after it', async (seed) => {
    const random = new SeededRandom(seed);
    const station = await referenceStation();
    const read_Wh = new Map(CONNECTORS.map((id) => [id, 0]));
    for (let step = 0; step < STEPS; step += 1) {
      somethingHappens(station, random);
      for (let look = 0; look < 6; look += 1) {
        await station.pass_ms(100 + Math.floor(random.fraction() * 700));
        for (const id of CONNECTORS) {
          const reading = station.board.energyMeter.read(id).catch(() => null);
          await station.pass_ms(20);
          const energy_Wh = await Promise.race([reading, Promise.resolve(null)]);
          if (energy_Wh === null) continue;
          expect(energy_Wh).toBeGreaterThanOrEqual(read_Wh.get(id)!);
          read_Wh.set(id, energy_Wh);
        }
      }
    }
    repair(station);
    // Whatever is still wrong with the wires wears off.
    await station.pass_s(60);
    expect([station.status(1), station.status(2), station.told(0).at(-1)]).toEqual([
      'Available',
      'Available',
      'Available',
    ]);
    await station.charge(1, CARDS[0]!);
    await station.charge(2, CARDS[1]!);
    expect([station.errors, station.restarts]).toEqual([[], []]);
  });
});
