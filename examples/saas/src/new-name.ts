/** The product itself: a name for something that has none. */

const first = [
  "Amber",
  "Birch",
  "Cobalt",
  "Dune",
  "Ember",
  "Fjord",
  "Glow",
  "Harbour",
  "Ink",
  "Juniper",
  "Kite",
  "Lumen",
];
const second = ["ly", "works", "base", "loop", "nest", "forge", "wave", "cast", "mint", "path", "spark", "yard"];

const oneOf = (parts: readonly string[]): string => parts[Math.floor(Math.random() * parts.length)] ?? "";

export function newName(): string {
  return oneOf(first) + oneOf(second);
}
