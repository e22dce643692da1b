/** What binds a sign-in to the browser that it began in: a random secret that no script reads. */
import { isBrowserSecret } from "@dream-api/domain";

/** `__Host-` keeps other hosts from planting one; browsers allow it on https only. */
const names = { secure: "__Host-dream-sign-in", plain: "dream-sign-in" } as const;
const maxAgeSeconds = 3600;

/** Undefined when there is none that we made. */
export function readBrowserSecret({ url, headers }: Request): string | undefined {
  const name = isSecure(url) ? names.secure : names.plain;
  const cookies = (headers.get("Cookie") ?? "").split(";").map((text) => text.trim());
  const values = cookies.filter((text) => text.startsWith(`${name}=`)).map((text) => text.slice(name.length + 1));
  // Two of one name: one of them was planted, and which one is not said.
  const [secret] = values;
  return values.length === 1 && secret !== undefined && isBrowserSecret(secret) ? secret : undefined;
}

/** The value of a `Set-Cookie`. Lax, because an app of another site sends the browser here. */
export function writeBrowserSecret(secret: string, { url }: Request): string {
  const name = isSecure(url) ? names.secure : names.plain;
  const flags = `Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax`;
  return `${name}=${secret}; ${flags}${isSecure(url) ? "; Secure" : ""}`;
}

function isSecure(url: string): boolean {
  return url.startsWith("https:");
}
