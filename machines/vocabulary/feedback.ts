/** The light at a connector. `pulsing` is slow and soft, `blinking` asks the driver to do something. */
export type Light = {
  readonly colour: 'off' | 'green' | 'blue' | 'amber' | 'red';
  readonly pattern: 'steady' | 'pulsing' | 'blinking';
};

/** What a display of two lines of 16 characters has room for. */
export const FEEDBACK_TEXT_LENGTH = 32;

/** What the driver at one connector sees; `text` has at most FEEDBACK_TEXT_LENGTH characters. */
export type ConnectorFeedback = { readonly light: Light; readonly text: string };

/** One short tone: yes. Two short: taken back. One long: no. */
export type BuzzerPattern = 'short' | 'two-short' | 'long';

/**
 * What became of the card shown last: it is being authorised, may use a connector, ends its session, is
 * refused, finds no connector free, or cancels the session it had begun. `connectorId` null: no connector's
 * matter.
 */
export type CardOutcome = {
  readonly kind: 'asked' | 'accepted' | 'stopped' | 'refused' | 'no-connector' | 'cancelled';
  readonly connectorId: number | null;
};
