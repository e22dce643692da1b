/**
 * A small authorization server with ES256 tokens, PKCE, rotation and reuse detection, which signs `ada` in without
 * asking. It also answers the API's calls with what it was asked, and can be told to misbehave.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tiers, usage } from "./replies.ts";

interface Misbehaviour {
  /** What stands in the authorization response, instead of or beside what belongs there. */
  readonly response?: Record<string, string | null>;
  readonly idClaims?: Record<string, unknown>;
  readonly accessSeconds?: number;
  /** Takes what it was asked, and hangs up. */
  readonly loses?: "refresh" | "everything";
  readonly waitsMs?: number;
}

export interface OauthServer {
  readonly url: string;
  /** `METHOD /path` of all calls, but preflights. */
  readonly calls: string[];
  /** What the API was called with. */
  readonly apiHeaders: IncomingMessage["headers"][];
  misbehave(how: Misbehaviour): void;
  /** Ends all sign-ins. */
  revokeAll(): void;
  /** Access tokens that the API does not take. */
  readonly refused: Set<string>;
  addKey(): void;
  accessToken(claims?: Record<string, unknown>, header?: Record<string, unknown>, key?: KeyObject): string;
  stop(): Promise<void>;
}

export const audience = "prj_PublicPublicPubl:test";
const person = { sub: "usr_ada", name: "Ada", email: "ada@example.com" };

const cors = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*,Authorization" };

interface Asked {
  readonly path: string;
  readonly query: Record<string, string>;
  readonly form: Record<string, string>;
  readonly headers: IncomingMessage["headers"];
}

/** Status 0 hangs up. */
interface Answer {
  readonly status: number;
  readonly json?: object;
  readonly location?: string;
}

interface Refresh {
  readonly family: Family;
  readonly clientId: string;
  usedUnder?: string;
  reply?: { readonly refresh_token: string };
}

interface Family {
  isRevoked: boolean;
}

