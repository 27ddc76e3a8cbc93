type Card = { readonly width?: number; readonly height?: number };
type Placed<C> = C & { readonly x: number; readonly y: number };
export type Packing<C> = { readonly width: number; readonly height: number; readonly nodes: Placed<C>[] };

const MARGIN_PX = 8;

/**
 * Puts cards into rows of one width, the tallest first, below a head of `top_px`; the width is that of the
 * widest card, or more where that makes the whole about 1.6 times as wide as high.
 */
export function packInRows<C extends Card>(cards: readonly C[], top_px: number): Packing<C> {
  const sorted = cards.toSorted((a, b) => heightOf(b) - heightOf(a));
  const area = sorted.reduce((sum, card) => sum + widthOf(card) * heightOf(card), 0);
  const limit = Math.max(Math.sqrt(area * 1.6), ...sorted.map(widthOf));
  const nodes: Placed<C>[] = [];
  let [x, y, rowHeight, width] = [MARGIN_PX, top_px, 0, 0];
  for (const card of sorted) {
    if (x > MARGIN_PX && x + widthOf(card) > limit + MARGIN_PX) {
      [x, y, rowHeight] = [MARGIN_PX, y + rowHeight, 0];
    }
    nodes.push({ ...card, x, y });
    x += widthOf(card);
    rowHeight = Math.max(rowHeight, heightOf(card));
    width = Math.max(width, x);
  }
  return { width: width + MARGIN_PX, height: y + rowHeight + MARGIN_PX, nodes };
}

const widthOf = (card: Card): number => card.width ?? 0;
const heightOf = (card: Card): number => card.height ?? 0;
