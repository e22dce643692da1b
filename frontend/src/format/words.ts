/** Names of the wire as people read them. */

/** `partially_refunded` and `tier.changed` are `Partially refunded` and `Tier changed`. */
export function inWords(name: string): string {
  const words = name.replaceAll(/[._]/g, " ").replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
