/** The name that a tier or a product has in code, made from what people read: `Pro plan` is `pro-plan`. */
export function slugOf(displayName: string): string {
  return displayName
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 64);
}