export async function startOauthServer(): Promise<OauthServer> {
  const keys = [newKey("first")];
  const calls: string[] = [];
  const apiHeaders: IncomingMessage["headers"][] = [];
  const refused = new Set<string>();
  const codes = new Map<string, Record<string, string>>();
  const refreshTokens = new Map<string, Refresh>();
  const families = new Set<Family>();
  let how: Misbehaviour = {};
  let uses = 0;
  let url = "";

  const jwt = (header: object, claims: object, key: KeyObject) => {
    const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    const signature = sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
    return `${signed}.${signature.toString("base64url")}`;
  };
  const nowSeconds = () => Math.floor(Date.now() / 1000);
  const lastKey = () => keys.at(-1) as (typeof keys)[number];

  const accessToken: OauthServer["accessToken"] = (claims = {}, header = {}, key = lastKey().privateKey) =>
    jwt(
      { alg: "ES256", typ: "at+jwt", kid: lastKey().kid, ...header },
      {
        iss: url,
        aud: audience,
        sub: person.sub,
        scope: "openid profile email",
        exp: nowSeconds() + (how.accessSeconds ?? 600),
        jti: randomBytes(8).toString("hex"),
        ...claims,
      },
      key,
    );

  function tokens(clientId: string, nonce: string | undefined, family: Family) {
    const refreshToken = randomBytes(16).toString("hex");
    refreshTokens.set(refreshToken, { family, clientId });
    const idClaims = { iss: url, aud: clientId, exp: nowSeconds() + 600, nonce, ...person, ...how.idClaims };
    return {
      access_token: accessToken(),
      token_type: "Bearer",
      expires_in: how.accessSeconds ?? 600,
      refresh_token: refreshToken,
      scope: "openid profile email",
      id_token: jwt({ alg: "ES256", kid: lastKey().kid }, idClaims, lastKey().privateKey),
    };
  }

  function redeem(form: Record<string, string>): object | string {
    const asked = codes.get(form.code ?? "");
    codes.delete(form.code ?? "");
    const challenge = createHash("sha256")
      .update(form.code_verifier ?? "")
      .digest("base64url");
    if (asked?.code_challenge !== challenge || asked?.redirect_uri !== form.redirect_uri) return "invalid_grant";
    const family = { isRevoked: false };
    families.add(family);
    return tokens(form.client_id ?? "", asked?.nonce, family);
  }

  /** The same refresh again, whose answer was lost: what it was answered is dead, unless it was used. */
  function takeBack({ usedUnder, reply }: Refresh, idempotencyKey: string | undefined): boolean {
    const lost = reply?.refresh_token ?? "";
    if (!idempotencyKey || usedUnder !== idempotencyKey || refreshTokens.get(lost)?.reply) return false;
    return refreshTokens.delete(lost);
  }

  function refresh(form: Record<string, string>, idempotencyKey: string | undefined): object | string {
    const known = refreshTokens.get(form.refresh_token ?? "");
    if (!known || known.family.isRevoked) return "invalid_grant";
    if (known.reply && !takeBack(known, idempotencyKey)) {
      known.family.isRevoked = true;
      return "invalid_grant";
    }
    known.usedUnder = idempotencyKey ?? "";
    known.reply = tokens(known.clientId, undefined, known.family);
    return known.reply;
  }

  function authorize(query: Record<string, string>): string {
    const code = randomBytes(8).toString("hex");
    codes.set(code, query);
    const back = new URL(query.redirect_uri ?? "");
    const response: Record<string, string | null> = { code, state: query.state ?? "", iss: url, ...how.response };
    for (const [name, value] of Object.entries(response)) if (value !== null) back.searchParams.set(name, value);
    return back.href;
  }

  const routes: Record<string, (asked: Asked) => Answer> = {
    "/oauth/authorize": ({ query }) => ({ status: 302, location: authorize(query) }),
    "/oauth/token": ({ form, headers }) => {
      const isRefresh = form.grant_type === "refresh_token";
      const reply = isRefresh ? refresh(form, headers["idempotency-key"] as string | undefined) : redeem(form);
      if (how.loses === "everything" || (how.loses === "refresh" && isRefresh)) return { status: 0 };
      if (typeof reply !== "string") return { status: 200, json: reply };
      return { status: 400, json: { error: reply, error_description: "It does not work", code: reply } };
    },
    "/oauth/revoke": ({ form }) => {
      const known = refreshTokens.get(form.token ?? "");
      if (known) known.family.isRevoked = true;
      return { status: 200, json: {} };
    },
    "/oauth/jwks": () => ({
      status: 200,
      json: { keys: keys.map(({ kid, jwk }) => ({ ...jwk, kid, alg: "ES256", use: "sig" })) },
    }),
    "/checkout": () => ({ status: 200, json: {} }),
    "/oauth/sign-out": ({ query }) => ({ status: 302, location: query.post_logout_redirect_uri ?? url }),
    "/api/": ({ path, headers }) => {
      apiHeaders.push(headers);
      const token = headers.authorization?.slice("Bearer ".length) ?? "";
      const refusal = { error: "Unauthorized", code: "unauthorized", docs: `${url}/docs`, requestId: "req_1" };
      if (refused.has(token)) return { status: 401, json: refusal };
      if (path === "/api/data") uses += 1;
      const json = { allowed: true, usage: { ...usage, count: uses }, data: path === "/api/tiers" ? tiers : [] };
      return { status: 200, json: { ...json, url: `${url}/checkout`, kind: "checkout", nextCursor: null } };
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    if (request.method === "OPTIONS") {
      response.writeHead(204, cors).end();
      return;
    }
    calls.push(`${request.method} ${pathname}`);
    let body = "";
    for await (const chunk of request) body += chunk;
    if (how.waitsMs) await new Promise((resolve) => setTimeout(resolve, how.waitsMs));
    const route = routes[pathname.startsWith("/api/") ? "/api/" : pathname];
    const query = Object.fromEntries(searchParams);
    const form = Object.fromEntries(new URLSearchParams(body));
    const { status, json, location } = route?.({ path: pathname, query, form, headers: request.headers }) ?? {
      status: 404,
      json: {},
    };
    if (status === 0) response.destroy();
    else if (location) response.writeHead(status, { Location: location }).end();
    else response.writeHead(status, { "Content-Type": "application/json", ...cors }).end(JSON.stringify(json));
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    calls,
    apiHeaders,
    refused,
    misbehave(given) {
      how = given;
    },
    revokeAll() {
      for (const family of families) family.isRevoked = true;
    },
    addKey: () => void keys.push(newKey(randomBytes(4).toString("hex"))),
    accessToken,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function newKey(kid: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { kid, privateKey, jwk: publicKey.export({ format: "jwk" }) };
}
