/** The fields of `after` that are not as they were `before`. */
export function changedFields<Item extends object>(before: Item, after: Item): Partial<Item> {
  const isChanged = (name: keyof Item) => JSON.stringify(before[name]) !== JSON.stringify(after[name]);
  const names = Object.keys(after) as (keyof Item)[];
  return Object.fromEntries(names.filter(isChanged).map((name) => [name, after[name]])) as Partial<Item>;
}
