/**
 * A chip as the two wires see it: called by the emulated bus, byte by byte. Written from data sheets,
 * without a
 * look at the drivers.
 */
export interface EmulatedChip {
  /**
   * START or repeated START with the address of this chip.
   * @returns whether it acknowledges
   */
  select(direction: 'write' | 'read'): boolean;
  /** @returns whether it acknowledges */
  receive(byte: number): boolean;
  send(): number;
  /** STOP. */
  release(): void;
  /** Whether it hears another address than its own, by its settings. */
  answersAt?(address: number): boolean;
  /** A byte after the general-call address 0, for chips that listen to it. */
  generalCall?(byte: number): void;
}
