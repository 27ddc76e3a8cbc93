/** The connectors of the board: its pilot inputs, meter channels and lines are for two. */
export type OutletId = 1 | 2;

/** Inputs of one connector: mirror contact closed, voltage behind the contacts, ground-fault latch. */
export type OutletInput = 'mirror' | 'load' | 'trip';
/** Outputs of one connector: K_ENABLE, test current of the ground-fault protection, reset of its latch. */
export type OutletOutput = 'enable' | 'test' | 'reset';

/** Every line of the board, by what it means when it is true. */
export type InputLine = `${OutletInput}${OutletId}` | 'emergencyStopReleased';
export type OutputLine = `${OutletOutput}${OutletId}` | 'readerRunning' | 'watchdog' | 'buzzer';

/** Inputs of the second chip of lines, which a board may have or not. */
export type GuardLine = `${'earth' | 'drive'}${OutletId}`;

export type InputLevels = Readonly<Record<InputLine, boolean>>;
