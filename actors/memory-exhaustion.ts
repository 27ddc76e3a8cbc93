import { type Storage, StorageError } from '../drivers/storage/storage.ts';
import { type IsoTime, isoTime } from '../machines/vocabulary/instant.ts';
import { CHARGE_POINT } from '../machines/vocabulary/peer.ts';
import type { Edge } from './edge.ts';

/**
 * The same storage; MemoryExhaustion (whitepaper section 8) is raised of it. A full disk took nothing and
 * cannot take that either, so it is said, with the time when it began, as soon as there is room.
 */
export function watchedStorage(storage: Storage, edge: Edge): Storage {
  let since: IsoTime | null = null;
  const commit: Storage['commit'] = (changes, messages, at) => {
    try {
      storage.commit(changes, messages, at);
    } catch (error) {
      if (error instanceof StorageError && error.kind === 'full') since ??= isoTime(at.wall_ms);
      throw error;
    }
    if (since === null) return;
    const security = { type: 'MemoryExhaustion', techInfo: 'the disk was full', timestamp: since };
    since = null;
    edge.deliver(CHARGE_POINT, { type: 'SECURITY_EVENT', security });
  };
  const get = (of: Storage, key: string | symbol): unknown => {
    const value: unknown = Reflect.get(of, key, of);
    if (key === 'commit') return commit;
    return typeof value === 'function' ? value.bind(of) : value;
  };
  return new Proxy(storage, { get });
}
