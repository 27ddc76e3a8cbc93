/** The browser's own time: the page has no other clock. All of the page's raw time is in this file. */
export const now_ms = (): number => performance.now();

export const later = (act: () => void, delay_ms: number): void => void setTimeout(act, delay_ms);

export const every = (period_ms: number, act: () => void): void => void setInterval(act, period_ms);

/** Runs `act` before the next picture; called again before that, it runs once all the same. */
export function oncePerPicture(act: () => void): () => void {
  let planned = false;
  return () => {
    if (planned) return;
    planned = true;
    requestAnimationFrame(() => {
      planned = false;
      act();
    });
  };
}
