/** The first few of many, without reading the rest. */
export function first<T>(items: Iterable<T>, count: number): T[] {
  const taken: T[] = [];
  if (count < 1) return taken;
  for (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}
