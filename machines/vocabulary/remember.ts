/**
 * Notes a value under a key, and forgets the oldest ones beyond `most`: for what the other side may never
 * answer, so that memory has a bound.
 */
export function remember<K, V>(memory: Map<K, V>, key: K, value: V, most: number): void {
  memory.set(key, value);
  for (const oldest of memory.keys()) {
    if (memory.size <= most) return;
    memory.delete(oldest);
  }
}
