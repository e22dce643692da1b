/**
 * What the mail to a registered address carries, and nobody else has: the platform's id under a tag of our own. It
 * stands in the link for those who have an account, and in the metadata of those who sign up through it.
 */

export interface ClaimProofs {
  proofOf(platformId: string): Promise<string>;
  /** The platform that a proof speaks of; null for one that is not ours. */
  read(proof: string): Promise<string | null>;
}

const encoder = new TextEncoder();
const purpose = "registration:";

/** @param secret of the Worker that both sends and reads them; it may serve other purposes too */
export function createClaimProofs(secret: string): ClaimProofs {
  const key = crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
    "verify",
  ]);
  const signed = (platformId: string) => encoder.encode(purpose + platformId);
  return {
    async proofOf(platformId) {
      const tag = new Uint8Array(await crypto.subtle.sign("HMAC", await key, signed(platformId)));
      return `${platformId}.${hexOf(tag)}`;
    },
    async read(proof) {
      const match = /^([^.]+)\.((?:[0-9a-f]{2}){32})$/.exec(proof);
      const [, platformId = "", hex = ""] = match ?? [];
      if (!match) return null;
      const tag = Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
      return (await crypto.subtle.verify("HMAC", await key, tag, signed(platformId))) ? platformId : null;
    },
  };
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
