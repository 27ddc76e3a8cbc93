import type { StationClock, TimerHandle } from '../drivers/clock/clock.ts';
import type { UserFeedback } from '../drivers/user-feedback/user-feedback.ts';
import type { ChargePointContext } from '../machines/charge-point.ts';
import { connectorFeedback, shownFor_ms, soundOf } from '../machines/rules/user-feedback.ts';
import type { CardOutcome } from '../machines/vocabulary/feedback.ts';
import { isOnline } from '../machines/vocabulary/summary.ts';

type Control = Pick<ChargePointContext['control'], 'connectors' | 'link' | 'going'>;

/** Binds the port `cardOutcome`, and shows the driver what the summaries say. It decides nothing. */
export class UserFeedbackEdge {
  readonly #driver: UserFeedback;
  readonly #clock: StationClock;
  readonly #shown = new Map<number, string>();
  #control: Control | null = null;
  #card: CardOutcome | null = null;
  #news: TimerHandle | null = null;

  constructor(driver: UserFeedback, clock: StationClock) {
    this.#driver = driver;
    this.#clock = clock;
  }

  /** After each step of the charge point. */
  see(control: Control): void {
    this.#control = control;
    this.#show();
  }

  outcome(card: CardOutcome): void {
    this.stop();
    this.#card = card;
    this.#news = this.#clock.setTimeout(() => {
      this.#card = null;
      this.#show();
    }, shownFor_ms(card));
    const sound = soundOf(card);
    if (sound) this.#driver.sound(sound);
    this.#show();
  }

  stop(): void {
    if (this.#news) this.#clock.clearTimeout(this.#news);
    this.#news = null;
  }

  #show(): void {
    if (!this.#control) return;
    const { connectors, link, going } = this.#control;
    for (const summary of connectors) {
      const situation = { summary, online: isOnline(link), going, card: this.#card };
      const feedback = connectorFeedback(situation);
      const key = JSON.stringify(feedback);
      if (this.#shown.get(summary.connectorId) === key) continue;
      this.#shown.set(summary.connectorId, key);
      this.#driver.show(summary.connectorId, feedback);
    }
  }
}
