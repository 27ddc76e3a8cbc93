import { every } from './browser-time.ts';
import { h } from './element.ts';
import { durationWords } from './words.ts';

const PERIOD_MS = 100;

/** How long until a moment of the station's monotonic time; it counts down by itself. */
export const countdown = (deadline_ms: number): HTMLElement =>
  h('time', { class: 'countdown', 'data-deadline': deadline_ms });

/** Writes all countdowns of the page. */
export function tellCountdowns(moment_ms: number): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-deadline]')) {
    const text = durationWords(Number(element.dataset.deadline) - moment_ms);
    if (element.textContent !== text) element.textContent = text;
  }
}

export const runCountdowns = (moment_ms: () => number): void =>
  every(PERIOD_MS, () => {
    if (!document.hidden) tellCountdowns(moment_ms());
  });
