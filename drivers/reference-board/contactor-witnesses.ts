/** What is seen of one contactor. */
export type ContactorWitnesses = {
  /** The mirror contact says that the main contacts are closed; a broken wire says so too. */
  readonly mirrorClosed: boolean;
  /** There is voltage behind the main contacts. */
  readonly loadVoltage: boolean;
};

/**
 * Whether a contactor counts as closed. Commanded to close, both witnesses must say so; commanded to open,
 * neither may: so it never looks as it was commanded before that is certain. One pole that is welded is
 * voltage without a mirror contact: it does not open.
 */
export const confirmedClosed = (
  commandedClosed: boolean,
  { mirrorClosed, loadVoltage }: ContactorWitnesses,
): boolean => (commandedClosed ? mirrorClosed && loadVoltage : mirrorClosed || loadVoltage);
