/** A value that counts, and the one that was read since, and how often. */
export type Sampled<Value> = {
  readonly value: Value;
  readonly candidate: Value;
  readonly samples: number;
};

/**
 * Takes one sample: a value counts when it was read `needed` times in a row; the very first counts at once.
 */
export function sampled<Value>(last: Sampled<Value> | null, sample: Value, needed: number): Sampled<Value> {
  if (last === null || sample === last.value) return { value: sample, candidate: sample, samples: 0 };
  const samples = sample === last.candidate ? last.samples + 1 : 1;
  return samples >= needed
    ? { value: sample, candidate: sample, samples: 0 }
    : { value: last.value, candidate: sample, samples };
}
