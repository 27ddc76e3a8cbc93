import type { DayShape } from './day-shape.ts';
import type { Dice } from './dice.ts';
import type { BoardFault } from './incident.ts';
import { type RatedTrouble, spell } from './trouble.ts';

const BOARD_FAULTS: readonly BoardFault[] = [
  'GroundFailure',
  'HighTemperature',
  'OtherError',
  'OverVoltage',
  'UnderVoltage',
  'EVCommunicationError',
  'ConnectorLockFailure',
];
const connector = (dice: Dice): { readonly connectorId: number } => ({ connectorId: dice.whole(1, 2) });

/** What goes wrong with the hardware, with its rate a day. */
export const hardwareTroubles = ({ hardware }: DayShape): readonly RatedTrouble[] => [
  [
    hardware.boardFaults,
    (dice) => {
      const fault = { connectorId: dice.whole(0, 2), errorCode: dice.pick(BOARD_FAULTS) };
      return spell(dice, { do: 'raise-fault', ...fault }, { do: 'clear-fault', ...fault });
    },
  ],
  [
    hardware.stuckContactors,
    (dice) => {
      const at = connector(dice);
      const stuck = dice.pick(['open', 'closed'] as const);
      return spell(dice, { do: 'stick', ...at, stuck }, { do: 'stick', ...at, stuck: null });
    },
  ],
  [
    hardware.silentMeters,
    (dice) => {
      const meter = { do: 'meter', ...connector(dice) } as const;
      return spell(dice, { ...meter, failing: true }, { ...meter, failing: false });
    },
  ],
  [
    hardware.emergencyStops,
    (dice) => spell(dice, { do: 'emergency-stop', pressed: true }, { do: 'emergency-stop', pressed: false }),
  ],
  [hardware.deadReaders, (dice) => spell(dice, { do: 'reader', dead: true }, { do: 'reader', dead: false })],
  [
    hardware.oddPilots,
    (dice) => {
      const pilot = { do: 'pilot', ...connector(dice) } as const;
      const forced = dice.pick(['D', 'E', 'F', 'no-diode'] as const);
      return spell(dice, { ...pilot, forced }, { ...pilot, forced: null });
    },
  ],
  [
    hardware.heat,
    (dice) => {
      const heat = { do: 'temperature', ...connector(dice) } as const;
      return spell(dice, { ...heat, celsius: dice.pick([64, 66, 69, 71, 90]) }, { ...heat, celsius: 30 });
    },
  ],
  [
    hardware.leaks,
    (dice) => {
      const leak = { do: 'leak', ...connector(dice) } as const;
      return spell(dice, { ...leak, leaking: true }, { ...leak, leaking: false });
    },
  ],
];
