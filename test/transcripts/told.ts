import type { WorldStore } from '../../drivers/bench/world-file.ts';
import { freshWorld, type WorldState } from '../../drivers/bench/world-state.ts';
import type { MemoryStorage } from '../../drivers/storage/memory-storage.ts';
import { Transcript } from '../../visualizations/transcript.ts';
import { BenchStation } from '../station/bench-station.ts';
import { recordedStation } from '../station/recorded-station.ts';
import { SCENARIOS } from './scenarios.ts';

/** Hardware that outlives the station's process. */
function lastingWorld(): WorldStore {
  let state: WorldState = freshWorld();
  return {
    load: () => state,
    save: (next) => {
      state = next;
    },
  };
}

/** A charge of 12 s, and what is left of it when the power is cut. */
async function cutInACharge() {
  const world = lastingWorld();
  const first = await new BenchStation({ world }).booted();
  await first.charge(1, 'CARD-1');
  await first.pass(12_000);
  const storage = (first.storage as MemoryStorage).clone();
  // Nothing of the first life goes on; the darkness lasts a minute.
  first.clock.stop();
  first.clock.advance(60_000);
  return { storage: () => storage, world, clock: first.clock };
}

/** Runs a scenario. @returns its transcript, and the edge log of the same run. */
export async function told(name: string) {
  const scenario = SCENARIOS[name];
  if (!scenario) throw new Error(`there is no scenario ${name}`);
  const transcript = new Transcript();
  const { trace, inspect, log } = transcript;
  const left = name === 'power-cut' ? await cutInACharge() : {};
  const { station, log: edgeLog } = recordedStation({ ...left, trace, inspect, log });
  await station.booted();
  await scenario.run(station);
  return { text: `${scenario.about}\n\n${transcript.text()}`, edgeLog: edgeLog() };
}
