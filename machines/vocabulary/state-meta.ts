/** What every state says of itself, beside its description. */
export type StateMeta = {
  /**
   * In words for a person in front of the station, after "waiting for": empty where nothing is waited for.
   */
  readonly waitsFor: string;
  /** The clause of the norm that this state comes from. */
  readonly clause?: string;
};
