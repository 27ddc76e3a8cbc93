/**
 * Notes a value under a key, and forgets the oldest ones beyond `most`: for what the other side may never
 * answer, so that memory has a bound. An answer that comes after so many other CALLs is an answer to nothing.
 */
export function remember<K, V>(memory: Map<K, V>, key: K, value: V, most = 500): void {
  memory.set(key, value);
  if (memory.size <= most) return;
  for (const oldest of memory.keys()) {
    memory.delete(oldest);
    if (memory.size <= most) return;
  }
}
