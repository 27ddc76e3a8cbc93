import type { ActorId } from '../../machines/vocabulary/peer.ts';
import type { ActorState, ArmedTimer, RecordedItem, Scene } from './frames.ts';

/** The scene after an item. */
export function afterItem(scene: Scene, item: RecordedItem): Scene {
  if (item.kind !== 'cascade') return scene;
  const { changed, gone, armed, ended } = item;
  const actors: Record<ActorId, ActorState> = { ...scene.actors, ...changed };
  for (const id of gone) delete actors[id];
  const replaced = new Set([...ended, ...armed.map(({ id }) => id)]);
  const timers: readonly ArmedTimer[] =
    replaced.size === 0 ? scene.timers : [...scene.timers.filter(({ id }) => !replaced.has(id)), ...armed];
  return { actors, timers };
}

/** The last items, and the scene before the first of them. */
export class History {
  readonly #capacity: number;
  #items: RecordedItem[] = [];
  #base: Scene = { actors: {}, timers: [] };

  /** @param capacity how many items are kept at least; half as many again before the oldest are folded. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get items(): readonly RecordedItem[] {
    return this.#items;
  }

  get base(): Scene {
    return this.#base;
  }

  add(item: RecordedItem): void {
    this.#items.push(item);
    if (this.#items.length < this.#capacity * 1.5) return;
    const folded = this.#items.splice(0, this.#items.length - this.#capacity);
    this.#base = folded.reduce(afterItem, this.#base);
  }
}
