import type { Scene } from '../live/frames.ts';

/** The connector that an actor belongs to, or null. */
export function connectorOf(actor: string, ...scenes: readonly Scene[]): number | null {
  const [, own] = /^(?:connector|contactor)-(\d+)$/.exec(actor) ?? [];
  if (own !== undefined) return Number(own);
  for (const { actors } of scenes) {
    const parent = actors[actor]?.parent;
    if (parent?.startsWith('connector-')) return connectorOf(parent);
  }
  return null;
}
