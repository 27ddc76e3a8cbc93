import { afterItem, EMPTY_SCENE } from '../page/scene.ts';
import type { RecordedItem, Scene } from './frames.ts';

/** The last items, and the scene before the first of them. */
export class History {
  readonly #capacity: number;
  #items: RecordedItem[] = [];
  #base: Scene = EMPTY_SCENE;

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
