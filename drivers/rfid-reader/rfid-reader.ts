/** The one card reader of the station. */
export interface RfidReader {
  /**
   * Called once for each card shown, with its UID as upper-case hexadecimal digits, or the idTag the bench
   * gave.
   */
  onCard(listener: (idTag: string) => void): void;
  /** Called when the reader stops answering (true) and when it answers again (false). */
  onFailure(listener: (failed: boolean) => void): void;
}
