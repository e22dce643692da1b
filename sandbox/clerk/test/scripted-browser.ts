/** A browser that calls the Frontend API as ClerkJS does: only GET and POST, forms, and its token in the URL. */
import type { ClerkSandbox } from "../start-clerk-sandbox.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
type Json = any;

export interface Answer {
  readonly status: number;
  readonly json: Json;
}

export interface ScriptedBrowser {
  readonly token: string;
  call(method: string, path: string, form?: Record<string, string>): Promise<Answer>;
}

export const origin = "http://localhost:5173";

/** @param token of a browser that exists already */
export async function openBrowser(clerk: ClerkSandbox, slug = "dream-api", token?: string): Promise<ScriptedBrowser> {
  const base = `${clerk.instance(slug).frontendApiUrl}/v1`;
  const known = token ?? ((await (await fetch(`${base}/dev_browser`, { method: "POST" })).json()) as Json).id;
  return {
    token: known,
    async call(method, path, form = {}) {
      const url = new URL(base + path);
      url.searchParams.set("__clerk_api_version", "2026-05-12");
      url.searchParams.set("__clerk_db_jwt", known);
      if (method !== "GET" && method !== "POST") url.searchParams.set("_method", method);
      const isGet = method === "GET";
      const response = await fetch(url, {
        method: isGet ? "GET" : "POST",
        headers: isGet ? { Referer: `${origin}/sign-in` } : { Origin: origin },
        ...(isGet ? {} : { body: new URLSearchParams(form) }),
      });
      return { status: response.status, json: await response.json() };
    },
  };
}

/** The code that was last mailed to the address. */
export function mailedCode(clerk: ClerkSandbox, address: string, slug = "dream-api"): string {
  const mail = clerk.emails(slug).find(({ to, code }) => to === address && code !== null);
  if (!mail?.code) throw new Error(`No code was mailed to ${address}`);
  return mail.code;
}

export async function signUp(
  clerk: ClerkSandbox,
  browser: ScriptedBrowser,
  { address, password, slug = "dream-api" }: { address: string; password: string; slug?: string },
): Promise<{ userId: string; sessionId: string }> {
  const started = await browser.call("POST", "/client/sign_ups", { email_address: address, password });
  const path = `/client/sign_ups/${started.json.response.id}`;
  await browser.call("POST", `${path}/prepare_verification`, { strategy: "email_code" });
  const code = mailedCode(clerk, address, slug);
  const { json } = await browser.call("POST", `${path}/attempt_verification`, { strategy: "email_code", code });
  return { userId: json.response.created_user_id, sessionId: json.response.created_session_id };
}

export const codeOf = ({ status, json }: Answer) => [status, json.errors?.[0].code, json.errors?.[0].meta.param_name];
