/** The temperature near the contacts of each connector; a board with one sensor tells it of all of them. */
export interface TemperatureSensor {
  /** Called with the temperature in whole degrees Celsius at once, and then for each change of it. */
  onTemperature(listener: (connectorId: number, celsius: number) => void): void;
}
