import type { Registry } from '../../../machines/registry.ts';
import type { CommitRequest } from '../../../machines/vocabulary/effects.ts';
import { CHARGE_POINT } from '../../../machines/vocabulary/peer.ts';
import { ModelRecords } from '../compositions/station-records.ts';
import type { Beside } from '../equivalence.ts';
import { type Observation, RealStation } from '../real-station.ts';
import type { Cause, StepRecord, World } from '../system.ts';
import { storesSomething } from './edge-part.ts';
import { sharedRecords } from './shared-records.ts';
import { newStation, type RealReducers, stationMachine } from './station-machine.ts';
import { inputOf, realReducers, stored } from './station-model.ts';
import type { Dimensions } from './surroundings.ts';

/** The station's real actors beside the model: started anew when they end, on the records they stored. */
export class RealWholeStation implements Beside {
  readonly #registry: Registry;
  readonly #records: ModelRecords;
  readonly #reducers: RealReducers;
  #station: RealStation;
  #full = false;
  #toldNobody = false;

  constructor(registry: Registry, dimensions: Dimensions) {
    this.#registry = registry;
    this.#reducers = realReducers(dimensions);
    this.#records = new ModelRecords(sharedRecords(newStation(dimensions.configuration)));
    this.#station = this.#boot('PowerLoss');
  }

  observe(): Observation {
    return this.#station.observe();
  }

  taken(): readonly string[] {
    return this.#station.taken();
  }

  world(): World {
    return this.#station.world();
  }

  record(): StepRecord {
    const { log, effects, armed, taken, failures } = this.#station.record();
    if (!this.#toldNobody) return { log, effects, armed, taken, failures };
    return { log: [], effects: [], armed: [], taken: [], failures: [] };
  }

  step(cause: Cause): void {
    this.#toldNobody = cause.kind === 'event' && cause.to === 'disk';
    if (cause.kind === 'event' && cause.to === 'boot') {
      this.#station.stop();
      this.#station = this.#boot((cause.event as unknown as { interruption: string }).interruption);
    } else if (cause.kind === 'event' && cause.to === 'disk') this.#full = cause.event.type === 'FULL';
    else this.#station.step(cause);
  }

  stop(): void {
    this.#station.stop();
  }

  #boot(interruption: string): RealStation {
    const input = inputOf(this.#records, interruption);
    return new RealStation(
      (ports) => stationMachine(this.#registry, ports, this.#reducers),
      CHARGE_POINT,
      input,
      ({ port, params }) => this.#perform(port, params),
    );
  }

  #perform(port: string, params: unknown): void {
    if (port !== 'commit' || this.#full || !storesSomething(params as CommitRequest)) return;
    this.#records.now = stored(this.#records.now, params as CommitRequest) ?? this.#records.now;
  }
}
