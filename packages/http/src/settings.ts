/** What a Worker is configured with. A missing setting is found at the first request and named in the log. */

type Settings = Readonly<Record<string, unknown>>;

/** @throws Error naming the variable that is missing or empty */
export function requireSetting(env: object, name: string): string {
  const value = (env as Settings)[name];
  if (typeof value === "string" && value !== "") return value;
  throw new Error(`${name} is not set`);
}

/** One or more, with commas and any spaces between them. @throws Error naming the variable that holds none */
export function requireList(env: object, name: string): string[] {
  const items = listOf(requireSetting(env, name));
  if (items.length > 0) return items;
  throw new Error(`${name} is not set`);
}

/** Of our own pages: the dashboard, and others that are listed. @throws Error naming what is malformed */
export function readOrigins(env: object): string[] {
  const listed = (env as Settings).ALLOWED_ORIGINS;
  const others = typeof listed === "string" ? listOf(listed) : [];
  return [requireSetting(env, "FRONTEND_URL"), ...others].map(originOfSetting);
}

function listOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function originOfSetting(text: string): string {
  if (!URL.canParse(text)) throw new Error("FRONTEND_URL or ALLOWED_ORIGINS holds something that is no URL");
  return new URL(text).origin;
}
