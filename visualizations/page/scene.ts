import type { ActorState, ArmedTimer, RecordedItem, Scene } from '../live/frames.ts';

export const EMPTY_SCENE: Scene = { actors: {}, timers: [] };

/** The scene after an item. */
export function afterItem(scene: Scene, item: RecordedItem): Scene {
  if (item.kind !== 'cascade') return scene;
  const { changed, gone, armed, ended } = item;
  const actors: Record<string, ActorState> = { ...scene.actors, ...changed };
  for (const id of gone) delete actors[id];
  const replaced = new Set([...ended, ...armed.map(({ id }) => id)]);
  const timers: readonly ArmedTimer[] =
    replaced.size === 0 ? scene.timers : [...scene.timers.filter(({ id }) => !replaced.has(id)), ...armed];
  return { actors, timers };
}
