import type { Frame, RecordedItem } from '../../visualizations/live/frames.ts';

/**
 * What a station recorded, as it tells a viewer who comes now; it is heard until what is looked for has
 * happened.
 */
export async function recordedItems(
  url: string,
  isEnough: (items: readonly RecordedItem[]) => boolean,
): Promise<readonly RecordedItem[]> {
  const ended = new AbortController();
  const { body } = await fetch(`${url}/feed`, { signal: ended.signal });
  const words = new TextDecoder();
  const items: RecordedItem[] = [];
  let text = '';
  for await (const bytes of body ?? []) {
    const parts = (text + words.decode(bytes, { stream: true })).split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts.filter((it) => it.startsWith('data: '))) {
      const frame: Frame = JSON.parse(part.slice('data: '.length));
      if (frame.kind === 'hello') items.push(...frame.items);
      if (frame.kind === 'cascade' || frame.kind === 'wire') items.push(frame);
    }
    if (items.length > 0 && isEnough(items)) break;
  }
  ended.abort();
  return items;
}
