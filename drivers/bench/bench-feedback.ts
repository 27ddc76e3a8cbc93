import type { BuzzerPattern, ConnectorFeedback } from '../../machines/vocabulary/feedback.ts';
import type { UserFeedback } from '../user-feedback/user-feedback.ts';

/** What the buzzer sounded last, and how often it has sounded; a tone is over before anyone can look. */
export type BuzzerState = { readonly pattern: BuzzerPattern | null; readonly sounded: number };

const DARK: ConnectorFeedback = { light: { colour: 'off', pattern: 'steady' }, text: '' };

/** Lights, texts and buzzer of the bench: remembered, for anyone who looks. */
export class BenchFeedback implements UserFeedback {
  readonly #shown = new Map<number, ConnectorFeedback>();
  #buzzer: BuzzerState = { pattern: null, sounded: 0 };

  show(connectorId: number, feedback: ConnectorFeedback): void {
    this.#shown.set(connectorId, feedback);
  }

  sound(pattern: BuzzerPattern): void {
    this.#buzzer = { pattern, sounded: this.#buzzer.sounded + 1 };
  }

  /** Dark until the station has shown something. */
  shown(connectorId: number): ConnectorFeedback {
    return this.#shown.get(connectorId) ?? DARK;
  }

  get buzzer(): BuzzerState {
    return this.#buzzer;
  }
}
