/** How often somebody did something, without keeping who. */

export interface AttemptCounts {
  /** Counts one more. @returns how many there are in this window now */
  count(subject: string, windowStart: number): Promise<number>;
  /** Uncounts one that came to nothing. */
  takeBack(subject: string, windowStart: number): Promise<void>;
}

export type HashSubject = (kind: string, subject: string) => Promise<string>;

/** Names people in counters by what can't be told back without the secret, not even by trying all addresses. */
export function createSubjectHash(secret: string): HashSubject {
  const encoder = new TextEncoder();
  const key = crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  return async (kind, subject) => {
    const tag = await crypto.subtle.sign("HMAC", await key, encoder.encode(`attempts:${kind}:${subject}`));
    return `${kind}:${Array.from(new Uint8Array(tag), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  };
}
