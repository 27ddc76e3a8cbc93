import type { BoardDescription } from './board-description.ts';

/** 16 V at the pilot from end to end, on the 4 V of the converter: +12 V is 3.5 V there, -12 V is 0.5 V. */
const SCALE = { offset_V: 2, factor: 8 };

/** The reference board as it is built; a maker who swaps a chip or a pin describes his own like this. */
export const REFERENCE_DESCRIPTION: BoardDescription = {
  name: 'reference',
  buses: { safety: 1, front: 2 },
  lines: {
    chip: 'MCP23017',
    address: 0x20,
    inputs: {
      // To ground while the main contacts are open: a broken wire says closed.
      mirror1: { port: 'B', bit: 0, pullUp: true },
      mirror2: { port: 'B', bit: 1, pullUp: true },
      // An open wire of a trip is a trip, and one of the emergency stop is a stop.
      trip1: { port: 'B', bit: 2, pullUp: true },
      trip2: { port: 'B', bit: 3, pullUp: true },
      load1: { port: 'B', bit: 4, pullUp: true },
      load2: { port: 'B', bit: 5, pullUp: true },
      emergencyStopReleased: { port: 'B', bit: 6 },
    },
    outputs: {
      enable1: { port: 'A', bit: 0 },
      enable2: { port: 'A', bit: 1 },
      test1: { port: 'A', bit: 2 },
      test2: { port: 'A', bit: 3 },
      reset1: { port: 'A', bit: 4 },
      reset2: { port: 'A', bit: 5 },
      readerRunning: { port: 'A', bit: 6 },
      watchdog: { port: 'A', bit: 7 },
      buzzer: { port: 'B', bit: 7 },
    },
  },
  guards: {
    chip: 'MCP23017',
    address: 0x21,
    inputs: {
      // An open wire of the ground monitor is a missing earth.
      earth1: { port: 'A', bit: 4 },
      earth2: { port: 'A', bit: 5 },
      drive1: { port: 'B', bit: 2 },
      drive2: { port: 'B', bit: 3 },
    },
  },
  // 24.576 MHz divides to 1000 Hz exactly; the oscillator inside is 8 % off, which J1772 does not allow.
  pulses: { chip: 'PCA9685', address: 0x40, clock_Hz: 24_576_000, external: true },
  levels: { chip: 'ADS1115', address: 0x48, fullScale_V: 4.096 },
  meter: { chip: 'ADE7953', fullScale_V: 347.4, fullScale_A: 90.3 },
  memory: { chip: 'MB85RC256V', address: 0x50 },
  reader: { chip: 'PN532' },
  thermometer: { chip: 'MCP9808', address: 0x18 },
  outlets: [
    {
      pilot: { pulseChannel: 0, positiveInput: 0, negativeInput: 1, ...SCALE },
      meterChannel: 'A',
      lights: [2, 3, 4],
    },
    {
      pilot: { pulseChannel: 1, positiveInput: 2, negativeInput: 3, ...SCALE },
      meterChannel: 'B',
      lights: [5, 6, 7],
    },
  ],
  cards: { letters: 'upper', reversed: false },
};
