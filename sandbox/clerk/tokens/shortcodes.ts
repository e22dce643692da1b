/**
 * Shortcodes in claims: `{{user.public_metadata.plan || 'free'}}`. One that stands alone keeps its value's type, one
 * inside text becomes text; what is missing becomes null (https://clerk.com/docs/guides/sessions/jwt-templates).
 */

import { primaryEmailOf } from "../accounts/primary-email.ts";
import type { User } from "../store/entities.ts";

const shortcode = /\{\{\s*([^}]+?)\s*\}\}/g;
const onlyShortcode = /^\{\{\s*([^}]+?)\s*\}\}$/;

/** @returns the claims with every shortcode filled in from the user */
export function fillShortcodes(claims: Record<string, unknown>, user: User): Record<string, unknown> {
  const values = { user: valuesOf(user) };
  return fill(claims, values) as Record<string, unknown>;
}

function fill(template: unknown, values: object): unknown {
  if (Array.isArray(template)) return template.map((item) => fill(item, values));
  if (typeof template === "object" && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fill(value, values)]));
  }
  if (typeof template !== "string") return template;
  const alone = onlyShortcode.exec(template)?.[1];
  if (alone !== undefined) return evaluate(alone, values);
  return template.replace(shortcode, (_match, expression: string) => String(evaluate(expression, values) ?? ""));
}

function evaluate(expression: string, values: object): unknown {
  for (const operand of expression.split("||").map((part) => part.trim())) {
    const literal = /^'(.*)'$|^"(.*)"$/.exec(operand);
    const value = literal ? (literal[1] ?? literal[2]) : lookUp(operand, values);
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

function lookUp(path: string, values: object): unknown {
  return path.split(".").reduce<unknown>((value, key) => {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string, unknown>)[key];
  }, values);
}

function valuesOf(user: User) {
  const email = primaryEmailOf(user);
  return {
    id: user.id,
    external_id: user.externalId,
    first_name: user.firstName,
    last_name: user.lastName,
    full_name: [user.firstName, user.lastName].filter(Boolean).join(" ") || null,
    primary_email_address: email?.emailAddress ?? null,
    email_verified: email?.isVerified ?? false,
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    last_sign_in_at: user.lastSignInAt,
    created_at: user.createdAt,
    updated_at: user.updatedAt,
  };
}
