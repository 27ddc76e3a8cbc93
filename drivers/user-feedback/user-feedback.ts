import type { BuzzerPattern, ConnectorFeedback } from '../../machines/vocabulary/feedback.ts';

/** Lights, texts and the buzzer: what the driver at the station sees and hears. No method throws. */
export interface UserFeedback {
  /** Shows until the next `show` of this connector. */
  show(connectorId: number, feedback: ConnectorFeedback): void;
  /** Sounds once; a tone that still sounds is cut off. */
  sound(pattern: BuzzerPattern): void;
}
