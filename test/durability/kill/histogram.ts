import type { Hit } from './evidence.ts';

/** Prints how many lives ended in which window, and at which message. */
export function printHistogram(hits: readonly (Hit | null)[]): void {
  const windows = Map.groupBy(hits, (hit) => hit?.window ?? 'nowhere, so at its end');
  for (const [window, inIt] of [...windows].sort(([a], [b]) => a.localeCompare(b))) {
    const messages = Map.groupBy(inIt, (hit) => hit?.message ?? '-');
    const counts = [...messages].map(([message, some]) => `${message} ${some.length}`).sort();
    console.log(`${String(inIt.length).padStart(4)}  ${window}: ${counts.join(', ')}`);
  }
}
