import { EmulatedMb85rc256v } from '../../drivers/i2c/emulated/emulated-mb85rc256v.ts';
import { QueuedBus } from '../../drivers/i2c/queued-bus.ts';
import { describedBoard } from '../../drivers/reference-board/described-board.ts';
import { EmulatedHardware } from '../../drivers/reference-board/emulated/emulated-hardware.ts';
import type { ReferenceBoard } from '../../drivers/reference-board/reference-board.ts';
import { REFERENCE_DESCRIPTION } from '../../drivers/reference-board/reference-description.ts';
import { VirtualStation } from './virtual-station.ts';

const FRAM_BYTES = 0x8000;

/** The whole station over the bytes of its two I2C buses, in virtual time. */
export class ReferenceStation extends VirtualStation {
  hardware!: EmulatedHardware;
  board!: ReferenceBoard;
  /** What the board complained of, for the log. */
  readonly boardComplaints: string[] = [];
  /** What the FRAM holds: it outlives the power. */
  readonly #memory = new Uint8Array(FRAM_BYTES);

  /** As `powerUp`, with the chips started before the station. */
  async powerOn(): Promise<void> {
    this.assemble();
    const started = this.board.start();
    await this.pass_ms(300);
    await started;
    this.station.start();
    await this.pass_s(2);
  }

  protected override makeBoard(): ReferenceBoard {
    const { clock } = this;
    this.hardware = new EmulatedHardware(
      clock,
      this.world,
      REFERENCE_DESCRIPTION,
      new EmulatedMb85rc256v(this.#memory),
    );
    this.board = describedBoard({
      description: REFERENCE_DESCRIPTION,
      safetyBus: new QueuedBus('bus 1', this.hardware.safetyBus),
      frontBus: new QueuedBus('bus 2', this.hardware.frontBus),
      clock,
      complain: (text) => this.boardComplaints.push(text),
      connectors: this.profile.connectors.count,
    });
    return this.board;
  }

  /** The line that drives the coil of a connector is high. */
  enabled(connectorId: number): boolean {
    const { port, bit } = REFERENCE_DESCRIPTION.lines.outputs[connectorId === 1 ? 'enable1' : 'enable2'];
    return this.hardware.lines.isOutput(port, bit) && this.hardware.lines.pin(port, bit);
  }

  /** Whether current may flow through the main contacts. */
  energised(connectorId: number): boolean {
    return this.world.outlet(connectorId).mainClosed;
  }

  /** Lets time pass until something is so. @returns how long it took, in ms; null: longer than `most_ms` */
  async until(holds: () => boolean, most_ms: number): Promise<number | null> {
    const begin_ms = this.clock.now().monotonic_ms;
    while (!holds()) {
      if (this.clock.now().monotonic_ms - begin_ms >= most_ms) return null;
      await this.pass_ms(1);
    }
    return this.clock.now().monotonic_ms - begin_ms;
  }
}

/** A station on the reference board that is on, accepted and idle. */
export async function referenceStation(): Promise<ReferenceStation> {
  const station = new ReferenceStation();
  await station.powerOn();
  return station;
}

/** The same, charging on connector 1 for two seconds. */
export async function chargingReference(idTag: string): Promise<ReferenceStation> {
  const station = await referenceStation();
  await station.charge(1, idTag);
  // The same card counts as shown again only after it was gone for a while.
  await station.pass_s(2);
  return station;
}
