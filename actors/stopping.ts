/** Stops them all, in order. */
export const stopping =
  (...parts: readonly { stop(): void }[]) =>
  (): void => {
    for (const part of parts) part.stop();
  };
