/**
 * The tokens of a session. A template token has no `sid`, `sts` and `v`: it says nothing of the session and outlives
 * its revocation, as Clerk's does.
 */
import { randomBytes } from "node:crypto";
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { JwtTemplate, Session, User } from "../store/entities.ts";
import { fillShortcodes } from "./shortcodes.ts";
import { signJwt } from "./sign-jwt.ts";

/** Claims that Clerk sets itself and lets nobody override. */
const reservedClaims = [
  ...["act", "azp", "exp", "fva", "iat", "iss", "jti", "nbf", "o", "sid", "sts", "sub", "v"],
  ...["org_id", "org_role", "org_slug", "org_permissions"],
];

/** @throws ClerkRefusal for a claim that Clerk sets itself */
export function requireFreeClaims(claims: object): void {
  const taken = Object.keys(claims).find((name) => reservedClaims.includes(name));
  if (taken) throw new ClerkRefusal("reserved_claim", { paramName: "claims", longMessage: `${taken} is reserved` });
}

export interface TokenRequest {
  readonly session: Session;
  readonly user: User;
  /** The origin that asked: `azp`. The Backend API has none. */
  readonly origin: string | undefined;
  readonly expiresInSeconds?: number | undefined;
}

export function mintSessionToken(scope: Scope, request: TokenRequest): string {
  const { settings } = scope.instance;
  const { session, user } = request;
  const minutesSinceSignIn = Math.floor((scope.now() - session.createdAt) / 60_000);
  return signJwt(scope.instance, "session", {
    ...fillShortcodes(settings.sessionClaims, user),
    ...baseClaims(scope, request, request.expiresInSeconds ?? settings.sessionTokenLifetimeSeconds),
    fva: [minutesSinceSignIn, -1],
    sid: session.id,
    sts: "active",
    v: 2,
  });
}

export function mintTemplateToken(scope: Scope, template: JwtTemplate, request: TokenRequest): string {
  const lifetimeSeconds = request.expiresInSeconds ?? template.lifetimeSeconds;
  return signJwt(scope.instance, "template", {
    ...fillShortcodes(template.claims, request.user),
    ...baseClaims(scope, request, lifetimeSeconds, template.allowedClockSkewSeconds),
  });
}

function baseClaims(scope: Scope, { origin, user }: TokenRequest, lifetimeSeconds: number, clockSkewSeconds = 10) {
  const issuedAt = Math.floor(scope.now() / 1000);
  return {
    ...(origin === undefined ? {} : { azp: origin }),
    exp: issuedAt + lifetimeSeconds,
    iat: issuedAt,
    iss: scope.instance.settings.issuer,
    jti: randomBytes(10).toString("hex"),
    nbf: issuedAt - clockSkewSeconds,
    sub: user.id,
  };
}
