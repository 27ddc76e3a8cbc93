/** The emergency stop circuit. The board has opened the contactors by itself before software hears of it. */
export interface EmergencyStop {
  /** Called with the state at once, and then for each change. */
  onChange(listener: (pressed: boolean) => void): void;
}
