import { type BenchFault, type Vehicle, World } from '../../drivers/bench/world.ts';
import type { ChargePointErrorCode } from '../../machines/vocabulary/status.ts';
import type { StoryRecord } from './story-record.ts';

/** The simulated world; what people and accidents do to it is written down before it happens. */
export class RecordedWorld extends World {
  readonly #story: StoryRecord;

  constructor(options: ConstructorParameters<typeof World>[0], story: StoryRecord) {
    super(options);
    this.#story = story;
  }

  override plug(connectorId: number, vehicle: Partial<Vehicle> = {}): void {
    this.#story.hand('plug', { connectorId });
    super.plug(connectorId, vehicle);
  }

  override unplug(connectorId: number): void {
    this.#story.hand('unplug', { connectorId });
    super.unplug(connectorId);
  }

  override showCard(idTag: string): void {
    this.#story.hand('card', { idTag });
    super.showCard(idTag);
  }

  override raiseFault(connectorId: number, fault: BenchFault): void {
    this.#story.hand('fault', { connectorId, errorCode: fault.errorCode });
    super.raiseFault(connectorId, fault);
  }

  override clearFault(connectorId: number, errorCode: ChargePointErrorCode): void {
    this.#story.hand('fault cleared', { connectorId, errorCode });
    super.clearFault(connectorId, errorCode);
  }

  override pressEmergencyStop(pressed: boolean): void {
    this.#story.hand('emergency stop', { pressed });
    super.pressEmergencyStop(pressed);
  }
}
