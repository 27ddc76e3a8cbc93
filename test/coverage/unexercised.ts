const NO_SUCH_ERROR = 'the station has nothing to say with it';

/** What no test of the whole station exercises, and why; `test/coverage/exercised.ts` says the ids. */
export const UNEXERCISED: ReadonlyMap<string, string> = new Map([
  ['actions DataTransfer: sent', 'the station has no vendor extension'],
  ['actions UpdateFirmware: performed', 'refused: the station has secure updates only'],
  ['keys ConnectorPhaseRotation: other value', 'it states how the station is wired; nothing obeys it'],
  ['codes SecurityError: sent', NO_SUCH_ERROR],
  ['codes GenericError: sent', NO_SUCH_ERROR],
]);
