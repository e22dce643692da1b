/** Who signs an instance's session tokens: `https://` and the host that its publishable key encodes. */

/** Behind a proxy that is registered with Clerk the issuer is the proxy's URL instead. @throws Error for a malformed key */
export function issuerOf(publishableKey: string): string {
  const encoded = /^pk_(?:test|live)_([A-Za-z0-9+/_-]+={0,2})$/.exec(publishableKey)?.[1];
  const host = encoded === undefined ? undefined : /^([a-z0-9.-]+)\$$/i.exec(decode(encoded))?.[1];
  if (!host) throw new Error("Clerk's publishable key is malformed");
  return `https://${host}`;
}

function decode(base64: string): string {
  try {
    return atob(base64.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}
