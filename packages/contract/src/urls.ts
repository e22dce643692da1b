/** The URLs that developers give us: where browsers are sent, where they come from, and what they load. */
import * as z from "zod";

const longestUrl = 2048;
const localHosts = ["localhost", "127.0.0.1"];
const onlySecure = "an https URL without credentials (http only for localhost and 127.0.0.1)";

/** Where a browser may be sent after a checkout. `{CHECKOUT_SESSION_ID}` in it passes through to Stripe. */
export const returnUrlSchema = z.string().max(longestUrl).refine(isSecureUrl, onlySecure).meta({ format: "uri" });

/** Where sign-in comes back to, compared character by character. */
export const redirectUriSchema = z
  .string()
  .max(longestUrl)
  .refine(
    (text) => isSecureUrl(text) && !text.includes("#") && !text.includes("*"),
    `${onlySecure}, fragment or wildcard`,
  )
  .meta({ format: "uri" });

/** Scheme, host and port as a browser sends them, and nothing else. */
export const originSchema = z
  .string()
  .max(255)
  .refine(
    (text) => isSecureUrl(text) && !text.includes("*") && new URL(text).origin === text,
    "scheme, host and port only, as https://app.example.com",
  )
  .meta({ example: "https://app.example.com" });

/** An image that pages of ours and of Stripe show. */
export const imageUrlSchema = z.string().max(longestUrl).refine(isSecureUrl, onlySecure).meta({ format: "uri" });

function isSecureUrl(text: string): boolean {
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(text) || text.includes("\\") || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== "" || password !== "" || hasUserInfo(text)) return false;
  return protocol === "https:" || localHosts.includes(hostname);
}

/** Also an empty one, as in `https://@example.com`, which a parsed URL no longer shows. */
function hasUserInfo(text: string): boolean {
  return /^https?:\/\/[^/?#]*@/.test(text);
}
