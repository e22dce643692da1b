/** `Retry-After` in seconds, whether it was written as a number or as a date; null when it says nothing. */
export function retryAfterSecondsOf(headers: { get(name: string): string | null }): number | null {
  const text = headers.get("Retry-After");
  if (!text) return null;
  const seconds = /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? null : Math.max(0, Math.ceil(seconds));
}
