type Frame = { readonly node: number; readonly targets: readonly number[]; next: number };

/**
 * The strongly connected components of a part of a graph (Tarjan), without recursion.
 * @param targets where the steps of a node lead; those outside `among` do not count.
 */
export function* components(
  among: ReadonlySet<number>,
  targets: (node: number) => readonly number[],
): Generator<readonly number[]> {
  const index = new Map<number, number>();
  const low = new Map<number, number>();
  const onStack = new Set<number>();
  const stack: number[] = [];
  const frames: Frame[] = [];
  const enter = (node: number): void => {
    index.set(node, index.size);
    low.set(node, index.size - 1);
    stack.push(node);
    onStack.add(node);
    frames.push({ node, targets: targets(node).filter((it) => among.has(it)), next: 0 });
  };
  const lower = (node: number, to: number): void => {
    low.set(node, Math.min(low.get(node)!, to));
  };
  for (const root of among) {
    if (index.has(root)) continue;
    enter(root);
    while (frames.length > 0) {
      const frame = frames.at(-1)!;
      const target = frame.targets[frame.next];
      frame.next += 1;
      if (target !== undefined) {
        if (!index.has(target)) enter(target);
        else if (onStack.has(target)) lower(frame.node, index.get(target)!);
        continue;
      }
      frames.pop();
      const parent = frames.at(-1);
      if (parent) lower(parent.node, low.get(frame.node)!);
      if (low.get(frame.node) !== index.get(frame.node)) continue;
      const part: number[] = [];
      for (let node = -1; node !== frame.node; ) {
        node = stack.pop()!;
        onStack.delete(node);
        part.push(node);
      }
      yield part;
    }
  }
}
