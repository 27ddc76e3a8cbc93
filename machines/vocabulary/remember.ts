/**
 * Notes a value under a key, and forgets old ones: the newest `most` are kept, at times nearly twice as many
 * (a Map whose first entry is deleted again and again walks over the gaps). For what the other side may never
 * answer, so that memory has a bound. An answer that comes after so many other CALLs is an answer to nothing.
 */
export function remember<K, V>(memory: Map<K, V>, key: K, value: V, most = 500): void {
  memory.set(key, value);
  if (memory.size < 2 * most) return;
  for (const oldest of memory.keys()) {
    memory.delete(oldest);
    if (memory.size <= most) return;
  }
}
