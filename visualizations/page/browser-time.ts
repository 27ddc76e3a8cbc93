/** The browser's own time: the page has no other clock. All of the page's raw time is in this file. */
export const now_ms = (): number => performance.now();

export const later = (act: () => void, delay_ms: number): void => void setTimeout(act, delay_ms);

export const every = (period_ms: number, act: () => void): void => void setInterval(act, period_ms);

/** Calls `step` with 0 to 1 while the time passes, picture by picture. @returns ends it early. */
export function animate(duration_ms: number, step: (part: number) => void): () => void {
  const began_ms = performance.now();
  let ended = false;
  const next = (): void => {
    const part = Math.min(1, (performance.now() - began_ms) / duration_ms);
    if (ended) return;
    step(part);
    if (part < 1) requestAnimationFrame(next);
  };
  next();
  return () => {
    ended = true;
  };
}

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
