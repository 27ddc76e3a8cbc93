import type { StationClock } from '../clock/clock.ts';
import { Ade7953 } from '../i2c/ade7953.ts';
import { Ads1115 } from '../i2c/ads1115.ts';
import type { I2cBus } from '../i2c/i2c-bus.ts';
import { Mb85rc256v } from '../i2c/mb85rc256v.ts';
import { Mcp9808 } from '../i2c/mcp9808.ts';
import { Mcp23017 } from '../i2c/mcp23017.ts';
import { Pca9685 } from '../i2c/pca9685.ts';
import { Pn532 } from '../i2c/pn532.ts';
import type { UserFeedback } from '../user-feedback/user-feedback.ts';
import type { BoardDescription } from './board-description.ts';
import type { GuardLine, InputLine, OutletId, OutputLine } from './board-lines.ts';
import { ReferenceBoard } from './reference-board.ts';

/** SAE J1772. */
const PILOT_HZ = 1000;

type Parts = {
  readonly description: BoardDescription;
  readonly safetyBus: I2cBus;
  readonly frontBus: I2cBus;
  readonly clock: StationClock;
  readonly complain: (text: string) => void;
  /** Fewer than the board has: the others are left alone. */
  readonly connectors: number;
  /** What shows texts; the board itself has none. */
  readonly display?: UserFeedback;
};

/** The board of a description, on its two buses. Nothing is touched before it is started. */
export function describedBoard(parts: Parts): ReferenceBoard {
  const { description, safetyBus, frontBus, clock, complain, connectors } = parts;
  const lines = new Mcp23017<InputLine, OutputLine>(safetyBus, description.lines.address, description.lines);
  const { guards } = description;
  const guarding = guards && { inputs: guards.inputs, outputs: {} };
  const outlets = description.outlets.slice(0, connectors);
  return new ReferenceBoard({
    name: description.name,
    clock,
    complain,
    display: parts.display,
    cards: description.cards,
    outlets: new Map(outlets.map((wiring, index) => [(index + 1) as OutletId, wiring])),
    chips: {
      lines,
      guards: guarding ? new Mcp23017<GuardLine, never>(safetyBus, guards.address, guarding) : null,
      pulses: new Pca9685(safetyBus, description.pulses.address, clock, {
        ...description.pulses,
        frequency_Hz: PILOT_HZ,
      }),
      levels: new Ads1115(safetyBus, description.levels.address, clock, description.levels),
      meter: new Ade7953(safetyBus, clock, { ...description.meter, importOnly: true }),
      memory: new Mb85rc256v(safetyBus, description.memory.address),
      // A safety bus that fails must not take the reader with it: then it is started without a reset.
      reader: new Pn532(frontBus, clock, (low) => lines.write({ readerRunning: !low }).catch(() => {})),
      thermometer: new Mcp9808(frontBus, description.thermometer.address),
    },
    close: () => {
      safetyBus.close();
      frontBus.close();
    },
  });
}
